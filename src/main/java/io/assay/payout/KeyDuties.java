package io.assay.payout;

import io.assay.payout.contracts.DemoToken;
import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.custody.Duty;
import io.assay.platform.AssayConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/**
 * Whether each key may do on the chain what its duty asks, so that no epoch is the first to tell.
 */
@ApplicationScoped
class KeyDuties {
  private static final Logger LOG = Logger.getLogger(KeyDuties.class);

  private final AssayConfig assay;
  private final ChainGateway chain;
  private final ConfiguredKeys keys;

  KeyDuties(AssayConfig assay, ChainGateway chain, ConfiguredKeys keys) {
    this.assay = assay;
    this.chain = chain;
    this.keys = keys;
  }

  void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 600) StartupEvent event) {
    try {
      List<String> missing = listMissing();
      if (!missing.isEmpty()) {
        LOG.warnf("Payouts will fail until this is put right: %s", String.join("; ", missing));
      }
    } catch (ChainGateway.Unavailable e) {
      LOG.warnf("Whether the keys have their roles is not known yet: %s", e.getMessage());
    }
  }

  /**
   * What the keys lack, a phrase each, or hold against the separation of duties.
   *
   * @throws ChainGateway.Unavailable if the chain cannot be asked
   */
  List<String> listMissing() {
    ChainGateway.Deployment deployment = chain.deployment();
    String url = assay.chain().rpcUrl().orElseThrow();
    Web3j web3j = Web3j.build(new HttpService(url));
    try {
      return new Questions(web3j, deployment, keys).listMissing();
    } catch (Exception e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    } finally {
      web3j.shutdown();
    }
  }

  /** What is asked of one node. */
  static final class Questions {
    private final Web3j web3j;
    private final String vaultAddress;
    private final PayoutVault vault;
    private final DemoToken token;
    private final ConfiguredKeys keys;
    private final List<String> missing = new ArrayList<>();

    Questions(Web3j web3j, ChainGateway.Deployment deployment, ConfiguredKeys keys) {
      this.web3j = web3j;
      this.keys = keys;
      vaultAddress = deployment.vaultAddress();
      ReadonlyTransactionManager reader =
          new ReadonlyTransactionManager(web3j, keys.address(Duty.RELAYER));
      StaticGasProvider gas = new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO);
      vault = PayoutVault.load(vaultAddress, web3j, reader, gas);
      token = DemoToken.load(deployment.tokenAddress(), web3j, reader, gas);
    }

    List<String> listMissing() throws Exception {
      askForRoles();
      BigInteger staked = vault.staked().send();
      BigInteger wanted = vault.posterStake().send();
      if (staked.compareTo(wanted) < 0) {
        missing.add(
            "the vault holds %s of the %s base units that the poster must stake"
                .formatted(staked, wanted));
      }
      if (token.allowance(keys.address(Duty.SPONSOR), vaultAddress).send().signum() == 0) {
        missing.add(named(Duty.SPONSOR) + " has not approved the vault for its tokens");
      }
      for (Duty duty : Duty.values()) {
        askForGas(duty);
      }
      missing.addAll(keys.listTroubles());
      return missing;
    }

    private void askForRoles() throws Exception {
      String poster = keys.address(Duty.POSTER);
      Map<String, byte[]> roles = new LinkedHashMap<>();
      roles.put("POSTER", vault.POSTER_ROLE().send());
      roles.put("GUARDIAN", vault.GUARDIAN_ROLE().send());
      roles.put("admin", vault.DEFAULT_ADMIN_ROLE().send());
      for (Duty duty : Duty.values()) {
        for (Map.Entry<String, byte[]> role : roles.entrySet()) {
          String address = keys.address(duty);
          boolean due = role.getKey().equals("POSTER") && address.equalsIgnoreCase(poster);
          if (vault.hasRole(role.getValue(), address).send() != due) {
            missing.add(
                named(duty)
                    + (due ? " lacks the role " : " must not have the role ")
                    + role.getKey()
                    + " of the vault "
                    + vaultAddress);
          }
        }
      }
    }

    private void askForGas(Duty duty) throws Exception {
      BigInteger balance =
          web3j
              .ethGetBalance(keys.address(duty), DefaultBlockParameterName.LATEST)
              .send()
              .getBalance();
      if (balance.signum() == 0) {
        missing.add(named(duty) + " has nothing to pay gas with");
      }
    }

    private String named(Duty duty) {
      return "the " + duty.word() + " " + keys.address(duty);
    }
  }
}

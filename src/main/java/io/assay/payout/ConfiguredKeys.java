package io.assay.payout;

import io.assay.payout.custody.Duty;
import io.assay.payout.custody.KeyRefused;
import io.assay.payout.custody.KeySource;
import io.assay.payout.custody.PayoutKeys;
import io.assay.payout.custody.SignerUnavailable;
import io.assay.platform.AssayConfig;
import io.assay.platform.StartOrder;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.service.TxSignService;

/** The keys of this server, opened once at start; without good ones it does not start. */
@ApplicationScoped
class ConfiguredKeys {
  private static final Logger LOG = Logger.getLogger(ConfiguredKeys.class);

  private final Map<Duty, KeySource> sources;
  private final PayoutKeys keys;

  /**
   * @throws ConfigurationException whose message is the one line a person is told
   */
  ConfiguredKeys(CustodyConfig config, PayoutConfig payout, AssayConfig assay) {
    boolean embedded = assay.embedded().chain();
    try {
      sources =
          KeySources.read(
              config,
              payout.operatorKey(),
              () -> embedded || assay.chain().rpcUrl().filter(DevelopmentChain::isAt).isPresent());
      keys = PayoutKeys.open(sources, embedded);
    } catch (KeyRefused e) {
      throw new ConfigurationException("The keys of the payouts: " + e.getMessage());
    }
  }

  /** Before anything is sent. */
  void onStart(@Observes @Priority(StartOrder.SETTINGS) StartupEvent event) {
    LOG.infof("Keys of the payouts: %s (%s)", keys, sources);
  }

  /** The signer of a duty; where it cannot sign, the chain is unavailable. */
  TxSignService signer(Duty duty) {
    TxSignService signer = keys.signer(duty);
    return new TxSignService() {
      @Override
      public byte[] sign(RawTransaction transaction, long chainId) {
        try {
          return signer.sign(transaction, chainId);
        } catch (SignerUnavailable e) {
          throw new ChainGateway.Unavailable(String.valueOf(e.getMessage()), e);
        }
      }

      @Override
      public String getAddress() {
        return signer.getAddress();
      }
    };
  }

  /** Why remote signers could not sign now, a phrase each. */
  List<String> listTroubles() {
    return keys.listTroubles();
  }

  /** Whose signatures they are. */
  String address(Duty duty) {
    return keys.address(duty);
  }

  /**
   * The plain key that deploys the contracts of a development chain.
   *
   * @throws ChainGateway.Unavailable if the sponsor has another kind
   */
  Credentials deployer() {
    if (sources.get(Duty.SPONSOR) instanceof KeySource.Development key) {
      return key.credentials();
    }
    throw new ChainGateway.Unavailable("contracts are deployed with a development key only");
  }
}

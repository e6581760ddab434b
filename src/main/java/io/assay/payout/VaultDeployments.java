package io.assay.payout;

import io.assay.payout.ChainGateway.Deployment;
import io.assay.payout.contracts.DemoToken;
import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.receipts.EpochBundle;
import io.assay.platform.AssayConfig;
import io.assay.platform.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** Which contracts this server settles on; on the embedded chain it deploys them first. */
@ApplicationScoped
class VaultDeployments {
  private static final Logger LOG = Logger.getLogger(VaultDeployments.class);
  private static final int RECEIPT_POLLS = 100;
  private static final int POLL_MILLIS = 100;
  private static final BigInteger GAS = BigInteger.valueOf(9_000_000);
  private static final BigInteger GAS_PRICE = BigInteger.valueOf(4_000_000_000L);

  /** A thousand million tokens of the embedded chain's demo token. */
  private static final BigInteger DEMO_SUPPLY = BigInteger.TEN.pow(15 + 6);

  private static final BigInteger MAX_UINT256 =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  /** The other accounts of a development node: admin, guardian and pool of the embedded vault. */
  private static final String DEMO_ADMIN = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  private static final String DEMO_GUARDIAN = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  private static final String DEMO_POOL = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
  private static final BigInteger DEMO_STAKE = BigInteger.TEN.pow(3 + 6);

  private final AssayConfig assay;
  private final PayoutConfig config;
  private final ConfiguredKeys keys;
  private final Jdbi jdbi;
  private final Transactions transactions;

  VaultDeployments(
      AssayConfig assay,
      PayoutConfig config,
      ConfiguredKeys keys,
      Jdbi jdbi,
      Transactions transactions) {
    this.assay = assay;
    this.config = config;
    this.keys = keys;
    this.jdbi = jdbi;
    this.transactions = transactions;
  }

  /**
   * The contracts on the chain of the node.
   *
   * @throws ChainGateway.Unavailable if none are configured for a chain that is not embedded
   */
  Deployment findOrDeploy(Web3j web3j, long chainId) throws Exception {
    Deployment known = find(web3j, chainId);
    return known == null ? deploy(web3j, chainId) : known;
  }

  private @Nullable Deployment find(Web3j web3j, long chainId) throws IOException {
    if (config.vaultAddress().isPresent() && config.tokenAddress().isPresent()) {
      return new Deployment(chainId, config.vaultAddress().get(), config.tokenAddress().get());
    }
    Optional<Deployment> known =
        transactions.committed(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(
                                "SELECT vault_address, token_address FROM chain_deployment"
                                    + " WHERE chain_id = :chain")
                            .bind("chain", chainId)
                            .map(
                                (row, context) ->
                                    new Deployment(chainId, row.getString(1), row.getString(2)))
                            .findOne()));
    if (known.isEmpty()) {
      return null;
    }
    String code =
        web3j
            .ethGetCode(known.get().vaultAddress(), DefaultBlockParameterName.LATEST)
            .send()
            .getCode();
    if (code != null && code.length() > 2) {
      return known.get();
    }
    LOG.warn("The chain has lost the vault; it is deployed again and every epoch told anew");
    return null;
  }

  private Deployment deploy(Web3j web3j, long chainId) throws Exception {
    if (!assay.embedded().chain()) {
      throw new ChainGateway.Unavailable(
          "set assay.payout.vault-address and assay.payout.token-address for chain " + chainId);
    }
    Credentials credentials = keys.deployer();
    RawTransactionManager sender =
        new RawTransactionManager(web3j, credentials, chainId, RECEIPT_POLLS, POLL_MILLIS);
    StaticGasProvider gas = new StaticGasProvider(GAS_PRICE, GAS);
    DemoToken token = DemoToken.deploy(web3j, sender, gas, DEMO_SUPPLY).send();
    String operator = credentials.getAddress();
    PayoutVault vault =
        PayoutVault.deploy(
                web3j,
                sender,
                gas,
                token.getContractAddress(),
                BigInteger.valueOf(config.challengeWindow().toSeconds()),
                BigInteger.valueOf(noticeSeconds()),
                DEMO_STAKE,
                BigInteger.valueOf(EpochBundle.MAX_BASE),
                new PayoutVault.Roles(DEMO_ADMIN, operator, DEMO_GUARDIAN, DEMO_POOL))
            .send();
    token.approve(vault.getContractAddress(), MAX_UINT256).send();
    PayoutVault.load(vault.getContractAddress(), web3j, sender, gas).stake(DEMO_STAKE).send();
    Deployment deployment =
        new Deployment(chainId, vault.getContractAddress(), token.getContractAddress());
    transactions.committed(
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createUpdate(
                            """
                            INSERT INTO chain_deployment (chain_id, vault_address, token_address)
                            VALUES (:chain, :vault, :token)
                            ON CONFLICT (chain_id) DO UPDATE SET
                              vault_address = excluded.vault_address,
                              token_address = excluded.token_address, deployed_at = now()
                            """)
                        .bind("chain", chainId)
                        .bind("vault", deployment.vaultAddress())
                        .bind("token", deployment.tokenAddress())
                        .execute()));
    return deployment;
  }

  /** The vault refuses a notice within which a challenged epoch could not be proposed anew. */
  private long noticeSeconds() {
    return Math.max(config.refundNotice().toSeconds(), config.challengeWindow().toSeconds() + 1);
  }
}

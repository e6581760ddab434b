package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.payout.contracts.DemoToken;
import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.custody.Duty;
import io.assay.payout.receipts.EpochBundle;
import io.assay.platform.AssayConfig;
import io.assay.platform.TokenAmount;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;
import org.web3j.utils.Numeric;

/**
 * The vault on an EVM chain through web3j; on the embedded chain it deploys the contracts first.
 */
@ApplicationScoped
class Web3jChainGateway implements ChainGateway {
  private static final Logger LOG = Logger.getLogger(Web3jChainGateway.class);
  private static final BigInteger DEPLOY_GAS = BigInteger.valueOf(9_000_000);
  private static final BigInteger DEPLOY_GAS_PRICE = BigInteger.valueOf(4_000_000_000L);

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
  private final ChainTransactions transactions;
  private final Jdbi jdbi;
  private volatile @Nullable Connected connected;

  /** Everything that needs a chain that answered once. */
  private record Connected(
      Web3j web3j,
      String sponsor,
      Deployment deployment,
      Map<Duty, ChainSender> senders,
      PayoutVault vault,
      DemoToken token) {}

  /** A call of the node or the contract; web3j throws anything. */
  private interface ChainCall<T> {
    T run() throws Exception;
  }

  Web3jChainGateway(
      AssayConfig assay,
      PayoutConfig config,
      ConfiguredKeys keys,
      ChainTransactions transactions,
      Jdbi jdbi) {
    this.assay = assay;
    this.config = config;
    this.keys = keys;
    this.transactions = transactions;
    this.jdbi = jdbi;
  }

  void onStart(@Observes StartupEvent event) {
    try {
      Deployment deployment = deployment();
      LOG.infof("Payouts on chain %d, vault %s", deployment.chainId(), deployment.vaultAddress());
    } catch (Unavailable e) {
      LOG.warnf("The chain does not answer yet: %s", e.getMessage());
    }
  }

  @Override
  public Deployment deployment() {
    return connect().deployment();
  }

  @Override
  public String fund(UUID datasetId, TokenAmount total) {
    Connected chain = connect();
    byte[] dataset = bytes32(datasetId);
    byte[] escrow = escrow(chain, datasetId);
    BigInteger received = call(() -> chain.vault().escrows(escrow).send()).component4();
    BigInteger missing = total.baseUnits().subtract(received);
    if (missing.signum() <= 0) {
      return "";
    }
    return send(
        chain,
        Duty.SPONSOR,
        "fund " + datasetId,
        chain.vault().fund(dataset, missing, new byte[32]));
  }

  @Override
  public Duration notice() {
    BigInteger seconds = call(() -> connect().vault().notice().send());
    return Duration.ofSeconds(seconds.longValueExact());
  }

  @Override
  public Escrow escrow(UUID datasetId) {
    Connected chain = connect();
    byte[] id = escrow(chain, datasetId);
    var found = call(() -> chain.vault().escrows(id).send());
    BigInteger refunded = call(() -> chain.vault().refunded(id).send());
    long announced = found.component2().longValueExact();
    long pausedUntil = call(() -> chain.vault().pausedUntil().send()).longValueExact();
    // As the vault reckons: the whole notice must have passed since a pause, too.
    long end = Math.max(announced, pausedUntil + notice().toSeconds());
    return new Escrow(
        new TokenAmount(found.component1()),
        new TokenAmount(refunded),
        announced == 0 ? null : Instant.ofEpochSecond(end));
  }

  @Override
  public TokenAmount finallyRefunded(UUID datasetId) {
    Connected chain = connect();
    byte[] id = escrow(chain, datasetId);
    return call(() -> new TokenAmount(finalVault(chain).refunded(id).send()));
  }

  @Override
  public String announceClose(UUID datasetId) {
    Connected chain = connect();
    return send(
        chain,
        Duty.SPONSOR,
        "announce refund " + datasetId,
        chain.vault().announceClose(bytes32(datasetId)));
  }

  @Override
  public String refund(UUID datasetId, TokenAmount total) {
    Connected chain = connect();
    byte[] id = escrow(chain, datasetId);
    BigInteger refunded = call(() -> chain.vault().refunded(id).send());
    if (refunded.compareTo(total.baseUnits()) >= 0) {
      return "";
    }
    return send(
        chain,
        Duty.SPONSOR,
        "refund " + datasetId,
        chain.vault().refundUpTo(bytes32(datasetId), total.baseUnits()));
  }

  @Override
  public long activeEpoch() {
    return call(() -> connect().vault().activeEpoch().send()).longValueExact();
  }

  @Override
  public long finalEpoch() {
    if (config.confirmations() == 0) {
      return activeEpoch();
    }
    return call(() -> finalVault(connect()).activeEpoch().send()).longValueExact();
  }

  /** The vault as of the block that is deep enough; the latest where none need lie above it. */
  private PayoutVault finalVault(Connected chain) throws IOException {
    if (config.confirmations() == 0) {
      return chain.vault();
    }
    long head = chain.web3j().ethBlockNumber().send().getBlockNumber().longValueExact();
    PayoutVault then =
        PayoutVault.load(
            chain.deployment().vaultAddress(),
            chain.web3j(),
            new ReadonlyTransactionManager(chain.web3j(), chain.sponsor()),
            new StaticGasProvider(DEPLOY_GAS_PRICE, DEPLOY_GAS));
    then.setDefaultBlockParameter(
        DefaultBlockParameter.valueOf(
            BigInteger.valueOf(Math.max(0, head - config.confirmations()))));
    return then;
  }

  @Override
  public synchronized String settle(Epoch epoch, Map<UUID, TokenAmount> allocations) {
    Connected chain = connect();
    String hash = "";
    if (activeEpoch() >= epoch.number()) {
      return hash;
    }
    BigInteger number = BigInteger.valueOf(epoch.number());
    byte[] proposed = call(() -> chain.vault().epochs(number).send()).component1();
    if (Arrays.equals(proposed, new byte[32])) {
      List<PayoutVault.Allocation> parts =
          new TreeMap<>(allocations)
              .entrySet().stream()
                  .map(
                      part ->
                          new PayoutVault.Allocation(
                              escrow(chain, part.getKey()), part.getValue().baseUnits()))
                  .toList();
      byte[] root = Numeric.hexStringToByteArray(epoch.root());
      hash =
          send(
              chain,
              Duty.POSTER,
              "propose epoch " + epoch.number(),
              chain
                  .vault()
                  .proposeEpoch(
                      number,
                      root,
                      BigInteger.valueOf(epoch.depth()),
                      epoch.totalBaseUnits().baseUnits(),
                      Numeric.hexStringToByteArray(epoch.dataHash()),
                      parts));
    }
    if (isActivatable(chain, number)) {
      send(chain, Duty.RELAYER, "activate epoch " + epoch.number(), chain.vault().activate());
    }
    return hash;
  }

  /**
   * Whether the window for challenges is over. A chain without transactions has an old clock, and
   * one whose blocks come faster than its seconds is ahead of ours.
   */
  private static boolean isActivatable(Connected chain, BigInteger epoch) {
    long from = call(() -> chain.vault().epochs(epoch).send()).component4().longValueExact();
    long clock =
        call(
            () ->
                chain
                    .web3j()
                    .ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
                    .send()
                    .getBlock()
                    .getTimestamp()
                    .longValueExact());
    return Math.max(clock, Instant.now().getEpochSecond()) >= from;
  }

  @Override
  public String claim(long index, WalletAddress account, TokenAmount cumulative, String proofHex) {
    Connected chain = connect();
    return send(
        chain,
        Duty.RELAYER,
        "claim of index " + index,
        chain
            .vault()
            .claim(
                BigInteger.valueOf(index),
                account.value(),
                cumulative.baseUnits(),
                Numeric.hexStringToByteArray(proofHex)));
  }

  @Override
  public TokenAmount claimed(long index) {
    return new TokenAmount(call(() -> connect().vault().claimed(BigInteger.valueOf(index)).send()));
  }

  @Override
  public TokenAmount balance(WalletAddress account) {
    return new TokenAmount(call(() -> connect().token().balanceOf(account.value()).send()));
  }

  @Override
  public TokenAmount vaultBalance() {
    Connected chain = connect();
    String vault = chain.deployment().vaultAddress();
    return new TokenAmount(call(() -> chain.token().balanceOf(vault).send()));
  }

  @Override
  public TokenAmount treasury() {
    Connected chain = connect();
    BigInteger free = call(() -> chain.token().balanceOf(chain.sponsor()).send());
    BigInteger claimed = call(() -> chain.vault().totalClaimed().send());
    return vaultBalance().plus(new TokenAmount(free.add(claimed)));
  }

  private static String send(
      Connected chain, Duty duty, String purpose, RemoteFunctionCall<?> function) {
    return Objects.requireNonNull(chain.senders().get(duty))
        .send(purpose, chain.deployment().vaultAddress(), function.encodeFunctionCall())
        .getTransactionHash();
  }

  private static <T> T call(ChainCall<T> call) {
    try {
      return call.run();
    } catch (Unavailable e) {
      throw e;
    } catch (Exception e) {
      throw new Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  /** The escrow of a dataset: each sponsor's datasets are their own, so nobody can take a name. */
  private static byte[] escrow(Connected chain, UUID datasetId) {
    String sponsor = chain.sponsor();
    return call(() -> chain.vault().escrowOf(sponsor, bytes32(datasetId)).send());
  }

  private static byte[] bytes32(UUID id) {
    byte[] bytes = new byte[32];
    ByteBuffer.wrap(bytes)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    return bytes;
  }

  private Connected connect() {
    Connected ready = connected;
    if (ready != null) {
      return ready;
    }
    synchronized (this) {
      ready = connected;
      if (ready == null) {
        ready = call(this::open);
        connected = ready;
      }
      return ready;
    }
  }

  private Connected open() throws Exception {
    String url =
        assay.chain().rpcUrl().orElseThrow(() -> new Unavailable("assay.chain.rpc-url is not set"));
    Web3j web3j = web3j(url);
    long chainId = web3j.ethChainId().send().getChainId().longValueExact();
    Deployment deployment = findDeployment(web3j, chainId);
    if (deployment == null) {
      deployment = deploy(web3j, chainId);
    }
    String sponsor = keys.address(Duty.SPONSOR);
    ReadonlyTransactionManager reader = new ReadonlyTransactionManager(web3j, sponsor);
    StaticGasProvider gas = new StaticGasProvider(DEPLOY_GAS_PRICE, DEPLOY_GAS);
    return new Connected(
        web3j,
        sponsor,
        deployment,
        openSenders(web3j),
        PayoutVault.load(deployment.vaultAddress(), web3j, reader, gas),
        DemoToken.load(deployment.tokenAddress(), web3j, reader, gas));
  }

  /** The way to the node. */
  Web3j web3j(String url) {
    return Web3j.build(new HttpService(url));
  }

  /** How patiently a transaction is waited for. */
  ChainSender.Rules rules() {
    return new ChainSender.Rules(
        SEND_POLLS, 100, BUMP_AFTER_POLLS, config.confirmations(), config.highestFee());
  }

  /** One sender a key: where duties share one, its transactions go one after the other. */
  private Map<Duty, ChainSender> openSenders(Web3j web3j) throws IOException {
    Map<String, ChainSender> byAddress = new HashMap<>();
    Map<Duty, ChainSender> senders = new EnumMap<>(Duty.class);
    for (Duty duty : Duty.values()) {
      ChainSender sender = byAddress.get(keys.address(duty));
      if (sender == null) {
        sender = ChainSender.open(web3j, keys.signer(duty), transactions, rules());
        byAddress.put(keys.address(duty), sender);
      }
      senders.put(duty, sender);
    }
    return senders;
  }

  private @Nullable Deployment findDeployment(Web3j web3j, long chainId) throws IOException {
    if (config.vaultAddress().isPresent() && config.tokenAddress().isPresent()) {
      return new Deployment(chainId, config.vaultAddress().get(), config.tokenAddress().get());
    }
    Optional<Deployment> known =
        QuarkusTransaction.requiringNew()
            .call(
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
      throw new Unavailable(
          "set assay.payout.vault-address and assay.payout.token-address for chain " + chainId);
    }
    Credentials credentials = keys.deployer();
    RawTransactionManager sender =
        new RawTransactionManager(web3j, credentials, chainId, RECEIPT_POLLS, 100);
    StaticGasProvider gas = new StaticGasProvider(DEPLOY_GAS_PRICE, DEPLOY_GAS);
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
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                jdbi.useHandle(
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

  private static final int RECEIPT_POLLS = 100;
  private static final int SEND_POLLS = 300;
  private static final int BUMP_AFTER_POLLS = 100;
}

package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.payout.contracts.DemoToken;
import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.custody.Duty;
import io.assay.platform.AssayConfig;
import io.assay.platform.TokenAmount;
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
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** The vault on an EVM chain through web3j. */
@ApplicationScoped
class Web3jChainGateway implements ChainGateway {
  private static final Logger LOG = Logger.getLogger(Web3jChainGateway.class);
  private static final int SEND_POLLS = 300;
  private static final int POLL_MILLIS = 100;
  private static final int BUMP_AFTER_POLLS = 100;

  private final AssayConfig assay;
  private final PayoutConfig config;
  private final ConfiguredKeys keys;
  private final ChainTransactions transactions;
  private final VaultDeployments deployments;
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
      VaultDeployments deployments) {
    this.assay = assay;
    this.config = config;
    this.keys = keys;
    this.transactions = transactions;
    this.deployments = deployments;
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
            new DefaultGasProvider());
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
    return call(
        () -> {
          BigInteger others =
              chain.vault().staked().send().add(chain.vault().bountiesOwed().send());
          return new TokenAmount(chain.token().balanceOf(vault).send().subtract(others));
        });
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
    Deployment deployment = deployments.findOrDeploy(web3j, chainId);
    String sponsor = keys.address(Duty.SPONSOR);
    ReadonlyTransactionManager reader = new ReadonlyTransactionManager(web3j, sponsor);
    DefaultGasProvider gas = new DefaultGasProvider();
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
        SEND_POLLS, POLL_MILLIS, BUMP_AFTER_POLLS, config.confirmations(), config.highestFee());
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
}

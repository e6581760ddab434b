package io.assay.payout;

import io.assay.payout.merkle.MerkleSumTree;
import io.assay.platform.OutboxEvent;
import io.assay.platform.OutboxHandler;
import io.assay.platform.TokenAmount;
import io.assay.platform.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/*
 * The chain is told of an epoch when the outbox says it was closed, and again by the reconciler
 * until the chain says it has it. The gateway reads the active epoch before it sends, so telling it
 * again is harmless; a send whose outcome is not seen leaves the epoch UNKNOWN, never half paid.
 */
/** Takes closed epochs to the chain, and reconciles those whose fate is not known. */
@ApplicationScoped
class EpochSettlement implements OutboxHandler {
  private static final Logger LOG = Logger.getLogger(EpochSettlement.class);

  private final Epochs epochs;
  private final EpochClosing closing;
  private final EpochSealing sealing;
  private final Funding funding;
  private final ChainGateway chain;
  private final PayoutConfig config;
  private final Transactions transactions;

  EpochSettlement(
      Epochs epochs,
      EpochClosing closing,
      EpochSealing sealing,
      Funding funding,
      ChainGateway chain,
      PayoutConfig config,
      Transactions transactions) {
    this.epochs = epochs;
    this.closing = closing;
    this.sealing = sealing;
    this.funding = funding;
    this.chain = chain;
    this.config = config;
    this.transactions = transactions;
  }

  @Override
  public String name() {
    return "epoch-settlement";
  }

  @Override
  public String topic() {
    return EpochClosed.TOPIC;
  }

  @Override
  public void handle(List<OutboxEvent> events) {
    reconcile();
  }

  /** Closes what is old enough, so that money moves without anybody's hand. */
  @Scheduled(
      every = "${assay.payout.close-every:20s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void closeDue() {
    closing.close(config.settlementDelay());
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void reconcileLeftOvers() {
    reconcile();
  }

  /** Brings every epoch the chain does not have yet to it, oldest first. */
  synchronized void reconcile() {
    try {
      long active = chain.activeEpoch();
      // A chain may come back without its last seconds: what it does not know is told again.
      transactions.committed(() -> epochs.doubtAfter(active));
    } catch (ChainGateway.Unavailable e) {
      LOG.debugf("The chain does not answer: %s", e.getMessage());
      return;
    }
    for (Epoch epoch : epochs.listUnfinished()) {
      try {
        checkRoot(epoch);
        sealing.seal(epoch);
        Epoch sealed = epochs.find(epoch.number()).orElse(epoch);
        Map<UUID, TokenAmount> allocations = closing.allocations(epoch.number());
        // A chain that came back without its last seconds may lack money it had.
        allocations.keySet().forEach(funding::bringEscrowUp);
        String transaction = chain.settle(sealed, allocations);
        Epoch published =
            set(epoch, Epoch.State.PUBLISHED, transaction.isEmpty() ? null : transaction);
        if (chain.finalEpoch() >= epoch.number()) {
          set(published, Epoch.State.FINAL, null);
        }
      } catch (ChainGateway.Unavailable e) {
        LOG.warnf("Epoch %d waits for the chain: %s", epoch.number(), e.getMessage());
        set(epochs.find(epoch.number()).orElseThrow(), Epoch.State.UNKNOWN, null);
        return;
      }
    }
  }

  /** The ledger's snapshot has to give the stored root again before the chain is told of it. */
  private void checkRoot(Epoch epoch) {
    String root = MerkleSumTree.of(epochs.leaves(epoch.number())).rootHex();
    if (!root.equals(epoch.root())) {
      throw new IllegalStateException(
          "epoch " + epoch.number() + " has root " + epoch.root() + " and its leaves give " + root);
    }
  }

  private Epoch set(Epoch epoch, Epoch.State state, @Nullable String hash) {
    return transactions.committed(
        () -> {
          epochs.move(epoch, state, hash);
          return epochs.find(epoch.number()).orElseThrow();
        });
  }
}

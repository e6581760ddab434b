package io.assay.payout;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/*
 * One step a look, and every look reads the chain first, so it does not matter what was sent before
 * a crash: the vault knows what the escrow gave back in all and is told that total, not an amount.
 * The requester is credited when a block deep enough has it, in one transaction with the end of the
 * refund.
 */
/** Takes refunds to the chain and back into the requesters' balances. */
@ApplicationScoped
class RefundSettlement {
  private static final Logger LOG = Logger.getLogger(RefundSettlement.class);

  private final Jdbi jdbi;
  private final Refunds refunds;
  private final ChainGateway chain;
  private final Consumer<UUID> escrows;
  private final Clock clock;

  @Inject
  RefundSettlement(Jdbi jdbi, Refunds refunds, ChainGateway chain, Funding funding) {
    this(jdbi, refunds, chain, funding::bringEscrowUp, Clock.systemUTC());
  }

  /** With what raises a dataset's escrow to all it was funded with. */
  RefundSettlement(
      Jdbi jdbi, Refunds refunds, ChainGateway chain, Consumer<UUID> escrows, Clock clock) {
    this.jdbi = jdbi;
    this.refunds = refunds;
    this.chain = chain;
    this.escrows = escrows;
    this.clock = clock;
  }

  /** What closed datasets do not need goes back by itself once their leases are over. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void announceDue() {
    for (UUID dataset : refunds.listClosedWithRest()) {
      jdbi.useTransaction(handle -> refunds.announce(handle, dataset));
    }
  }

  @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void step() {
    for (Refund refund : refunds.listRunning()) {
      try {
        step(refund);
      } catch (ChainGateway.Unavailable | IllegalStateException e) {
        if (refund.state() != Refund.State.UNKNOWN) {
          LOG.warnf("The refund %s waits for the chain: %s", refund.id(), e.getMessage());
          refunds.move(refund, Refund.State.UNKNOWN, null, null);
        }
      }
    }
  }

  private void step(Refund refund) {
    UUID dataset = refund.datasetId();
    escrows.accept(dataset);
    ChainGateway.Escrow escrow = chain.escrow(dataset);
    switch (refund.next(escrow, chain.finallyRefunded(dataset), clock.instant())) {
      case ANNOUNCE -> {
        refunds.move(refund, Refund.State.ANNOUNCED, null, null);
        chain.announceClose(dataset);
        refunds.move(refund, Refund.State.WAITING, chain.escrow(dataset).refundableAt(), null);
      }
      case WAIT -> refunds.move(refund, Refund.State.WAITING, escrow.refundableAt(), null);
      case TAKE_BACK -> {
        String transaction = chain.refund(dataset, refund.totalBaseUnits());
        refunds.move(
            refund,
            Refund.State.WAITING,
            escrow.refundableAt(),
            transaction.isEmpty() ? null : transaction);
      }
      case CREDIT -> refunds.credit(refund);
    }
  }
}

package io.assay.payout;

import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset does not need, on its way back to its requester.
 *
 * @param totalBaseUnits what the dataset's escrow will have given back in all
 * @param refundableAt when the vault's notice ends; null before the chain was told
 */
public record Refund(
    UUID id,
    UUID datasetId,
    State state,
    TokenAmount amountBaseUnits,
    TokenAmount totalBaseUnits,
    Instant announcedAt,
    @Nullable Instant refundableAt,
    @Nullable String transactionHash,
    @Nullable Instant refundedAt) {
  /** How far it is. */
  public enum State {
    /** Out of the dataset's funds here; the chain is to be told. */
    ANNOUNCED,
    /** The vault's notice runs, or what it paid back is not deep enough yet. */
    WAITING,
    /** Back on the chain and in the requester's balance. */
    REFUNDED,
    /** Something was sent or lost: the chain has to be read before anything else is done. */
    UNKNOWN;

    /** Whether the state may change to another; the database holds the same rule by a trigger. */
    public boolean mayBecome(State next) {
      return this != REFUNDED && this != next && (next != UNKNOWN || this != UNKNOWN);
    }
  }

  /** What is to be done next. */
  enum Step {
    ANNOUNCE,
    WAIT,
    TAKE_BACK,
    CREDIT
  }

  /**
   * What is to be done next, by what the chain says now.
   *
   * @param finallyRefunded what the escrow gave back, as of a block that is deep enough
   */
  Step next(ChainGateway.Escrow escrow, TokenAmount finallyRefunded, Instant now) {
    if (finallyRefunded.compareTo(totalBaseUnits) >= 0) {
      return Step.CREDIT;
    }
    if (escrow.refunded().compareTo(totalBaseUnits) >= 0) {
      return Step.WAIT;
    }
    Instant end = escrow.refundableAt();
    if (end == null) {
      return Step.ANNOUNCE;
    }
    return now.isBefore(end) ? Step.WAIT : Step.TAKE_BACK;
  }
}

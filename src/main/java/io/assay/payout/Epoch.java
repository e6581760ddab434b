package io.assay.payout;

import io.assay.platform.TokenAmount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A settlement period that was closed.
 *
 * @param root the Merkle sum root over everything ever earned, {@code 0x} and 64 digits
 * @param totalBaseUnits the root's sum
 * @param dataHash of the receipt bundle, {@code 0x} and 64 digits; the root until it is sealed
 * @param payouts labelers who earned something in this epoch
 */
public record Epoch(
    long number,
    State state,
    String root,
    int depth,
    TokenAmount totalBaseUnits,
    String dataHash,
    int payouts,
    @Nullable String transactionHash,
    Instant closedAt) {
  /** How far it is. An open epoch is never stored: it is the ledger lines no epoch has stamped. */
  public enum State {
    /** Its ledger lines are being stamped; seen by nobody, because it is one transaction. */
    CLOSING,
    /** The root is fixed here and the chain does not have it. */
    ROOTED,
    /** The chain has the root: proposed, or active and not yet deep enough. */
    PUBLISHED,
    /** Active on the chain, under as many blocks as asked for. */
    FINAL,
    /** Something was sent or lost: the chain has to be read before anything else is done. */
    UNKNOWN;

    /** Whether the state may change to another; the database holds the same rule by a trigger. */
    public boolean mayBecome(State next) {
      return switch (this) {
        case CLOSING -> next == ROOTED;
        case ROOTED -> next == PUBLISHED || next == UNKNOWN;
        case PUBLISHED -> next == FINAL || next == UNKNOWN;
        case FINAL -> next == UNKNOWN;
        case UNKNOWN -> next == ROOTED || next == PUBLISHED || next == FINAL;
      };
    }
  }
}

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
  /** How far the chain has taken it. {@code UNKNOWN}: sent, and what became of it is not seen. */
  public enum State {
    CLOSED,
    PROPOSED,
    ACTIVE,
    UNKNOWN
  }
}

package io.assay.payout;

import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a labeler earned and where it is: earned = unsettled + claimable + claimed, plus what an
 * epoch settled that the chain does not have yet.
 */
public record Earnings(
    TokenAmount earnedBaseUnits,
    TokenAmount unsettledBaseUnits,
    TokenAmount claimableBaseUnits,
    TokenAmount claimedBaseUnits,
    boolean held,
    @Nullable String heldReason,
    @Nullable String walletAddress,
    @Nullable TokenAmount walletBalanceBaseUnits,
    List<DatasetEarnings> datasets,
    List<Payout> payouts) {
  /** Earned on one dataset. */
  public record DatasetEarnings(
      UUID datasetId, String datasetName, long answers, TokenAmount earnedBaseUnits) {}

  /** Earned in one epoch. */
  public record Payout(
      long epoch,
      TokenAmount amountBaseUnits,
      TokenAmount cumulativeBaseUnits,
      Instant closedAt,
      boolean claimed) {}
}

package io.assay.payout;

import io.assay.payout.economics.TierDecision;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a labeler earned and where it is: earned = unsettled + claimable + claimed, plus what an
 * epoch settled that the chain does not have yet.
 *
 * @param reasons all lines by why they are where they are
 * @param lines the newest of them
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
    Unlocking unlocking,
    List<DatasetEarnings> datasets,
    List<Payout> payouts,
    List<Goodwill> goodwill,
    List<Reason> reasons,
    List<Line> lines) {
  /**
   * How far the pay has come free: earned = unlocked + waiting + vesting + over the cap.
   *
   * @param slow whether the hold-back is longer because the device stays unknown
   * @param dailyAnswers answers allowed in a day (UTC); null: any number
   * @param accounts accounts that are paid as one person, with one cap
   * @param capBaseUnits what the person may unlock in all; null: no cap
   * @param personUnlockedBaseUnits what all accounts of the person have unlocked
   * @param waitingBaseUnits still in the hold-back
   * @param vestingBaseUnits coming free evenly
   * @param overCapBaseUnits free but for the cap
   * @param answersToGo answers until the oldest waiting pay has waited for enough of them
   * @param nextReleaseAt when the oldest waiting pay has waited long enough
   * @param vestedBy when all that is vesting now is free
   */
  public record Unlocking(
      int tier,
      boolean slow,
      @Nullable Integer dailyAnswers,
      long answersToday,
      int accounts,
      @Nullable TokenAmount capBaseUnits,
      TokenAmount personUnlockedBaseUnits,
      TokenAmount unlockedBaseUnits,
      TokenAmount waitingBaseUnits,
      TokenAmount vestingBaseUnits,
      TokenAmount overCapBaseUnits,
      long answersToGo,
      @Nullable Instant nextReleaseAt,
      @Nullable Instant vestedBy,
      int holdBackAnswers,
      long holdBackSeconds,
      long vestingSeconds,
      List<TierDecision.Condition> conditions) {}

  /**
   * Earned on one dataset.
   *
   * @param bonusBaseUnits the part of it that was bonuses
   */
  public record DatasetEarnings(
      UUID datasetId,
      String datasetName,
      long answers,
      TokenAmount earnedBaseUnits,
      TokenAmount bonusBaseUnits) {}

  /** What a line is for. */
  public enum LineKind {
    ANSWER,
    BONUS
  }

  /**
   * A line of the ledger, or what stands where there might be one.
   *
   * @param epoch that settled it; null where none did
   */
  public record Line(
      LineKind kind,
      UUID datasetId,
      String datasetName,
      TokenAmount amountBaseUnits,
      Instant bookedAt,
      @Nullable Long epoch,
      ReasonCode reason,
      ReasonCode.NextStep nextStep) {}

  /**
   * All lines that have one reason.
   *
   * @param answersToGo answers that the oldest of them waits for
   * @param until when the oldest of them is let go, or the last day to appeal
   */
  public record Reason(
      ReasonCode code,
      ReasonCode.NextStep nextStep,
      long lines,
      TokenAmount amountBaseUnits,
      @Nullable Long answersToGo,
      @Nullable Instant until) {}

  /** Earned in one epoch. */
  public record Payout(
      long epoch,
      TokenAmount amountBaseUnits,
      TokenAmount cumulativeBaseUnits,
      Instant closedAt,
      boolean claimed) {}

  /**
   * Given by the platform for having been wrong; part of what was earned.
   *
   * @param reason the answer to the appeal that was upheld
   * @param epoch that paid it; null while it waits for the next
   */
  public record Goodwill(
      UUID appealId,
      TokenAmount amountBaseUnits,
      String reason,
      Instant owedSince,
      @Nullable Long epoch) {}
}

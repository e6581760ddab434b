package io.assay.gold;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the gold of a dataset stands.
 *
 * @param inTurn items that labelers may meet now
 * @param resting items that wait for their next turn
 * @param recycled items of production that became gold, retired ones included
 * @param exposed items retired because they were shown to as many as they may be
 * @param leaks items retired because their answer got about, latest first, at most 100
 */
public record GoldReport(int inTurn, int resting, int recycled, int exposed, List<GoldLeak> leaks) {
  /** An item whose late answers, or those of a cluster, were too good; see {@code pValue}. */
  public record GoldLeak(
      UUID itemId,
      String key,
      @Nullable Double pValue,
      @Nullable Double earlyAccuracy,
      @Nullable Double lateAccuracy,
      Instant retiredAt) {}
}

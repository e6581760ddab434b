package io.assay.payout.economics;

import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an account of a tier may do and when its pay comes free.
 *
 * @param dailyAnswers answers it may give in a day; null: as many as it likes
 * @param capBaseUnits what its person may unlock in a lifetime before proven work; null: no cap
 * @param holdBackAnswers H, later answers of the account that a line waits for
 * @param holdBack time that a line waits for; the later of the two counts
 * @param vesting time over which a line comes free, evenly, after it
 */
public record TierRule(
    int tier,
    @Nullable Integer dailyAnswers,
    @Nullable BigInteger capBaseUnits,
    int holdBackAnswers,
    Duration holdBack,
    Duration vesting) {
  public TierRule {
    if (holdBackAnswers < 0 || holdBack.isNegative() || vesting.isNegative()) {
      throw new IllegalArgumentException("a hold-back is not negative");
    }
  }

  /** The same tier for who keeps their device unknown: everything comes, only later. */
  public TierRule slowed(int factor) {
    return new TierRule(
        tier,
        dailyAnswers,
        capBaseUnits,
        Math.multiplyExact(holdBackAnswers, factor),
        holdBack.multipliedBy(factor),
        vesting);
  }
}

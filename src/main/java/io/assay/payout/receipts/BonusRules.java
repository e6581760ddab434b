package io.assay.payout.receipts;

import io.assay.dataset.Incentive;
import io.assay.payout.economics.BonusRule;
import io.assay.payout.economics.CorrelatedAgreement;
import io.assay.payout.economics.DifficultyPricing;
import io.assay.payout.economics.StakeClipped;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rule that a dataset's incentive stands for. */
public final class BonusRules {
  private BonusRules() {}

  /**
   * The rule.
   *
   * @throws IllegalArgumentException if a parameter is out of its bounds
   */
  public static BonusRule of(Incentive incentive) {
    if (incentive instanceof Incentive.CorrelatedAgreement one) {
      return new CorrelatedAgreement(said(one.fullScoreBasisPoints()), said(one.minAnswers()));
    }
    if (incentive instanceof Incentive.Difficulty one) {
      return new DifficultyPricing(said(one.floorBasisPoints()));
    }
    Incentive.StakeClipped one = (Incentive.StakeClipped) incentive;
    return new StakeClipped(said(one.kappaBasisPoints()), said(one.minAnswers()));
  }

  /** What one answer may earn beyond its price on average, base units, rounded down. */
  public static BigInteger mostDown(Incentive incentive, BigInteger price) {
    BonusRule.checkShare("bonusBasisPoints", incentive.bonusBasisPoints(), 1);
    return price
        .multiply(BigInteger.valueOf(incentive.bonusBasisPoints()))
        .divide(BigInteger.valueOf(BonusRule.WHOLE));
  }

  private static int said(@Nullable Integer value) {
    return Objects.requireNonNull(value, "a record fills in what is not said");
  }
}

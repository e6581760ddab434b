package io.assay.operations;

import io.assay.payout.economics.FarmSimulator;
import io.assay.payout.economics.HonestLabeler;
import io.assay.payout.economics.Prices;
import io.assay.platform.TokenAmount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What farms may expect by the policy in force.
 *
 * @param cells styles by sizes, linked and not, profits in tokens
 * @param gains cells in which a farm gains; none, or the policy is wrong
 * @param tiers the policy
 * @param provenAnswers later answers after which a line may raise a cap
 * @param linked delays measured on confirmed accounts that something beside answers links
 * @param stress the largest profit of a farm of 10 or more where an answer costs less
 * @param honest when honest labelers are paid
 * @param honestHoldsPer10000 labelers held and cleared again, of 10,000 who answered
 */
public record EconomicsReport(
    List<FarmSimulator.Cell> cells,
    int gains,
    List<TierRow> tiers,
    int provenAnswers,
    long provenSeconds,
    TokenAmount patientCeilingBaseUnits,
    TokenAmount stakeBaseUnits,
    int slowFactor,
    Prices prices,
    FarmSimulator.@Nullable Measured linked,
    FarmSimulator.@Nullable Measured unlinked,
    List<Stress> stress,
    List<HonestLabeler.Payday> honest,
    double honestHoldsPer10000) {
  /** The rule of one tier. */
  public record TierRow(
      int tier,
      @Nullable Integer dailyAnswers,
      @Nullable TokenAmount capBaseUnits,
      int holdBackAnswers,
      long holdBackSeconds,
      long vestingSeconds,
      long labelers) {}

  /** A price lower than the published one. */
  public record Stress(double costPerAnswer, double largestProfitTokens) {}
}

package io.assay.payout.economics;

import java.util.function.DoubleUnaryOperator;

/**
 * The expected profit of one account of a farm (science notes on fraud, 5.1), in tokens:
 *
 * <pre>
 * Π = (1-β) min(Cap, w p T) + β E[unlocked(min(D, T))] - c0 - (v + o/n) E[min(D, T)] - β P(D&lt;T) S - κ S
 * </pre>
 *
 * where unlocked(d) = min(Cap, w p (d - H)⁺) for a plain cap and hold-back. An account that stops
 * at T before it is held is paid like one that was held there; one that is held and not confirmed
 * is paid up to its cap.
 */
final class Farm {
  /**
   * A way to be paid.
   *
   * @param entryCost c0 and what the tier's evidence costs to forge
   * @param stake S, lost when confirmed
   * @param unlocked tokens unlocked after so many answers
   * @param released tokens of an account that was held, reviewed and let go, after so many answers
   */
  record Way(
      double entryCost, double stake, DoubleUnaryOperator unlocked, DoubleUnaryOperator released) {}

  private Farm() {}

  static double profitOfAccount(Prices prices, DetectionDelay delay, Way way, double stopAfter) {
    double unlocked = 0;
    double worked = 0;
    int caught = 0;
    for (double held : delay.answers()) {
      double last = StrictMath.min(held, stopAfter);
      unlocked += way.unlocked().applyAsDouble(last);
      worked += last;
      if (held < stopAfter) {
        caught++;
      }
    }
    int cases = delay.answers().length;
    double confirmed = prices.confirmed();
    return (1 - confirmed) * way.released().applyAsDouble(stopAfter)
        + confirmed * unlocked / cases
        - way.entryCost()
        - prices.spentPerAnswer() * worked / cases
        - confirmed * caught / cases * way.stake()
        - prices.capitalShare() * way.stake();
  }

  /** The published setting: one cap and hold-back, working on until caught or worn out. */
  static double publishedProfit(
      Prices prices, DetectionDelay delay, double cap, double holdBackAnswers) {
    double pay = prices.earnedPerAnswer();
    Way way =
        new Way(
            prices.setUpCost(),
            0,
            answers -> StrictMath.min(cap, pay * StrictMath.max(0, answers - holdBackAnswers)),
            answers -> StrictMath.min(cap, pay * answers));
    return profitOfAccount(prices, delay, way, prices.lifetimeAnswers());
  }
}

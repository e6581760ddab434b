package io.assay.fraud.clusters;

/** Log odds and probabilities, in fixed arithmetic. */
final class Odds {
  private static final double MILLION = 1e6;

  private Odds() {}

  /** 1 / (1 + exp(-x)), rounded to millionths. */
  static double probability(double logOdds) {
    return quantise(1 / (1 + StrictMath.exp(-logOdds)));
  }

  /** ln(p / (1 - p)). */
  static double logOdds(double probability) {
    return StrictMath.log(probability / (1 - probability));
  }

  static double quantise(double value) {
    return Math.rint(value * MILLION) / MILLION;
  }

  /** ln of the sum of exp, in the order given. */
  static double logSumExp(double[] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double value : values) {
      sum += StrictMath.exp(value - largest);
    }
    return largest + StrictMath.log(sum);
  }
}

package io.assay.consensus.pairwise;

/** The standard normal distribution. */
public final class NormalDistribution {
  private static final int MAX_TERMS = 200;

  private NormalDistribution() {}

  /**
   * Φ(z), within 1e-12: by the series of Marsaglia (2004) near 0 and the continued fraction of the
   * upper tail (Abramowitz, Stegun 1964, 26.2.14) beyond.
   */
  public static double cumulative(double z) {
    double density = StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    if (Math.abs(z) < 3) {
      double term = z;
      double sum = z;
      for (int n = 1; n < MAX_TERMS && Math.abs(term) > 1e-17; n++) {
        term *= z * z / (2 * n + 1);
        sum += term;
      }
      return 0.5 + density * sum;
    }
    double x = Math.abs(z);
    double fraction = x;
    for (int n = MAX_TERMS; n > 0; n--) {
      fraction = x + n / fraction;
    }
    double tail = density / fraction;
    return z > 0 ? 1 - tail : tail;
  }
}

package io.assay.fraud.behaviour;

/**
 * From p-values to e-values: numbers of mean at most 1 under the null, which may be averaged
 * however dependent they are.
 */
public final class EValues {
  private static final double SERIES_BELOW = 1e-3;

  private EValues() {}

  /**
   * e(p) = (1 - p + p ln p) / (p (ln p)^2), the mean over k in (0, 1) of the calibrators k p^(k-1)
   * (Vovk and Wang 2021); e(1) = 1/2.
   */
  public static double ofP(double p) {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException("a p-value of " + p);
    }
    double x = -StrictMath.log(p);
    return x < SERIES_BELOW ? 0.5 + x / 6 + x * x / 24 : (StrictMath.expm1(x) - x) / (x * x);
  }

  /**
   * The p-value of one among its like: the share of values at least as large, itself included.
   * Under the null that it is exchangeable with the others, P(p &lt;= a) &lt;= a.
   */
  static double rankFromTop(double value, double[] all) {
    int atLeast = 0;
    for (double other : all) {
      atLeast += other >= value ? 1 : 0;
    }
    return atLeast / (double) all.length;
  }
}

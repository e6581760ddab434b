package io.assay.consensus.classification;

/** The Beta distribution with positive parameters a and b. */
public record BetaDistribution(double a, double b) {
  private static final int BISECTIONS = 45;
  private static final int MAX_TERMS = 500;
  private static final double TINY = 1e-300;

  /** The Beta distribution of a mean and a variance; the variance must be below mean (1 - mean). */
  public static BetaDistribution of(double mean, double variance) {
    double size = mean * (1 - mean) / variance - 1;
    return new BetaDistribution(mean * size, (1 - mean) * size);
  }

  /** The value below which a share q of the distribution lies, within 1e-12. */
  public double quantile(double q) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < q) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The share of the distribution below x: the regularised incomplete beta function. */
  double cumulative(double x) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double logFront =
        GammaFunctions.logGamma(a + b)
            - GammaFunctions.logGamma(a)
            - GammaFunctions.logGamma(b)
            + a * StrictMath.log(x)
            + b * StrictMath.log1p(-x);
    double front = StrictMath.exp(logFront);
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(a, b, x) / a
        : 1 - front * fraction(b, a, 1 - x) / b;
  }

  /** The continued fraction by the method of Lentz (Press et al. 2007, section 6.4). */
  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= MAX_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < 1e-14) {
        break;
      }
    }
    return value;
  }

  private static double away(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}

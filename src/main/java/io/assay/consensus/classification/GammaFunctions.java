package io.assay.consensus.classification;

/** The logarithm of the gamma function and its derivative, the same bits on every machine. */
final class GammaFunctions {
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  /** From here on the asymptotic series is exact to 14 digits. */
  private static final double ASYMPTOTIC_FROM = 8;

  private GammaFunctions() {}

  /** ln Γ(x) for x > 0 by the approximation of Lanczos (1964). */
  static double logGamma(double x) {
    if (x < 0.5) {
      return StrictMath.log(Math.PI / StrictMath.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double z = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (z + i);
    }
    double t = z + 7.5;
    return 0.5 * StrictMath.log(2 * Math.PI)
        + (z + 0.5) * StrictMath.log(t)
        - t
        + StrictMath.log(sum);
  }

  /**
   * ψ(x) = d ln Γ(x) / dx for x > 0: ψ(x) = ψ(x + 1) - 1/x up to where ψ(x) = ln x - 1/2x - sum_n
   * B_2n / (2n x^2n) holds (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18).
   */
  static double digamma(double x) {
    double shift = 0;
    double y = x;
    while (y < ASYMPTOTIC_FROM) {
      shift += 1 / y;
      y++;
    }
    double r = 1 / (y * y);
    double tail = r * (1.0 / 240 - r * (1.0 / 132 - r * (691.0 / 32760 - r / 12)));
    double series = r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - tail)));
    return StrictMath.log(y) - 0.5 / y - series - shift;
  }
}

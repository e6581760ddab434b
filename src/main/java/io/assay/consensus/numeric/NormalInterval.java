package io.assay.consensus.numeric;

/** Quantiles for 95 % intervals. */
final class NormalInterval {
  /** The standard normal distribution has 95 % between -Z and Z. */
  static final double Z = 1.959963984540054;

  private NormalInterval() {}

  /**
   * The quantile at Φ(z) of the gamma distribution with mean 1 and the given shape, by the
   * cube-root transformation of Wilson and Hilferty (1931).
   */
  static double gamma(double shape, double z) {
    double ninth = 1 / (9 * shape);
    double root = Math.max(0.01, 1 - ninth + z * Math.sqrt(ninth));
    return root * root * root;
  }
}

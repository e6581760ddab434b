package io.assay.fraud.behaviour;

/**
 * An e-process against the null that a labeler's accuracy on known answers is at least a0:
 *
 * <pre>
 *   E_t = prod_t (1 + lambda (a0 - y_t)),   lambda = 1 / (2 (1 - a0)),   y_t in {0, 1}
 * </pre>
 *
 * Each factor has mean at most 1 under the null, so P(E ever &gt;= 1 / alpha) &lt;= alpha at
 * whatever time one looks (Ville 1939; Waudby-Smith and Ramdas 2024).
 */
public final class GoldProcess {
  private GoldProcess() {}

  /** ln E in nats after so many right and wrong answers, in any order. */
  public static double logEValue(int right, int wrong, double leastAccuracy) {
    double lambda = 1 / (2 * (1 - leastAccuracy));
    return right * StrictMath.log(1 - lambda * (1 - leastAccuracy))
        + wrong * StrictMath.log(1 + lambda * leastAccuracy);
  }
}

package io.assay.fraud.copying;

import java.util.Arrays;

/**
 * The e-BH procedure: which of m hypotheses to look at, so that the expected share of true nulls
 * among them is at most q whatever their dependence.
 *
 * <p>With E_(1) ≥ E_(2) ≥ …, the k* = max{k : E_(k) ≥ m / (q k)} largest are taken (Wang, Ramdas
 * 2022). Only current e-values may be handed in, never the largest they ever were: with running
 * maxima the share is not controlled. It loosens as farms are found, so it orders what people look
 * at and holds nobody; for that there is ln(m / α).
 */
public final class EBenjaminiHochberg {
  private EBenjaminiHochberg() {}

  /**
   * The log e-value from which on hypotheses are taken, infinite where none is.
   *
   * @param logEValues of hypotheses; those left out count as 1 at most
   * @param hypotheses m, all that are monitored
   * @param falseShare q
   */
  public static double minLogEValue(double[] logEValues, double hypotheses, double falseShare) {
    double[] sorted = logEValues.clone();
    Arrays.sort(sorted);
    for (int k = sorted.length; k >= 1; k--) {
      double value = sorted[sorted.length - k];
      if (value >= StrictMath.log(hypotheses / (falseShare * k))) {
        return value;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}

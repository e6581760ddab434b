package io.assay.fraud.copying;

import java.util.Arrays;

/**
 * Holds the e-values of a crowd against what e-values of independent pairs may be: at most 5 % over
 * 20, at most .1 % over 1000.
 *
 * <p>The pairs looked at are those of labelers whom no pair over the threshold links. Where more of
 * them are over a level than allowed, and more than two standard deviations say by chance, ln E is
 * to be multiplied by the η in (0, 1) that brings the pair just over the allowed number down to the
 * level. E^η has mean at most E's mean to the η (Jensen), so nothing that held is lost.
 */
final class EmpiricalNull {
  private static final double[] LEVELS = {20, 1000};
  private static final double[] SHARES = {0.05, 0.001};

  private EmpiricalNull() {}

  /** η, 1 where the pairs keep to what is allowed. */
  static double temper(MeasuredPairs pairs, Partners linked) {
    double[] values = new double[pairs.size()];
    int size = 0;
    for (int i = 0; i < pairs.size(); i++) {
      if (!linked.concern(pairs.a(i), pairs.b(i))) {
        values[size++] = pairs.logEValue(i);
      }
    }
    double eta = 1;
    for (int level = 0; level < LEVELS.length; level++) {
      double expected = SHARES[level] * size;
      int allowed = (int) Math.ceil(expected + 2 * Math.sqrt(expected));
      double limit = StrictMath.log(LEVELS[level]);
      double[] over = Arrays.stream(values, 0, size).filter(value -> value > limit).toArray();
      if (over.length > allowed) {
        Arrays.sort(over);
        eta = Math.min(eta, limit / over[over.length - 1 - allowed]);
      }
    }
    return eta;
  }
}

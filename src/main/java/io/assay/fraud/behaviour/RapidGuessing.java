package io.assay.fraud.behaviour;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The time under which an answer is a guess: the point between two lognormal components, a rapid
 * and a solving one, fitted by EM to ln t - beta_i over all answers (Wise 2017; Guo et al. 2022).
 *
 * <p>There is no threshold where times do not fall into two groups: the components' means must lie
 * further apart than twice their mean deviation (Ashman, Bird, Zepf 1994), the rapid one hold 1 to
 * 50 % of the answers, and two components be worth their parameters by BIC.
 */
final class RapidGuessing {
  private static final int FEWEST = 100;
  private static final int ITERATIONS = 200;
  private static final double SEPARATION = 2;
  private static final double SMALLEST_SHARE = 0.01;
  private static final double SMALLEST_DEVIATION = 0.05;

  private final double[] values;
  private double share = 0.2;
  private final double[] mean = new double[2];
  private final double[] deviation = new double[2];
  private double logLikelihood;

  private RapidGuessing(double[] values) {
    this.values = values;
  }

  /** The threshold on ln t - beta_i; empty where answers are not of two kinds. */
  static OptionalDouble threshold(double[] logTimes) {
    if (logTimes.length < FEWEST) {
      return OptionalDouble.empty();
    }
    double[] sorted = logTimes.clone();
    Arrays.sort(sorted);
    RapidGuessing mixture = new RapidGuessing(sorted);
    return mixture.fit() ? OptionalDouble.of(mixture.between()) : OptionalDouble.empty();
  }

  private boolean fit() {
    int n = values.length;
    double all = 0;
    for (double value : values) {
      all += value;
    }
    all /= n;
    double spread = 0;
    for (double value : values) {
      spread += (value - all) * (value - all);
    }
    double one = Math.sqrt(spread / n);
    mean[0] = values[n / 20];
    mean[1] = values[n / 2];
    Arrays.fill(deviation, Math.max(SMALLEST_DEVIATION, one / 2));
    for (int i = 0; i < ITERATIONS; i++) {
      iterate();
    }
    double single = n * (-StrictMath.log(one) - 0.5);
    double worth = 2 * (logLikelihood - single) - 3 * StrictMath.log(n);
    double apart =
        (mean[1] - mean[0]) / Math.sqrt((square(deviation[0]) + square(deviation[1])) / 2);
    return worth > 0 && apart > SEPARATION && share >= SMALLEST_SHARE && share <= 0.5;
  }

  private void iterate() {
    double[][] sums = new double[2][3];
    logLikelihood = 0;
    for (double value : values) {
      double rapid = share * density(0, value);
      double solving = (1 - share) * density(1, value);
      double sum = rapid + solving;
      logLikelihood += StrictMath.log(Math.max(Double.MIN_NORMAL, sum));
      double part = sum > 0 ? rapid / sum : 0;
      double[] parts = {part, 1 - part};
      for (int k = 0; k < 2; k++) {
        sums[k][0] += parts[k];
        sums[k][1] += parts[k] * value;
        sums[k][2] += parts[k] * value * value;
      }
    }
    for (int k = 0; k < 2; k++) {
      double weight = Math.max(1e-9, sums[k][0]);
      mean[k] = sums[k][1] / weight;
      double variance = sums[k][2] / weight - mean[k] * mean[k];
      deviation[k] = Math.max(SMALLEST_DEVIATION, Math.sqrt(Math.max(0, variance)));
    }
    share = sums[0][0] / values.length;
  }

  /** Without the factor 1 / sqrt(2 pi), which both models share. */
  private double density(int component, double value) {
    double z = (value - mean[component]) / deviation[component];
    return StrictMath.exp(-z * z / 2) / deviation[component];
  }

  /** Where both components are as likely, between their means. */
  private double between() {
    double low = mean[0];
    double high = mean[1];
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (share * density(0, middle) > (1 - share) * density(1, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double square(double value) {
    return value * value;
  }
}

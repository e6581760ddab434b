package io.assay.payout.economics;

import java.util.Arrays;

/**
 * How many answers an account gives until it is held, D, as equally likely values in ascending
 * order.
 *
 * <p>D = D_nominate + D_confirm. The evidence ln E is a walk with drift r nats on an item and, as
 * for every log-likelihood ratio near its null, variance 2 r; its first passage of L nats is
 * inverse Gaussian with mean L / r items and shape L² / (2 r) (Schrödinger, 1915). Items come with
 * share φ of the answers, so D_nominate has the mean L_n / (r_pair φ0), or is 0 where a device,
 * wallet, network or timing link nominates at once, and D_confirm the mean L_c / (r_group(N) φ1).
 */
public final class DetectionDelay {
  /** ln E at which a pair is nominated for 30 % probes, L_n in nats. */
  static final double NOMINATE_NATS = 3;

  /** ln E over the nomination at which a group is held, L_c in nats. */
  static final double CONFIRM_NATS = 9.2;

  /** Share of answers on overlapping probe items before and after nomination: φ0 and φ1. */
  static final double PROBE_SHARE = 0.05;

  static final double NOMINATED_PROBE_SHARE = 0.30;

  private static final int STEPS = 16;
  private static final double NORMAL_95 = 1.6448536269514722;

  private final double[] answers;

  private DetectionDelay(double[] answers) {
    this.answers = answers;
  }

  /** The delay at which the mean of the walk passes, as one value: the published model. */
  public static DetectionDelay expected(AttackStyle style, int accounts, boolean linked) {
    return new DetectionDelay(
        new double[] {nominateMean(style, linked) + confirmMean(style, accounts)});
  }

  /** The delay with the spread of the walk around its mean. */
  public static DetectionDelay of(AttackStyle style, int accounts, boolean linked) {
    double nominate = nominateMean(style, linked);
    double confirm = confirmMean(style, accounts);
    double[] sums = new double[STEPS * STEPS];
    for (int i = 0; i < STEPS; i++) {
      double first = nominate * passage(NOMINATE_NATS / 2, (i + 0.5) / STEPS);
      for (int j = 0; j < STEPS; j++) {
        sums[i * STEPS + j] = first + confirm * passage(CONFIRM_NATS / 2, (j + 0.5) / STEPS);
      }
    }
    Arrays.sort(sums);
    return new DetectionDelay(sums);
  }

  /** A delay measured on confirmed accounts: log-normal through its median and 95 % quantile. */
  public static DetectionDelay measured(double median, double quantile95) {
    double sigma =
        StrictMath.log(StrictMath.max(quantile95, 1) / StrictMath.max(median, 1)) / NORMAL_95;
    double[] values = new double[STEPS * STEPS];
    for (int i = 0; i < values.length; i++) {
      double z = normalQuantile((i + 0.5) / values.length);
      values[i] = StrictMath.max(median, 1) * StrictMath.exp(StrictMath.max(sigma, 0) * z);
    }
    return new DetectionDelay(values);
  }

  private static double nominateMean(AttackStyle style, boolean linked) {
    return linked ? 0 : NOMINATE_NATS / (style.pairNats() * PROBE_SHARE);
  }

  private static double confirmMean(AttackStyle style, int accounts) {
    return CONFIRM_NATS / (style.groupNats(accounts) * NOMINATED_PROBE_SHARE);
  }

  double[] answers() {
    return answers;
  }

  public double median() {
    return quantile(0.5);
  }

  public double quantile95() {
    return quantile(0.95);
  }

  private double quantile(double probability) {
    return answers[(int) StrictMath.min(answers.length - 1, probability * answers.length)];
  }

  /** Quantile of the inverse Gaussian with mean 1 and this shape, by bisection. */
  private static double passage(double shape, double probability) {
    double low = 0;
    double high = 64;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (passageDistribution(shape, middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double passageDistribution(double shape, double x) {
    if (x <= 0) {
      return 0;
    }
    double root = StrictMath.sqrt(shape / x);
    return normal(root * (x - 1)) + StrictMath.exp(2 * shape) * normal(-root * (x + 1));
  }

  private static double normalQuantile(double probability) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (normal(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Standard normal distribution function: series for small |x|, continued fraction beyond. */
  static double normal(double x) {
    double size = StrictMath.abs(x);
    double density = StrictMath.exp(-size * size / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    double tail;
    if (size < 3) {
      double term = size;
      double sum = size;
      for (int i = 1; i < 60; i++) {
        term *= size * size / (2 * i + 1);
        sum += term;
      }
      tail = 0.5 - density * sum;
    } else {
      double fraction = 0;
      for (int i = 40; i >= 1; i--) {
        fraction = i / (size + fraction);
      }
      tail = density / (size + fraction);
    }
    return x > 0 ? 1 - tail : tail;
  }
}

package io.assay.fraud.copying;

import java.util.Arrays;

/*
 * Products instead of sums of logs: an agreement multiplies by (1 - c) + c / p, at least 1, and
 * disagreements are counted, since each multiplies by 1 - c. The factor grows with c, so the product
 * of the largest c is the one to watch for overflow.
 */
/** LR of one pair of labelers for each copy rate, and for both directions. */
final class CopyOdds {
  static final double[] COPY_RATES = {0.25, 0.5, 0.75, 0.95};
  static final int RATES = COPY_RATES.length;
  static final int SIZE = 2 * RATES;

  private static final double LARGE = 0x1p900;
  private static final double[] LOG_DISAGREE = new double[RATES];

  static {
    for (int c = 0; c < RATES; c++) {
      LOG_DISAGREE[c] = StrictMath.log(1 - COPY_RATES[c]);
    }
  }

  private final double[] product = new double[SIZE];
  private final double[] logs = new double[SIZE];
  private int same;
  private int different;

  CopyOdds() {
    clear();
  }

  void clear() {
    Arrays.fill(product, 1);
    Arrays.fill(logs, 0);
    same = 0;
    different = 0;
  }

  /**
   * Both gave the same answer.
   *
   * @param ofB 1 / p of b's answer, the copy in the first direction
   * @param ofA 1 / p of a's answer, the copy in the second
   */
  void agree(double ofB, double ofA) {
    same++;
    for (int c = 0; c < RATES; c++) {
      product[c] *= 1 + COPY_RATES[c] * (ofB - 1);
      product[RATES + c] *= 1 + COPY_RATES[c] * (ofA - 1);
    }
    if (Math.max(product[RATES - 1], product[SIZE - 1]) > LARGE) {
      fold();
    }
  }

  void disagree() {
    different++;
  }

  /** Says how many disagreements there were. */
  void disagree(int count) {
    different = count;
  }

  private void fold() {
    for (int j = 0; j < SIZE; j++) {
      logs[j] += StrictMath.log(product[j]);
      product[j] = 1;
    }
  }

  int same() {
    return same;
  }

  int common() {
    return same + different;
  }

  /** ln LR by direction and rate, from a place of an array. */
  void logs(double[] into, int from) {
    for (int j = 0; j < SIZE; j++) {
      into[from + j] = logs[j] + StrictMath.log(product[j]) + different * LOG_DISAGREE[j % RATES];
    }
  }

  double logEValue() {
    double[] all = new double[SIZE];
    logs(all, 0);
    return logMean(all, 0, SIZE);
  }

  /** What one more common answer adds to the logs from a place of an array. */
  static void observe(double[] logs, int from, boolean agree, double ofB, double ofA) {
    for (int c = 0; c < RATES; c++) {
      logs[from + c] += agree ? StrictMath.log(1 + COPY_RATES[c] * (ofB - 1)) : LOG_DISAGREE[c];
      logs[from + RATES + c] +=
          agree ? StrictMath.log(1 + COPY_RATES[c] * (ofA - 1)) : LOG_DISAGREE[c];
    }
  }

  /** ln of the mean of exponentials. */
  static double logMean(double[] logs, int from, int size) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = from; j < from + size; j++) {
      max = Math.max(max, logs[j]);
    }
    double sum = 0;
    for (int j = from; j < from + size; j++) {
      sum += StrictMath.exp(logs[j] - max);
    }
    return max + StrictMath.log(sum / size);
  }
}

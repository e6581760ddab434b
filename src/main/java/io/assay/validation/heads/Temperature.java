package io.assay.validation.heads;

/**
 * One number by which log-odds are divided so that probabilities mean what they say: the one with
 * the least cross-entropy to the targets, sum_i v_i sum_k -t_ik ln softmax(z_i / T)_k.
 *
 * <p>In 1/T this is convex, so a golden section search finds it. Source: Guo, Pleiss, Sun and
 * Weinberger (2017), On calibration of modern neural networks.
 */
public final class Temperature {
  /** No probability is below this: no model is sure enough to overrule everybody. */
  public static final float MIN_PROBABILITY = 1e-6f;

  private static final double MIN = 0.05;
  private static final double MAX = 20;
  private static final int STEPS = 30;
  private static final double GOLDEN = 0.6180339887498949;
  private static final int ROW_BLOCK = 512;

  private Temperature() {}

  /**
   * Finds the temperature; 1 where no row counts.
   *
   * @param logOdds {@code [row * K + class]}, of rows that were not trained on
   */
  public static double fit(float[] logOdds, Targets targets) {
    boolean any = false;
    for (float weight : targets.weight()) {
      any |= weight > 0;
    }
    if (!any) {
      return 1;
    }
    double low = StrictMath.log(1 / MAX);
    double high = StrictMath.log(1 / MIN);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = crossEntropy(logOdds, targets, StrictMath.exp(-left));
    double atRight = crossEntropy(logOdds, targets, StrictMath.exp(-right));
    for (int step = 0; step < STEPS; step++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = crossEntropy(logOdds, targets, StrictMath.exp(-left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = crossEntropy(logOdds, targets, StrictMath.exp(-right));
      }
    }
    return StrictMath.exp(-(low + high) / 2);
  }

  /** The mean cross-entropy in nats a row at a temperature; 0 where no row counts. */
  public static double crossEntropy(float[] logOdds, Targets targets, double temperature) {
    float scale = (float) (1 / temperature);
    int classes = targets.classes();
    double sum =
        Blocks.sum(
            targets.rows(),
            ROW_BLOCK,
            (from, to) -> {
              float[] row = new float[classes];
              double loss = 0;
              for (int i = from; i < to; i++) {
                loss += targets.weight()[i] * loss(logOdds, targets, i, scale, row);
              }
              return loss;
            });
    double total = 0;
    for (float weight : targets.weight()) {
      total += weight;
    }
    return total > 0 ? sum / total : 0;
  }

  private static double loss(float[] logOdds, Targets targets, int i, float scale, float[] row) {
    float expected = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = logOdds[i * row.length + k] * scale;
      expected += targets.probability()[i * row.length + k] * row[k];
    }
    return PortableMath.softmax(row, 0, row.length) - expected;
  }

  /**
   * Probabilities at a temperature, each {@value #MIN_PROBABILITY} at least but for rounding.
   *
   * @return {@code [row * K + class]}
   */
  public static float[] apply(float[] logOdds, int classes, double temperature) {
    float scale = (float) (1 / temperature);
    float[] probabilities = new float[logOdds.length];
    int rows = classes == 0 ? 0 : logOdds.length / classes;
    Blocks.run(
        rows,
        ROW_BLOCK,
        (from, to) -> {
          for (int row = from * classes; row < to * classes; row += classes) {
            for (int k = 0; k < classes; k++) {
              probabilities[row + k] = logOdds[row + k] * scale;
            }
            PortableMath.softmax(probabilities, row, classes);
            float sum = 0;
            for (int k = 0; k < classes; k++) {
              probabilities[row + k] = Math.max(MIN_PROBABILITY, probabilities[row + k]);
              sum += probabilities[row + k];
            }
            for (int k = 0; k < classes; k++) {
              probabilities[row + k] /= sum;
            }
          }
        });
    return probabilities;
  }
}

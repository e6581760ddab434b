package io.assay.validation.heads;

import io.assay.validation.features.DenseMatrix;

/**
 * Brings every column to mean 0 and standard deviation 1: x' = (x - mean) / deviation. A column
 * that does not vary becomes 0.
 */
final class DenseScaling {
  private static final int COLUMN_BLOCK = 32;
  private static final int ROW_BLOCK = 64;
  private static final double MIN_DEVIATION = 1e-6;

  /** Values beyond so many deviations are outliers of other data and tell no more. */
  private static final float MAX = 8;

  private final float[] mean;

  /** 1 / deviation, 0 where there is none. */
  private final float[] scale;

  DenseScaling(float[] mean, float[] scale) {
    this.mean = mean;
    this.scale = scale;
  }

  /** The scaling of some rows, each counting the same. */
  static DenseScaling of(DenseMatrix features, int[] rows) {
    int columns = features.columns();
    float[] mean = new float[columns];
    float[] scale = new float[columns];
    Blocks.run(
        columns,
        COLUMN_BLOCK,
        (from, to) -> {
          double[] sum = new double[to - from];
          double[] squares = new double[to - from];
          for (int row : rows) {
            for (int c = from; c < to; c++) {
              sum[c - from] += features.value()[row * columns + c];
            }
          }
          for (int c = from; c < to; c++) {
            mean[c] = (float) (sum[c - from] / Math.max(1, rows.length));
          }
          for (int row : rows) {
            for (int c = from; c < to; c++) {
              double away = (double) features.value()[row * columns + c] - mean[c];
              squares[c - from] += away * away;
            }
          }
          for (int c = from; c < to; c++) {
            double deviation = Math.sqrt(squares[c - from] / Math.max(1, rows.length));
            scale[c] = deviation < MIN_DEVIATION ? 0 : (float) (1 / deviation);
          }
        });
    return new DenseScaling(mean, scale);
  }

  /** The scaled rows, in the order asked for. */
  float[] apply(DenseMatrix features, int[] rows) {
    int columns = features.columns();
    float[] scaled = new float[Math.multiplyExact(rows.length, columns)];
    Blocks.run(
        rows.length,
        ROW_BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int c = 0; c < columns; c++) {
              float value = (features.value()[rows[i] * columns + c] - mean[c]) * scale[c];
              scaled[i * columns + c] = Math.max(-MAX, Math.min(MAX, value));
            }
          }
        });
    return scaled;
  }

  float[] mean() {
    return mean;
  }

  float[] scale() {
    return scale;
  }
}

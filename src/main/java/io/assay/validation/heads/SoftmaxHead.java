package io.assay.validation.heads;

import io.assay.validation.features.SparseMatrix;

/**
 * Softmax regression on sparse features: log-odds z_k = b_k + sum_c W_ck x_c.
 *
 * <p>Its arrays are not to be changed.
 */
public final class SoftmaxHead implements Head<SparseMatrix> {
  private static final int ROW_BLOCK = 512;

  private final int classes;
  private final float[] weights;
  private final float[] bias;

  /**
   * A head of these weights.
   *
   * @param weights W, {@code [column * K + class]}
   * @param bias b by class
   */
  public SoftmaxHead(int classes, float[] weights, float[] bias) {
    if (bias.length != classes || weights.length % Math.max(1, classes) != 0) {
      throw new IllegalArgumentException(
          weights.length + " weights and " + bias.length + " biases for " + classes + " classes");
    }
    this.classes = classes;
    this.weights = weights;
    this.bias = bias;
  }

  @Override
  public int classes() {
    return classes;
  }

  /** The number of columns of the features. */
  public int columns() {
    return classes == 0 ? 0 : weights.length / classes;
  }

  /** W, {@code [column * K + class]}; not a copy. */
  public float[] weights() {
    return weights;
  }

  /** b by class; not a copy. */
  public float[] bias() {
    return bias;
  }

  @Override
  public float[] logOdds(SparseMatrix features, int[] rows) {
    float[] scores = new float[rows.length * classes];
    Blocks.run(
        rows.length,
        ROW_BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            score(features, rows[i], scores, i * classes);
          }
        });
    return scores;
  }

  private void score(SparseMatrix features, int row, float[] scores, int to) {
    System.arraycopy(bias, 0, scores, to, classes);
    for (int p = features.start()[row]; p < features.start()[row + 1]; p++) {
      int w = features.index()[p] * classes;
      float value = features.value()[p];
      for (int k = 0; k < classes; k++) {
        scores[to + k] += value * weights[w + k];
      }
    }
  }
}

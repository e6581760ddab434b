package io.assay.validation.heads;

/**
 * What a trained model says of the classes of items.
 *
 * @param <M> the matrix of features it reads
 */
public interface Head<M> {
  /** The number of classes K. */
  int classes();

  /**
   * Log-odds of the classes, known but for a constant a row.
   *
   * @param rows which rows of the features to look at
   * @return {@code [i * K + k]} for the i-th of these rows
   */
  float[] logOdds(M features, int[] rows);
}

package io.assay.validation.heads;

/**
 * Makes heads from examples. The same input gives the same bits, however many threads there are.
 *
 * @param <M> the matrix of features its heads read
 */
public interface HeadTrainer<M> {
  /**
   * Trains a head.
   *
   * @param rows which rows to learn from; no other is looked at
   * @param targets of all rows of the features
   */
  Head<M> train(M features, int[] rows, Targets targets);
}

package io.assay.validation.heads;

import java.util.SortedMap;

/**
 * Makes heads from examples. The same input gives the same bits, however many threads there are.
 *
 * @param <M> the matrix of features its heads read
 */
public interface HeadTrainer<M> {
  /** What kind of head it makes, for people. */
  String head();

  /** All it takes to train the same again, by name. */
  SortedMap<String, Double> parameters();

  /**
   * Trains a head.
   *
   * @param rows which rows to learn from; no other is looked at
   * @param targets of all rows of the features
   */
  Head<M> train(M features, int[] rows, Targets targets);
}

package io.assay.validation;

import java.util.List;

/**
 * Runs the arithmetic of the validation model. Engines differ in where they run it, not in what
 * comes out: each is held to the CPU's results within a stated tolerance by one contract test.
 */
interface ValidationEngine {
  /** Name of the engine, kept with every model version. */
  String name();

  /** Encodes texts, in their order. */
  List<SparseVector> encode(List<String> texts);

  /**
   * Trains a softmax head.
   *
   * @param targets the distribution over the classes by example, each summing to 1
   * @param l2 weight of half the squared norm of the weights, per example
   */
  Head train(List<SparseVector> examples, double[][] targets, double l2);

  /** Log-odds of every class by example, before any temperature. */
  double[][] score(Head head, List<SparseVector> examples);
}

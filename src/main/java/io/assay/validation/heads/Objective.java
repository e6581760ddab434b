package io.assay.validation.heads;

/** A function of many parameters that is to be made small, with its gradient. */
public interface Objective {
  /** The number of parameters. */
  int size();

  /**
   * The value at a point.
   *
   * @param gradient is filled with the gradient there
   */
  double evaluate(float[] at, float[] gradient);
}

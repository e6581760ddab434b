package io.assay.validation;

/**
 * A softmax head: one weight a class and place, and a bias a class. Its arrays belong to the engine
 * that trained it and are not to be changed.
 */
final class Head {
  private final int classes;
  private final double[] weights;
  private final double[] bias;

  /**
   * @param weights {@code [place * classes + class]}
   */
  Head(int classes, double[] weights, double[] bias) {
    this.classes = classes;
    this.weights = weights;
    this.bias = bias;
  }

  int classes() {
    return classes;
  }

  double weight(int place, int k) {
    return weights[place * classes + k];
  }

  double bias(int k) {
    return bias[k];
  }
}

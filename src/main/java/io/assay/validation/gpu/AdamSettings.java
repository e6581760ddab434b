package io.assay.validation.gpu;

/**
 * The settings of Adam (Kingma and Ba, 2015, Adam: a method for stochastic optimization).
 *
 * @param rate the largest step of a weight
 * @param beta1 how much of the mean gradient is kept, below 1
 * @param beta2 how much of the mean squared gradient is kept, below 1
 * @param epsilon what keeps the divisor from nought
 * @param l2 weight of half the squared norm of the weights, without the bias
 */
public record AdamSettings(float rate, float beta1, float beta2, float epsilon, float l2) {
  /** {@code 1 / (1 - beta^step)}, the same on every machine. */
  static float correction(float beta, int step) {
    return (float) (1 / (1 - StrictMath.pow(beta, step)));
  }
}

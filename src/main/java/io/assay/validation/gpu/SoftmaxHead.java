package io.assay.validation.gpu;

/**
 * A softmax head: {@code p = softmax((x W + b) / temperature)}.
 *
 * @param columns how many features there are
 * @param classes how many classes there are
 * @param weights {@code columns + 1} rows of one weight a class; the last row is the bias
 */
@SuppressWarnings("ArrayRecordComponent") // Read in the innermost loops.
public record SoftmaxHead(int columns, int classes, float[] weights) {
  public SoftmaxHead {
    if (classes < 1 || weights.length != (columns + 1L) * classes) {
      throw new IllegalArgumentException(
          "a head has a weight a column and class, and a bias a class");
    }
  }

  /** A head that knows nothing. */
  public static SoftmaxHead zero(int columns, int classes) {
    return new SoftmaxHead(columns, classes, new float[Math.multiplyExact(columns + 1, classes)]);
  }
}

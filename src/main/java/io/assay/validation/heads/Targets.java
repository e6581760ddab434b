package io.assay.validation.heads;

import java.util.Arrays;

/**
 * What rows of a matrix are, as far as is known.
 *
 * @param classes K
 * @param probability rows times K numbers, row after row, each row summing to 1
 * @param weight what each row counts, 0 or more
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of rows, read in the innermost loops.
public record Targets(int classes, float[] probability, float[] weight) {
  public Targets {
    if (probability.length != (long) classes * weight.length) {
      throw new IllegalArgumentException(
          probability.length + " probabilities for " + weight.length + " rows of " + classes);
    }
  }

  /** Rows that count the same. */
  public static Targets of(int classes, float[] probability) {
    float[] weight = new float[classes == 0 ? 0 : probability.length / classes];
    Arrays.fill(weight, 1);
    return new Targets(classes, probability, weight);
  }

  public int rows() {
    return weight.length;
  }
}

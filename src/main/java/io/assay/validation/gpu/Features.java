package io.assay.validation.gpu;

import io.assay.validation.features.SparseMatrix;

/** The checks and the transpose of a sparse matrix. */
final class Features {
  private Features() {}

  /** Refuses what would send a kernel outside its memory. */
  static void check(SparseMatrix features, SoftmaxHead head) {
    if (features.columns() != head.columns()) {
      throw new IllegalArgumentException(
          "features of " + features.columns() + " columns under a head of " + head.columns());
    }
    int entries = features.index().length;
    int[] start = features.start();
    boolean ordered = start[0] == 0 && start[start.length - 1] == entries;
    for (int row = 0; row + 1 < start.length; row++) {
      ordered &= start[row] <= start[row + 1];
    }
    if (!ordered || features.value().length != entries) {
      throw new IllegalArgumentException("the rows of the features do not cover their entries");
    }
    for (int index : features.index()) {
      if (index < 0 || index >= features.columns()) {
        throw new IllegalArgumentException(
            "column " + index + " in features of " + features.columns() + " columns");
      }
    }
  }

  /**
   * A matrix by its columns, each with its rows in their order, and after them a column of ones for
   * the bias: how {@code X^T R} is added up.
   */
  static Reduction transposed(SparseMatrix features, int width) {
    int rows = features.rows();
    int columns = features.columns();
    int entries = features.index().length;
    int[] start = new int[columns + 2];
    for (int index : features.index()) {
      start[index + 1]++;
    }
    for (int column = 0; column < columns; column++) {
      start[column + 1] += start[column];
    }
    start[columns + 1] = Math.addExact(entries, rows);
    int[] next = start.clone();
    int[] row = new int[start[columns + 1]];
    float[] value = new float[row.length];
    for (int r = 0; r < rows; r++) {
      for (int i = features.start()[r]; i < features.start()[r + 1]; i++) {
        int place = next[features.index()[i]]++;
        row[place] = r;
        value[place] = features.value()[i];
      }
      row[entries + r] = r;
      value[entries + r] = 1.0f;
    }
    return new Reduction(new ReductionPlan(start), width, row, value);
  }
}

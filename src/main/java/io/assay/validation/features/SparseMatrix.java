package io.assay.validation.features;

/**
 * Features of items in compressed sparse rows.
 *
 * <p>Row r holds values[start[r]..start[r + 1]) in the columns of the same places, which ascend.
 *
 * @param columns how many columns there are
 * @param start where each row starts, and where the last one ends: rows + 1 numbers
 * @param index the column of each value
 * @param value the values
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of rows, read in the innermost loops.
public record SparseMatrix(int columns, int[] start, int[] index, float[] value) {
  public int rows() {
    return start.length - 1;
  }
}

package io.assay.validation.features;

/**
 * Features of items as one array, row after row.
 *
 * @param columns how many columns there are
 * @param value rows times columns values
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of rows, read in the innermost loops.
public record DenseMatrix(int columns, float[] value) {
  public int rows() {
    return columns == 0 ? 0 : value.length / columns;
  }
}

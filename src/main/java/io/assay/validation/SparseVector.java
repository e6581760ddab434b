package io.assay.validation;

import java.util.SortedMap;

/** The places of a long vector that are not 0, in rising order. Its arrays never change. */
final class SparseVector {
  private final int[] indices;
  private final double[] values;

  private SparseVector(int[] indices, double[] values) {
    this.indices = indices;
    this.values = values;
  }

  /** The vector of these values, scaled to length 1; one of zeros stays as it is. */
  static SparseVector unit(SortedMap<Integer, Double> entries) {
    int[] indices = new int[entries.size()];
    double[] values = new double[entries.size()];
    int i = 0;
    double squares = 0;
    for (var entry : entries.entrySet()) {
      indices[i] = entry.getKey();
      values[i] = entry.getValue();
      squares += values[i] * values[i];
      i++;
    }
    double scale = squares > 0 ? 1 / StrictMath.sqrt(squares) : 1;
    for (int j = 0; j < values.length; j++) {
      values[j] *= scale;
    }
    return new SparseVector(indices, values);
  }

  int size() {
    return indices.length;
  }

  int index(int i) {
    return indices[i];
  }

  double value(int i) {
    return values[i];
  }
}

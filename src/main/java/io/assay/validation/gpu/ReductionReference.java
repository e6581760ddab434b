package io.assay.validation.gpu;

import org.jspecify.annotations.Nullable;

/** The twin of reduction.cu: weighted sums of rows, chunk by chunk. */
final class ReductionReference {
  private ReductionReference() {}

  /**
   * Writes {@code sums[c] = sum over i in [start[c], start[c + 1]) of value[i] rows[index[i]]}.
   *
   * @param from the first chunk to add up
   * @param to the chunk after the last
   * @param width floats a row
   * @param index rows to add, or null for the rows in their order
   * @param value what each counts, or null where each counts once
   */
  static void addChunks(
      int from,
      int to,
      int width,
      int[] start,
      int @Nullable [] index,
      float @Nullable [] value,
      float[] rows,
      float[] sums) {
    float[] lane = new float[ExactArithmetic.LANES * width];
    for (int chunk = from; chunk < to; chunk++) {
      int begin = start[chunk];
      int length = start[chunk + 1] - begin;
      ExactArithmetic.fillLanes(lane, width, begin, length, index, value, rows);
      ExactArithmetic.addLanes(lane, width, length);
      System.arraycopy(lane, 0, sums, chunk * width, width);
    }
  }
}

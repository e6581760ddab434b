package io.assay.validation.gpu;

import java.util.ArrayList;
import java.util.List;

/*
 * A column with a million entries would keep one warp busy long after the others are done, so it is cut into chunks; their
 * sums are the entries of the next pass, until every column is one chunk. Where the cuts are follows from the lengths alone,
 * so the order of every sum is fixed.
 */
/** How the sums of columns of any length are added up, in passes over chunks. */
final class ReductionPlan {
  /** Entries of the longest chunk. */
  static final int CHUNK = 1024;

  private final List<int[]> passes = new ArrayList<>();
  private final int columns;

  /**
   * @param start where each column starts, and where the last one ends
   */
  ReductionPlan(int[] start) {
    columns = start.length - 1;
    int[] left = start;
    int[] chunks = cut(left);
    while (chunks.length > left.length) {
      passes.add(chunks);
      left = chunkStarts(left);
      chunks = cut(left);
    }
    passes.add(chunks);
  }

  /**
   * Where the chunks of each pass start in what it adds up; the last pass has one chunk a column.
   */
  List<int[]> passes() {
    return passes;
  }

  int columns() {
    return columns;
  }

  /** The longest list of sums any pass makes. */
  int mostChunks() {
    return passes.stream().mapToInt(pass -> pass.length - 1).max().orElse(0);
  }

  private static int chunks(int[] start, int column) {
    return Math.max(1, (start[column + 1] - start[column] + CHUNK - 1) / CHUNK);
  }

  /** Where the chunks of each column start in the list of all chunks. */
  private static int[] chunkStarts(int[] start) {
    int[] of = new int[start.length];
    for (int column = 0; column + 1 < start.length; column++) {
      of[column + 1] = of[column] + chunks(start, column);
    }
    return of;
  }

  private static int[] cut(int[] start) {
    int[] of = chunkStarts(start);
    int[] cut = new int[of[of.length - 1] + 1];
    for (int column = 0; column + 1 < start.length; column++) {
      for (int chunk = of[column]; chunk < of[column + 1]; chunk++) {
        cut[chunk] = start[column] + (chunk - of[column]) * CHUNK;
      }
    }
    cut[cut.length - 1] = start[start.length - 1];
    return cut;
  }
}

package io.assay.validation.gpu;

import java.util.stream.IntStream;

/**
 * Rows of a power of two of floats, which the kernels read in one go; and work split over the
 * cores.
 */
final class Rows {
  /** The widest row the kernels have. */
  static final int MAX_WIDTH = 32;

  private static final int BLOCK = 1024;

  private Rows() {}

  /** Some rows to be worked on. */
  interface Range {
    void run(int from, int to);
  }

  /** The width of the rows of so many classes. */
  static int width(int classes) {
    int width = 2;
    while (width < classes) {
      width *= 2;
    }
    return width;
  }

  /** Whether there are kernels for so many classes. */
  static boolean haveKernels(int classes) {
    return classes <= MAX_WIDTH;
  }

  /** Fills rows up with noughts. */
  static float[] widen(float[] value, int classes) {
    int width = width(classes);
    if (width == classes) {
      return value;
    }
    int rows = value.length / classes;
    float[] wide = new float[Math.multiplyExact(rows, width)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(value, row * classes, wide, row * width, classes);
    }
    return wide;
  }

  /** Takes the noughts away again. */
  static float[] narrow(float[] wide, int classes) {
    int width = width(classes);
    if (width == classes) {
      return wide;
    }
    int rows = wide.length / width;
    float[] value = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(wide, row * width, value, row * classes, classes);
    }
    return value;
  }

  /** Works on all rows, on all cores; what a row gets does not depend on how they are split. */
  static void each(int rows, Range work) {
    int blocks = (rows + BLOCK - 1) / BLOCK;
    if (blocks <= 1) {
      work.run(0, rows);
      return;
    }
    IntStream.range(0, blocks)
        .parallel()
        .forEach(block -> work.run(block * BLOCK, Math.min(rows, (block + 1) * BLOCK)));
  }
}

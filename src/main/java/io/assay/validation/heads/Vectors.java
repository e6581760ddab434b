package io.assay.validation.heads;

/** Arithmetic on long vectors in fixed blocks. */
final class Vectors {
  private static final int BLOCK = 1 << 14;

  private Vectors() {}

  static double dot(float[] a, float[] b) {
    return Blocks.sum(
        a.length,
        BLOCK,
        (from, to) -> {
          double even = 0;
          double odd = 0;
          int i = from;
          for (; i + 1 < to; i += 2) {
            even += (double) a[i] * b[i];
            odd += (double) a[i + 1] * b[i + 1];
          }
          return i < to ? even + odd + (double) a[i] * b[i] : even + odd;
        });
  }

  /** to = a + factor * b. */
  static void add(float[] a, float factor, float[] b, float[] to) {
    Blocks.run(
        a.length,
        BLOCK,
        (from, end) -> {
          for (int i = from; i < end; i++) {
            to[i] = a[i] + factor * b[i];
          }
        });
  }

  /** The sum of a_i b_i c_i. */
  static double dot(float[] a, float[] b, float[] c) {
    return Blocks.sum(
        a.length,
        BLOCK,
        (from, to) -> {
          double sum = 0;
          for (int i = from; i < to; i++) {
            sum += (double) a[i] * b[i] * c[i];
          }
          return sum;
        });
  }

  /** a_i = factor * a_i * b_i. */
  static void multiply(float[] a, float factor, float[] b) {
    Blocks.run(
        a.length,
        BLOCK,
        (from, end) -> {
          for (int i = from; i < end; i++) {
            a[i] *= factor * b[i];
          }
        });
  }

  static void scale(float[] a, float factor) {
    Blocks.run(
        a.length,
        BLOCK,
        (from, end) -> {
          for (int i = from; i < end; i++) {
            a[i] *= factor;
          }
        });
  }
}

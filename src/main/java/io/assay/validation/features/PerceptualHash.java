package io.assay.validation.features;

import java.util.Arrays;

/**
 * 64 bits of a picture that scaling, recoding and a change of brightness leave nearly as they are:
 * which of the 8 x 8 lowest frequencies of its discrete cosine transform, the constant ones left
 * out, lie above their median (Zauner, 2010). A picture of one colour has hash 0.
 */
final class PerceptualHash {
  static final int SIDE = 32;

  private static final int FREQUENCIES = 8;

  /** Below it a frequency is rounding. */
  private static final double NOTHING = 1e-4;

  /** cos((2x + 1) u π / 2 SIDE) by frequency u - 1 and place x. */
  private static final double[] COSINES = new double[FREQUENCIES * SIDE];

  static {
    for (int u = 0; u < FREQUENCIES; u++) {
      for (int x = 0; x < SIDE; x++) {
        COSINES[u * SIDE + x] = StrictMath.cos((2 * x + 1) * (u + 1) * Math.PI / (2 * SIDE));
      }
    }
  }

  private PerceptualHash() {}

  /** The hash of {@value #SIDE} x {@value #SIDE} brightnesses. */
  static long of(float[] grey) {
    double[] lines = new double[SIDE * FREQUENCIES];
    for (int y = 0; y < SIDE; y++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        for (int x = 0; x < SIDE; x++) {
          lines[y * FREQUENCIES + u] += COSINES[u * SIDE + x] * grey[y * SIDE + x];
        }
      }
    }
    double[] frequency = new double[Long.SIZE];
    for (int v = 0; v < FREQUENCIES; v++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        for (int y = 0; y < SIDE; y++) {
          frequency[v * FREQUENCIES + u] += COSINES[v * SIDE + y] * lines[y * FREQUENCIES + u];
        }
      }
    }
    double[] ordered = frequency.clone();
    Arrays.sort(ordered);
    double median = (ordered[Long.SIZE / 2 - 1] + ordered[Long.SIZE / 2]) / 2;
    long hash = 0;
    for (int i = 0; i < Long.SIZE; i++) {
      hash |= frequency[i] > median + NOTHING ? 1L << i : 0;
    }
    return hash;
  }
}

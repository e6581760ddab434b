package io.assay.validation.features;

/**
 * 64 bits of which near things share most: bit b is the sign of the sum of a row's values, each
 * counted plus or minus as bit b of its column's own hash says (Charikar, 2002). The angle between
 * two rows is about pi / 64 times the bits in which they differ.
 */
public final class SimilarityHash {
  private SimilarityHash() {}

  /** The hash of a row; 0 for an empty one. */
  public static long of(SparseMatrix features, int row) {
    float[] sums = new float[Long.SIZE];
    for (int i = features.start()[row]; i < features.start()[row + 1]; i++) {
      long bits = mix(features.index()[i]);
      float value = features.value()[i];
      for (int b = 0; b < Long.SIZE; b++) {
        sums[b] += (bits >>> b & 1) == 0 ? -value : value;
      }
    }
    long hash = 0;
    for (int b = 0; b < Long.SIZE; b++) {
      hash |= sums[b] > 0 ? 1L << b : 0;
    }
    return hash;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    long mixed = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

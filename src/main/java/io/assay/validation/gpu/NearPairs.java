package io.assay.validation.gpu;

/**
 * The pairs of hashes that differ in few bits, by their first and second place; none where there
 * are more than there is room for.
 *
 * @param found how many pairs there are
 * @param packed all of them, or none: the first place in the upper half, the second in the lower
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of pairs.
public record NearPairs(long found, long[] packed) {
  private static final int HALF = 32;

  /** Whether there was room for all pairs. */
  public boolean complete() {
    return found == packed.length;
  }

  public int size() {
    return packed.length;
  }

  /** The earlier place of a pair. */
  public int first(int pair) {
    return (int) (packed[pair] >>> HALF);
  }

  /** The later place of a pair. */
  public int second(int pair) {
    return (int) packed[pair];
  }
}

package io.assay.validation.heads;

import java.util.Arrays;

/**
 * Cuts rows in {@value #COUNT} folds so that near-duplicates, which a head that saw one of them
 * would know, fall together.
 *
 * <p>The fold of a group comes from the smallest content key in it, so it depends neither on the
 * order of the rows nor on how items are named, and other groups that come or go change nothing.
 */
public final class Folds {
  public static final int COUNT = 5;

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Folds() {}

  /**
   * The fold of each row, 0 to {@value #COUNT} - 1.
   *
   * @param groups the group of each row, 0 or more; rows of one group are near-duplicates
   * @param contentKeys a number made of the content of each row alone
   */
  public static int[] of(int[] groups, long[] contentKeys) {
    if (groups.length != contentKeys.length) {
      throw new IllegalArgumentException(
          groups.length + " groups and " + contentKeys.length + " keys");
    }
    long[] keys = new long[1 + Arrays.stream(groups).max().orElse(0)];
    Arrays.fill(keys, -1);
    for (int i = 0; i < groups.length; i++) {
      if (Long.compareUnsigned(contentKeys[i], keys[groups[i]]) < 0) {
        keys[groups[i]] = contentKeys[i];
      }
    }
    int[] folds = new int[groups.length];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = (int) Long.remainderUnsigned(mix(keys[groups[i]]), COUNT);
    }
    return folds;
  }

  /** Folds of rows without near-duplicates but those of equal content. */
  public static int[] of(long[] contentKeys) {
    int[] folds = new int[contentKeys.length];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = (int) Long.remainderUnsigned(mix(contentKeys[i]), COUNT);
    }
    return folds;
  }

  /** A content key of a text: FNV-1a of its UTF-16 units. */
  public static long contentKey(String text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** Spreads all bits (Stafford 2011, variant 13). */
  private static long mix(long key) {
    long mixed = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

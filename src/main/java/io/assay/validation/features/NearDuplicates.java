package io.assay.validation.features;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/*
 * Two hashes that differ in at most three bits are equal in one of four bands of sixteen, so only
 * those that share a band are compared (Manku, Jain & Das Sarma, 2007). Equal hashes are one from the
 * start: a text repeated a thousand times costs nothing.
 */
/** Groups of things that are nearly the same, by their 64-bit hashes. */
public final class NearDuplicates {
  /** Bits in which two of a group may differ. */
  public static final int MAX_DISTANCE = 3;

  private static final int BANDS = 4;
  private static final int BAND_BITS = Long.SIZE / BANDS;

  private NearDuplicates() {}

  /**
   * Who belongs together: things within {@value #MAX_DISTANCE} bits, and whoever these are with.
   *
   * @return by thing, the first thing of its group; who is alone is its own
   */
  public static int[] groups(long[] hashes) {
    int[] group = new int[hashes.length];
    Map<Long, Integer> firstOf = new HashMap<>();
    int[] distinct = new int[hashes.length];
    int count = 0;
    for (int i = 0; i < hashes.length; i++) {
      Integer first = firstOf.putIfAbsent(hashes[i], i);
      group[i] = first == null ? i : first;
      if (first == null) {
        distinct[count++] = i;
      }
    }
    for (int band = 0; band < BANDS; band++) {
      join(hashes, Arrays.copyOf(distinct, count), band * BAND_BITS, group);
    }
    for (int i = 0; i < group.length; i++) {
      group[i] = find(group, i);
    }
    return group;
  }

  private static void join(long[] hashes, int[] things, int shift, int[] group) {
    int[] heads = new int[1 << BAND_BITS];
    int[] next = new int[hashes.length];
    Arrays.fill(heads, -1);
    for (int thing : things) {
      int band = (int) (hashes[thing] >>> shift) & (heads.length - 1);
      for (int other = heads[band]; other >= 0; other = next[other]) {
        if (Long.bitCount(hashes[thing] ^ hashes[other]) <= MAX_DISTANCE) {
          union(group, thing, other);
        }
      }
      next[thing] = heads[band];
      heads[band] = thing;
    }
  }

  private static void union(int[] group, int a, int b) {
    int one = find(group, a);
    int other = find(group, b);
    group[Math.max(one, other)] = Math.min(one, other);
  }

  private static int find(int[] group, int thing) {
    int root = thing;
    while (group[root] != root) {
      root = group[root];
    }
    while (group[thing] != root) {
      int above = group[thing];
      group[thing] = root;
      thing = above;
    }
    return root;
  }
}

package io.assay.validation;

import io.assay.validation.features.NearDuplicates;
import io.assay.validation.gpu.Engine;
import io.assay.validation.gpu.NearPairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * Comparing all pairs is for a GPU; a CPU takes those that share a band, whose number grows hardly faster than the items.
 * Pairs are asked of the engine among distinct hashes only: a content repeated a thousand times would be half a
 * million pairs. Where there are more pairs than there is room for, the groups are found on the CPU. Either way they
 * are the same groups.
 */
/** Groups of near-duplicates in sets of any size. */
final class NearGroups {
  /** Hashes from which comparing all pairs on an engine is worth the way there. */
  static final int MIN_HASHES = 100_000;

  private static final int ROOM = 1 << 24;

  private final Engine engine;
  private final int least;

  NearGroups(Engine engine) {
    this(engine, MIN_HASHES);
  }

  /**
   * Groups with a bound of one's own.
   *
   * @param least hashes from which the engine is asked
   */
  NearGroups(Engine engine, int least) {
    this.engine = engine;
    this.least = least;
  }

  /** As {@link NearDuplicates#groups} has them. */
  int[] of(long[] hashes) {
    if (hashes.length < least || !engine.onGpu()) {
      return NearDuplicates.groups(hashes);
    }
    Map<Long, Integer> firstOf = new HashMap<>();
    List<Integer> firsts = new ArrayList<>();
    int[] group = new int[hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      Integer first = firstOf.putIfAbsent(hashes[i], i);
      group[i] = first == null ? i : first;
      if (first == null) {
        firsts.add(i);
      }
    }
    long[] distinct = firsts.stream().mapToLong(i -> hashes[i]).toArray();
    NearPairs pairs = engine.hammingPairs(distinct, NearDuplicates.MAX_DISTANCE, ROOM).result();
    if (!pairs.complete()) {
      return NearDuplicates.groups(hashes);
    }
    for (int p = 0; p < pairs.size(); p++) {
      union(group, firsts.get(pairs.first(p)), firsts.get(pairs.second(p)));
    }
    Arrays.setAll(group, i -> find(group, i));
    return group;
  }

  private static void union(int[] group, int a, int b) {
    int one = find(group, a);
    int other = find(group, b);
    group[Math.max(one, other)] = Math.min(one, other);
  }

  private static int find(int[] group, int thing) {
    int at = thing;
    while (group[at] != at) {
      group[at] = group[group[at]];
      at = group[at];
    }
    return at;
  }
}

package io.assay.simulation.attacks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Samples without repetition. */
final class Draws {
  private Draws() {}

  /** So many different numbers below a bound, in random order. */
  static int[] some(int bound, int count, SplittableRandom random) {
    int[] all = new int[bound];
    Arrays.setAll(all, i -> i);
    return some(all, count, random);
  }

  /** So many of the numbers, or all of them, in random order. */
  static int[] some(int[] from, int count, SplittableRandom random) {
    int[] all = from.clone();
    int taken = Math.min(count, all.length);
    for (int i = 0; i < taken; i++) {
      int j = i + random.nextInt(all.length - i);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    return Arrays.copyOf(all, taken);
  }
}

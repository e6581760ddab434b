package io.assay.simulation.attacks;

/**
 * Random numbers that are a function of a seed and of what they are for, so that the answer of an
 * account to a task is the same whenever it is asked for and whoever was asked before.
 */
final class Coins {
  private static final long ODD = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private final long seed;

  Coins(long seed) {
    this.seed = seed;
  }

  /** Coins for another purpose, that have nothing to do with these. */
  Coins of(long purpose) {
    return new Coins(mix(seed + mix(purpose + ODD)));
  }

  /** A number in [0, 1) for a pair of numbers. */
  double unit(long first, long second) {
    return (bits(first, second) >>> 11) * UNIT;
  }

  /** A number in [0, bound) for a pair of numbers. */
  int below(int bound, long first, long second) {
    return (int) (unit(first, second) * bound);
  }

  private long bits(long first, long second) {
    return mix(mix(seed + ODD * (first + 1)) + ODD * (second + 1));
  }

  /** The finaliser of SplittableRandom (Steele, Lea and Flood, 2014). */
  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package io.assay.fraud.copying;

import java.util.Arrays;

/*
 * Open addressing with linear probing on the pair as one long, at most three quarters full. The value
 * is minus the number of common items while they are few, and then the place of the running logs: 12
 * bytes a slot, so 16 to 32 bytes a pair that ever shared an item, and 80 more once there is something
 * to say of it. A pair with few common items is nothing but its count.
 */
/** What runs along by pair of labelers: common items, and the logs of their odds. */
final class PairTable {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long EMPTY = -1;
  private static final int LABELER_BITS = 32;

  private long[] keys = new long[1 << 6];
  private int[] values = new int[1 << 6];
  private int bits = 6;
  private int size;

  private long[] pairs = new long[16];
  private double[] logs = new double[16 * CopyOdds.SIZE];
  private double[] logEValues = new double[16];
  private int running;

  PairTable() {
    Arrays.fill(keys, EMPTY);
  }

  private static long key(int a, int b) {
    return ((long) Math.min(a, b) << LABELER_BITS) | Math.max(a, b);
  }

  private int slot(long key) {
    int slot = (int) ((key * MULTIPLIER) >>> (Long.SIZE - bits));
    while (keys[slot] != key && keys[slot] != EMPTY) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  /**
   * Counts a common item of a pair that has no logs yet.
   *
   * @return the place of the logs where the pair has them, else minus its common items
   */
  int count(int a, int b) {
    long key = key(a, b);
    int slot = slot(key);
    if (keys[slot] == EMPTY) {
      if (4L * (size + 1) > 3L * keys.length) {
        widen();
        slot = slot(key);
      }
      keys[slot] = key;
      size++;
    }
    if (values[slot] < 1) {
      values[slot]--;
      return values[slot];
    }
    return values[slot] - 1;
  }

  private void widen() {
    long[] keysBefore = keys;
    int[] valuesBefore = values;
    bits++;
    keys = new long[1 << bits];
    values = new int[1 << bits];
    Arrays.fill(keys, EMPTY);
    for (int i = 0; i < keysBefore.length; i++) {
      if (keysBefore[i] != EMPTY) {
        int slot = slot(keysBefore[i]);
        keys[slot] = keysBefore[i];
        values[slot] = valuesBefore[i];
      }
    }
  }

  /** Starts the logs of a pair that was counted. */
  void start(int a, int b, CopyOdds odds) {
    if (running == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * running);
      logs = Arrays.copyOf(logs, 2 * logs.length);
      logEValues = Arrays.copyOf(logEValues, 2 * running);
    }
    long key = key(a, b);
    values[slot(key)] = running + 1;
    pairs[running] = key;
    odds.logs(logs, running * CopyOdds.SIZE);
    refresh(running++);
  }

  /** What a common answer adds, the labeler with the smaller number named a. */
  void observe(int place, boolean agree, double ofB, double ofA) {
    CopyOdds.observe(logs, place * CopyOdds.SIZE, agree, ofB, ofA);
    refresh(place);
  }

  private void refresh(int place) {
    logEValues[place] = CopyOdds.logMean(logs, place * CopyOdds.SIZE, CopyOdds.SIZE);
  }

  /** How many pairs have logs. */
  int running() {
    return running;
  }

  MeasuredPairs measured() {
    MeasuredPairs all = new MeasuredPairs();
    for (int i = 0; i < running; i++) {
      all.add((int) (pairs[i] >>> LABELER_BITS), (int) pairs[i], logEValues[i]);
    }
    return all;
  }
}

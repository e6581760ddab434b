package io.assay.consensus.answers;

import java.util.Arrays;
import java.util.Comparator;

/*
 * Names of a crowd mostly share their beginning and differ in the few characters after it. Those
 * characters, as many as 64 bits hold, are the key of a name; the keys are sorted by counting, from
 * the last byte to the first, and only names with the same key are compared as a whole.
 */
/** The natural order of many different names, that of {@link String#compareTo}. */
final class NameOrder {
  private static final int KEY_BITS = 64;
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private final String[] names;
  private final long[] keys;
  private int[] order;

  private NameOrder(String[] names) {
    this.names = names;
    this.keys = new long[names.length];
    this.order = new int[names.length];
    Arrays.setAll(order, i -> i);
  }

  /** The indexes of the names in the order of the names. */
  static int[] of(String[] names) {
    NameOrder order = new NameOrder(names);
    if (names.length > 1) {
      order.makeKeys();
      order.sortKeys();
      order.sortTies();
    }
    return order.order;
  }

  private void makeKeys() {
    int shared = names[0].length();
    int used = 0;
    for (int i = 0; i < keys.length; i++) {
      String name = names[i];
      int same = 0;
      while (same < shared && same < name.length() && name.charAt(same) == names[0].charAt(same)) {
        same++;
      }
      shared = same;
      for (int c = 0; c < name.length(); c++) {
        used |= name.charAt(c);
      }
    }
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(used));
    int length = KEY_BITS / bits;
    for (int i = 0; i < keys.length; i++) {
      String name = names[i];
      long key = 0;
      for (int c = shared; c < shared + length; c++) {
        key = key << bits | (c < name.length() ? name.charAt(c) : 0);
      }
      keys[i] = key;
    }
  }

  private void sortKeys() {
    long differing = 0;
    for (long key : keys) {
      differing |= key ^ keys[0];
    }
    int[] sorted = new int[order.length];
    for (int shift = 0; shift < KEY_BITS; shift += DIGIT_BITS) {
      if ((differing >>> shift & (DIGITS - 1)) != 0) {
        int[] next = new int[DIGITS + 1];
        for (long key : keys) {
          next[(int) (key >>> shift & (DIGITS - 1)) + 1]++;
        }
        AnswerRows.accumulate(next);
        for (int number : order) {
          sorted[next[(int) (keys[number] >>> shift & (DIGITS - 1))]++] = number;
        }
        int[] swap = order;
        order = sorted;
        sorted = swap;
      }
    }
  }

  private void sortTies() {
    int from = 0;
    for (int i = 1; i <= order.length; i++) {
      if (i == order.length || keys[order[i]] != keys[order[from]]) {
        if (i - from > 1) {
          sortRange(from, i);
        }
        from = i;
      }
    }
  }

  private void sortRange(int from, int to) {
    Integer[] range = new Integer[to - from];
    Arrays.setAll(range, i -> order[from + i]);
    Arrays.parallelSort(range, Comparator.comparing(number -> names[number]));
    for (int i = from; i < to; i++) {
      order[i] = range[i - from];
    }
  }
}

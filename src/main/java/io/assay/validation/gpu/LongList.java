package io.assay.validation.gpu;

import java.util.Arrays;

/** A list of numbers without objects. */
final class LongList {
  private static final int FIRST = 16;

  private long[] value = new long[FIRST];
  private int size;

  void add(long one) {
    if (size == value.length) {
      value = Arrays.copyOf(value, Math.multiplyExact(size, 2));
    }
    value[size++] = one;
  }

  void addAll(LongList other) {
    for (int i = 0; i < other.size; i++) {
      add(other.value[i]);
    }
  }

  long[] toArray() {
    return Arrays.copyOf(value, size);
  }
}

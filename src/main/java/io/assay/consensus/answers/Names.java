package io.assay.consensus.answers;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Names numbered from 0 in the order in which they are first seen.
 *
 * <p>A name is looked up from a piece of a buffer by open addressing, and costs no object. The hash
 * has a secret start, so that no file can be made whose names all collide; it decides where a name
 * is kept, never its number.
 */
public final class Names {
  private static final long SEED = new SplittableRandom().nextLong();
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int HASH_BITS = 32;
  private static final long NUMBER = (1L << HASH_BITS) - 1;

  /** The characters of all names, one after the other, and where each name begins. */
  private char[] characters = new char[1 << 8];

  private int[] starts = new int[1 << 5];

  /** Hash and number plus one, 0 where nothing is kept; at most half full. */
  private long[] slots = new long[1 << 6];

  private int bits = 6;
  private int size;

  /** Names in their natural order, and the place there of the name of each number. */
  @SuppressWarnings("ArrayRecordComponent") // It never leaves this class.
  record Sorted(List<String> names, int[] places) {}

  Names() {}

  /**
   * Returns the number of the name in a piece of a buffer.
   *
   * @throws IllegalArgumentException when the names are more than can be held
   */
  public int number(char[] buffer, int from, int length) {
    long state = SEED;
    for (int i = from; i < from + length; i++) {
      state = (state ^ buffer[i]) * MULTIPLIER;
    }
    long hash = state & ~NUMBER;
    int slot = (int) (hash >>> (Long.SIZE - bits));
    for (long kept = slots[slot]; kept != 0; kept = slots[slot]) {
      int number = (int) (kept & NUMBER) - 1;
      if ((kept & ~NUMBER) == hash && isName(number, buffer, from, length)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = hash | (size + 1);
    return add(buffer, from, length);
  }

  /** Returns the number of the name. */
  public int number(String name) {
    return number(name.toCharArray(), 0, name.length());
  }

  /** Returns how many different names were seen. */
  public int size() {
    return size;
  }

  /** Returns the name with this number. */
  public String name(int number) {
    return new String(characters, starts[number], starts[number + 1] - starts[number]);
  }

  Sorted sorted() {
    String[] names = new String[size];
    Arrays.setAll(names, this::name);
    int[] order = NameOrder.of(names);
    String[] sorted = new String[size];
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = names[order[i]];
      places[order[i]] = i;
    }
    return new Sorted(Collections.unmodifiableList(Arrays.asList(sorted)), places);
  }

  private boolean isName(int number, char[] buffer, int from, int length) {
    return Arrays.equals(
        characters, starts[number], starts[number + 1], buffer, from, from + length);
  }

  private int add(char[] buffer, int from, int length) {
    int start = starts[size];
    if (length > Integer.MAX_VALUE - start - 8) {
      throw new IllegalArgumentException("the names are too long together");
    }
    if (start + length > characters.length) {
      characters = Arrays.copyOf(characters, larger(start + length));
    }
    System.arraycopy(buffer, from, characters, start, length);
    size++;
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, larger(size + 1));
    }
    starts[size] = start + length;
    if (size > slots.length / 2) {
      widen();
    }
    return size - 1;
  }

  private static int larger(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, (long) needed + (needed >> 1));
  }

  private void widen() {
    bits++;
    long[] before = slots;
    slots = new long[1 << bits];
    for (long kept : before) {
      if (kept != 0) {
        int slot = (int) (kept >>> (Long.SIZE - bits));
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = kept;
      }
    }
  }
}

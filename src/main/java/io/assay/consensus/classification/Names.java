package io.assay.consensus.classification;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Names numbered from 0 in the order in which they are first seen.
 *
 * <p>A name seen before costs no object: it is looked up from a piece of a buffer by open
 * addressing. The hash has a secret start, so that no file can be made whose names all collide; it
 * decides where a name is kept, never its number.
 */
public final class Names {
  private static final long SEED = new SplittableRandom().nextLong();
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int FIRST_BITS = 6;

  private String[] names = new String[1 << (FIRST_BITS - 1)];
  private int[] hashes = new int[names.length];
  private int bits = FIRST_BITS;

  /** Numbers plus one, 0 where nothing is kept; at most half full. */
  private int[] slots = new int[1 << FIRST_BITS];

  private int size;

  /** Names in their natural order, and the place there of the name of each number. */
  record Sorted(List<String> names, int[] places) {}

  Names() {}

  /** Returns the number of the name in a piece of a buffer. */
  public int number(char[] buffer, int from, int length) {
    long state = SEED;
    for (int i = from; i < from + length; i++) {
      state = (state ^ buffer[i]) * MULTIPLIER;
    }
    int hash = (int) (state >>> 32);
    int slot = hash >>> (32 - bits);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && same(names[number], buffer, from, length)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(new String(buffer, from, length), hash, slot);
  }

  /** Returns the number of the name. */
  public int number(String name) {
    int hash = hash(name);
    int slot = hash >>> (32 - bits);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && names[number].equals(name)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(name, hash, slot);
  }

  /** Returns how many different names were seen. */
  public int size() {
    return size;
  }

  /** Returns the name with this number. */
  public String name(int number) {
    return names[number];
  }

  Sorted sorted() {
    int[] order = NameOrder.of(names, size);
    String[] sorted = new String[size];
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = names[order[i]];
      places[order[i]] = i;
    }
    return new Sorted(Collections.unmodifiableList(Arrays.asList(sorted)), places);
  }

  private static int hash(String name) {
    long state = SEED;
    for (int i = 0; i < name.length(); i++) {
      state = (state ^ name.charAt(i)) * MULTIPLIER;
    }
    return (int) (state >>> 32);
  }

  private static boolean same(String name, char[] buffer, int from, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != buffer[from + i]) {
        return false;
      }
    }
    return true;
  }

  private int add(String name, int hash, int slot) {
    if (size == names.length) {
      int capacity = size + (size >> 1);
      names = Arrays.copyOf(names, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
    }
    names[size] = name;
    hashes[size] = hash;
    slots[slot] = ++size;
    if (size > slots.length / 2) {
      widen();
    }
    return size - 1;
  }

  private void widen() {
    bits++;
    slots = new int[1 << bits];
    for (int number = 0; number < size; number++) {
      int slot = hashes[number] >>> (32 - bits);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number + 1;
    }
  }
}

package io.assay.validation.features;

import java.text.Normalizer;
import java.util.Arrays;

/*
 * No text is cut into strings: words and runs of characters are hashed as their characters go by. A
 * feature is its column times two plus its sign, in one int; a radix sort by column brings equal
 * ones together.
 */
/** The hashed features of one text at a time, one for each time they occur. Not thread-safe. */
final class TextFeatures {
  private static final int COLUMN_MASK = TextEncoder.COLUMNS - 1;
  private static final int WORD_SEED = 0x2545F491;
  private static final int PAIR_SEED = 0x1B873593;
  private static final int THREE_SEED = 0x27D4EB2F;
  private static final int FOUR_SEED = 0x165667B1;
  private static final int MULTIPLIER = 0x01000193;

  private static final int FIRST = 0x9E3779B1;
  private static final int SECOND = 0x85EBCA77;
  private static final int THIRD = 0xC2B2AE3D;
  private static final int FOURTH = 0x2C1B3C6D;

  private static final int RUN_LENGTHS = 2;

  /** Code units of a text that are read. */
  static final int MAX_TEXT_LENGTH = 20_000;

  /** At most as many features as these times the characters. */
  static final int PER_CHARACTER = 2;

  private static final int DIGIT_BITS = TextEncoder.BITS / 2;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int DIGIT_MASK = DIGITS - 1;
  private static final int HIGH_SHIFT = 1 + DIGIT_BITS;
  private static final int FEW = 48;
  private static final int SHARP_S = 'ß';

  private int[] code = new int[1 << 10];
  private int[] other = new int[1 << 10];
  private int count;
  private final int[] low = new int[DIGITS];
  private final int[] high = new int[DIGITS];

  /** The word being read in places 1 to length, and room for its two ends. */
  private final int[] word = new int[2 * MAX_TEXT_LENGTH + 2];

  /** Reads a text and returns how many features it has. */
  int read(String text) {
    count = 0;
    String normal = normal(text);
    int before = 0;
    int length = 0;
    for (int i = 0; i < normal.length(); ) {
      int point = normal.charAt(i++);
      if (Character.isSurrogate((char) point)) {
        point = normal.codePointAt(i - 1);
        i += Character.charCount(point) - 1;
      }
      byte kind = Characters.kind(point);
      if (kind == Characters.IN_WORD) {
        word[++length] = Characters.folded(point);
        if (point == SHARP_S) {
          word[length] = 's';
          word[++length] = 's';
        }
      } else if (kind != Characters.IGNORED) {
        if (length > 0) {
          before = endWord(before, length);
          length = 0;
        }
        if (kind == Characters.ALONE) {
          word[1] = Characters.folded(point);
          before = endWord(before, 1);
        }
      }
    }
    if (length > 0) {
      endWord(before, length);
    }
    return count;
  }

  /** The features by ascending column; good until the next text is read. */
  int[] sorted() {
    if (count < FEW) {
      Arrays.sort(code, 0, count);
      return code;
    }
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
    for (int i = 0; i < count; i++) {
      low[code[i] >>> 1 & DIGIT_MASK]++;
      high[code[i] >>> HIGH_SHIFT]++;
    }
    toEnds(low);
    toEnds(high);
    for (int i = count - 1; i >= 0; i--) {
      other[--low[code[i] >>> 1 & DIGIT_MASK]] = code[i];
    }
    for (int i = count - 1; i >= 0; i--) {
      code[--high[other[i] >>> HIGH_SHIFT]] = other[i];
    }
    return code;
  }

  private static void toEnds(int[] counts) {
    int end = 0;
    for (int i = 0; i < counts.length; i++) {
      end += counts[i];
      counts[i] = end;
    }
  }

  private static String normal(String text) {
    String limited = limited(text);
    for (int i = 0; i < limited.length(); i++) {
      if (limited.charAt(i) >= 0x80) {
        return limited(Normalizer.normalize(limited, Normalizer.Form.NFKC));
      }
    }
    return limited;
  }

  private static String limited(String text) {
    return text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) : text;
  }

  /** Takes the word in places 1 to length; returns its hash. */
  private int endWord(int before, int length) {
    int runs = RUN_LENGTHS * length;
    if (count + runs + 2 > code.length) {
      code = Arrays.copyOf(code, 2 * code.length + runs + 2);
      other = new int[code.length];
    }
    int hash = WORD_SEED;
    for (int i = 1; i <= length; i++) {
      hash = step(hash, word[i]);
    }
    code[count++] = feature(hash);
    code[count++] = feature(step(step(PAIR_SEED, before), hash));
    if (length > 1) {
      word[0] = '<';
      word[length + 1] = '>';
      putRuns(length + 2);
    }
    return hash;
  }

  /** Runs of three and of four characters. */
  private void putRuns(int length) {
    int[] to = code;
    int at = count;
    for (int start = 0; start + 2 < length; start++) {
      int three = FIRST * word[start] + SECOND * word[start + 1] + THIRD * word[start + 2];
      to[at++] = feature(three + THREE_SEED);
      if (start + 3 < length) {
        to[at++] = feature(three + FOURTH * word[start + 3] + FOUR_SEED);
      }
    }
    count = at;
  }

  private static int step(int hash, int value) {
    int mixed = (hash ^ value) * MULTIPLIER;
    return mixed ^ (mixed >>> 15);
  }

  /** Mixes with the finaliser of MurmurHash3, so that all bits depend on all. */
  private static int feature(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    mixed ^= mixed >>> 16;
    return (mixed & COLUMN_MASK) << 1 | mixed >>> 31;
  }
}

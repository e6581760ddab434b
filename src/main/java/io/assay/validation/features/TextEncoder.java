package io.assay.validation.features;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/*
 * No text is cut into strings: words and runs of characters are hashed as their code points go by. A
 * feature is kept as its column times two plus its sign in one int; sorting these brings equal
 * columns together. Rows belong to blocks cut by the number of texts alone, so the bits do not depend
 * on threads.
 */
/**
 * Encodes texts as hashed n-grams: words and pairs of neighbouring words, and runs of characters
 * within a word with its two ends marked, which carry spelling and inflection; in scripts written
 * without spaces every character stands for a word, so that pairs of characters are pairs of words.
 * Signed hashing into 2^{@value #BITS} columns (Weinberger et al., 2009), the square root of the
 * counts, then scaled to length 1. Texts are normalised (NFKC) and in lower case; the same text
 * gives the same row on every machine.
 */
public final class TextEncoder {
  /** Name and version: kept with every model that was trained on its features. */
  public static final String NAME = "hashed words 2";

  public static final int BITS = 18;
  public static final int COLUMNS = 1 << BITS;

  private static final int MIN_RUN = 3;
  private static final int MAX_RUN = 5;
  private static final int MAX_TEXT_LENGTH = 20_000;
  private static final int BLOCK = 256;

  private static final int WORD_SEED = 0x2545F491;
  private static final int PAIR_SEED = 0x1B873593;
  private static final int RUN_SEED = 0x27D4EB2F;

  private TextEncoder() {}

  /** One row a text, in their order; a text without letters or digits is an empty row. */
  public static SparseMatrix encode(List<String> texts) {
    int blocks = (texts.size() + BLOCK - 1) / BLOCK;
    List<Rows> encoded =
        IntStream.range(0, blocks)
            .parallel()
            .mapToObj(
                block ->
                    rows(texts.subList(block * BLOCK, Math.min(texts.size(), (block + 1) * BLOCK))))
            .toList();
    int all = encoded.stream().mapToInt(rows -> rows.size).sum();
    int[] start = new int[texts.size() + 1];
    int[] index = new int[all];
    float[] value = new float[all];
    int row = 0;
    int at = 0;
    for (Rows rows : encoded) {
      System.arraycopy(rows.index, 0, index, at, rows.size);
      System.arraycopy(rows.value, 0, value, at, rows.size);
      for (int end : rows.ends) {
        start[++row] = at + end;
      }
      at += rows.size;
    }
    return new SparseMatrix(COLUMNS, start, index, value);
  }

  private static Rows rows(List<String> texts) {
    Rows rows = new Rows(texts.size());
    Features features = new Features();
    for (int i = 0; i < texts.size(); i++) {
      features.read(texts.get(i));
      rows.add(features, i);
    }
    return rows;
  }

  /** Finished rows of one block. */
  private static final class Rows {
    final int[] ends;
    int[] index = new int[1 << 14];
    float[] value = new float[1 << 14];
    int size;

    Rows(int rows) {
      ends = new int[rows];
    }

    /** Adds the features: equal columns are one, their signs added up. */
    void add(Features features, int row) {
      int count = features.sorted();
      if (size + count > index.length) {
        int larger = Math.max(size + count, 2 * index.length);
        index = Arrays.copyOf(index, larger);
        value = Arrays.copyOf(value, larger);
      }
      int first = size;
      double squares = 0;
      for (int i = 0; i < count; ) {
        int column = features.code[i] >>> 1;
        int sum = 0;
        for (; i < count && features.code[i] >>> 1 == column; i++) {
          sum += 1 - 2 * (features.code[i] & 1);
        }
        if (sum != 0) {
          index[size] = column;
          value[size++] = (float) (Math.signum(sum) * Math.sqrt(Math.abs(sum)));
          squares += Math.abs(sum);
        }
      }
      float scale = (float) (1 / Math.sqrt(Math.max(1, squares)));
      for (int i = first; i < size; i++) {
        value[i] *= scale;
      }
      ends[row] = size;
    }
  }

  /** Features of one text, unsorted while it is read. */
  private static final class Features {
    int[] code = new int[1 << 10];
    private int count;
    private final int[] word = new int[MAX_TEXT_LENGTH + 2];

    int sorted() {
      Arrays.sort(code, 0, count);
      return count;
    }

    void read(String text) {
      count = 0;
      String normal = normal(text);
      int before = 0;
      int length = 0;
      for (int i = 0; i < normal.length(); ) {
        int point = normal.codePointAt(i);
        i += Character.charCount(point);
        boolean alone = standsAlone(point);
        if (length > 0 && (alone || !Character.isLetterOrDigit(point))) {
          before = endWord(before, length);
          length = 0;
        }
        if (alone) {
          word[1] = point;
          before = endWord(before, 1);
        } else if (Character.isLetterOrDigit(point)) {
          word[1 + length++] = point;
        }
      }
      if (length > 0) {
        endWord(before, length);
      }
    }

    private static String normal(String text) {
      String limited = text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) : text;
      for (int i = 0; i < limited.length(); i++) {
        if (limited.charAt(i) >= 0x80) {
          String normal = Normalizer.normalize(limited, Normalizer.Form.NFKC);
          String lower = normal.toLowerCase(Locale.ROOT);
          return lower.length() > MAX_TEXT_LENGTH ? lower.substring(0, MAX_TEXT_LENGTH) : lower;
        }
      }
      return limited.toLowerCase(Locale.ROOT);
    }

    /** Whether the character's script is written without spaces. */
    private static boolean standsAlone(int point) {
      if (point < 0x0E00) {
        return false;
      }
      return switch (Character.UnicodeScript.of(point)) {
        case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN ->
            Character.isLetterOrDigit(point);
        default -> false;
      };
    }

    /** Takes the word in places 1 to length; returns its hash. */
    private int endWord(int before, int length) {
      int hash = WORD_SEED;
      for (int i = 1; i <= length; i++) {
        hash = step(hash, word[i]);
      }
      put(hash);
      put(step(step(PAIR_SEED, before), hash));
      word[0] = '<';
      word[length + 1] = '>';
      for (int start = 0; start <= length && length > 1; start++) {
        int run = RUN_SEED;
        for (int end = start; end <= length + 1 && end - start < MAX_RUN; end++) {
          run = step(run, word[end]);
          if (end - start + 1 >= MIN_RUN) {
            put(run);
          }
        }
      }
      return hash;
    }

    private static int step(int hash, int value) {
      int mixed = (hash ^ value) * 0x01000193;
      return mixed ^ (mixed >>> 15);
    }

    /** Mixes at the end with the finaliser of MurmurHash3, so that all bits depend on all. */
    private void put(int hash) {
      int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
      mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
      mixed ^= mixed >>> 16;
      if (count == code.length) {
        code = Arrays.copyOf(code, 2 * count);
      }
      code[count++] = (mixed & (COLUMNS - 1)) << 1 | mixed >>> 31;
    }
  }
}

package io.assay.validation.features;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/*
 * Rows belong to blocks cut by the number of texts alone, so the bits do not depend on threads.
 */
/**
 * Encodes texts as hashed n-grams: words and pairs of neighbouring words, and runs of characters
 * within a word with its two ends marked, which carry spelling and inflection; in scripts written
 * without spaces every character stands for a word, so that pairs of characters are pairs of words.
 * Signed hashing into 2^{@value #BITS} columns (Weinberger et al., 2009), the square root of the
 * counts, then scaled to length 1. Texts are normalised (NFKC) and their case folded; the same text
 * gives the same row on every machine.
 */
public final class TextEncoder implements Encoder.OfTexts {
  /** Name and version: kept with every model that was trained on its features. */
  private static final String VERSION = "3";

  public static final int BITS = 18;
  public static final int COLUMNS = 1 << BITS;

  private static final int BLOCK = 256;

  private static final int SUM_BITS = Integer.SIZE - BITS;
  private static final int SUM_MASK = (1 << SUM_BITS) - 1;
  private static final int MAX_SUM = SUM_MASK / 2;

  /** Roots of small sums with their signs, that of 0 in the middle. */
  private static final double[] ROOTS = new double[1 << 6];

  static {
    for (int i = 0; i < ROOTS.length; i++) {
      int sum = i - ROOTS.length / 2;
      ROOTS[i] = Math.signum(sum) * Math.sqrt(Math.abs(sum));
    }
  }

  @Override
  public String name() {
    return "hashed words";
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public int dimension() {
    return COLUMNS;
  }

  @Override
  public String strength() {
    return "Fair: it knows words and spelling, learns which of them go with which label, and needs"
        + " some hundred items for it; it does not understand sentences.";
  }

  @Override
  public SparseMatrix features(List<String> texts) {
    return encode(texts);
  }

  /** One row a text, in their order; a text without letters, digits or symbols is an empty row. */
  public static SparseMatrix encode(List<String> texts) {
    int count = (texts.size() + BLOCK - 1) / BLOCK;
    List<Rows> blocks =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(
                block ->
                    rows(texts.subList(block * BLOCK, Math.min(texts.size(), (block + 1) * BLOCK))))
            .toList();
    int[] blockStart = new int[count + 1];
    for (int block = 0; block < count; block++) {
      blockStart[block + 1] = Math.addExact(blockStart[block], blocks.get(block).size);
    }
    int[] start = new int[texts.size() + 1];
    int[] index = new int[blockStart[count]];
    float[] value = new float[blockStart[count]];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            block -> {
              Rows rows = blocks.get(block);
              for (int row = 0; row < rows.end.length; row++) {
                start[block * BLOCK + row + 1] = blockStart[block] + rows.end[row];
              }
              rows.unpack(index, value, blockStart[block]);
            });
    return new SparseMatrix(COLUMNS, start, index, value);
  }

  private static Rows rows(List<String> texts) {
    int characters = 0;
    for (String text : texts) {
      characters += Math.min(text.length(), TextFeatures.MAX_TEXT_LENGTH);
    }
    Rows rows = new Rows(texts.size(), characters * TextFeatures.PER_CHARACTER);
    TextFeatures features = new TextFeatures();
    for (int row = 0; row < texts.size(); row++) {
      rows.add(features.read(texts.get(row)), features.sorted(), row);
    }
    return rows;
  }

  /**
   * Rows of one block, each value with its column in one int: the signs added up in the low bits.
   */
  private static final class Rows {
    final int[] end;
    final int[] squares;
    int[] packed;
    int size;

    Rows(int rows, int room) {
      end = new int[rows];
      squares = new int[rows];
      packed = new int[room];
    }

    /** Adds the features: equal columns are one, their signs added up. */
    void add(int count, int[] sorted, int row) {
      if (size + count > packed.length) {
        packed = Arrays.copyOf(packed, Math.max(size + count, 2 * packed.length));
      }
      int length = 0;
      int at = size;
      for (int i = 0; i < count; ) {
        int column = sorted[i] >>> 1;
        int sum = 0;
        do {
          sum += 1 - 2 * (sorted[i++] & 1);
        } while (i < count && sorted[i] >>> 1 == column);
        if (sum != 0) {
          int limited = Math.max(-MAX_SUM, Math.min(MAX_SUM, sum));
          packed[at++] = column << SUM_BITS | (limited & SUM_MASK);
          length += Math.abs(limited);
        }
      }
      size = at;
      squares[row] = length;
      end[row] = at;
    }

    /** Writes columns and values from a place on, every row scaled to length 1. */
    void unpack(int[] index, float[] value, int to) {
      int at = 0;
      for (int row = 0; row < end.length; row++) {
        double scale = 1 / Math.sqrt(Math.max(1, squares[row]));
        for (; at < end[row]; at++) {
          int sum = packed[at] << BITS >> BITS;
          index[to + at] = packed[at] >>> SUM_BITS;
          value[to + at] = (float) (root(sum) * scale);
        }
      }
    }

    /** The square root of a sum, with its sign. */
    private static double root(int sum) {
      return Math.abs(sum) < ROOTS.length / 2
          ? ROOTS[sum + ROOTS.length / 2]
          : Math.signum(sum) * Math.sqrt(Math.abs(sum));
    }
  }
}

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
  public static final String NAME = "hashed words " + TextEncoder.VERSION;

  private static final String VERSION = "3";

  public static final int BITS = 18;
  public static final int COLUMNS = 1 << BITS;

  private static final int BLOCK = 256;

  /** Room taken beforehand; what needs more grows. */
  private static final int FEATURES_PER_CHARACTER = 2;

  private static final int MAX_ROOM = 1 << 18;

  @Override
  public String name() {
    return NAME;
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
    int characters = texts.stream().mapToInt(String::length).sum();
    Rows rows = new Rows(texts.size(), Math.min(characters, MAX_ROOM) * FEATURES_PER_CHARACTER);
    TextFeatures features = new TextFeatures();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(features.read(texts.get(i)), features.sorted(), i);
    }
    return rows;
  }

  /** Finished rows of one block. */
  private static final class Rows {
    final int[] ends;
    int[] index;
    float[] value;
    int size;

    Rows(int rows, int room) {
      ends = new int[rows];
      index = new int[room];
      value = new float[room];
    }

    /** Adds the features: equal columns are one, their signs added up. */
    void add(int count, int[] sorted, int row) {
      if (size + count > index.length) {
        int larger = Math.max(size + count, 2 * index.length);
        index = Arrays.copyOf(index, larger);
        value = Arrays.copyOf(value, larger);
      }
      int first = size;
      int squares = 0;
      for (int i = 0; i < count; ) {
        int column = sorted[i] >>> 1;
        int sum = 0;
        do {
          sum += 1 - 2 * (sorted[i++] & 1);
        } while (i < count && sorted[i] >>> 1 == column);
        if (sum != 0) {
          index[size] = column;
          value[size++] = sum;
          squares += Math.abs(sum);
        }
      }
      scale(first, 1 / Math.sqrt(Math.max(1, squares)));
      ends[row] = size;
    }

    private void scale(int first, double scale) {
      float one = (float) scale;
      for (int i = first; i < size; i++) {
        float sum = value[i];
        value[i] =
            Math.abs(sum) == 1
                ? sum * one
                : (float) (Math.signum(sum) * Math.sqrt(Math.abs(sum)) * scale);
      }
    }
  }
}

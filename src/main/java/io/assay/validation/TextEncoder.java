package io.assay.validation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Encodes a text as hashed n-grams: words and pairs of words, and runs of 1 to 4 characters, which
 * carry languages written without spaces. Signed hashing into 2^{@value #BITS} places (Weinberger
 * et al., 2009), then scaled to length 1. The same text gives the same vector on every machine.
 */
final class TextEncoder {
  static final int BITS = 16;
  static final int DIMENSIONS = 1 << BITS;

  private static final int MIN_CHARACTERS = 1;
  private static final int MAX_CHARACTERS = 4;
  private static final int MAX_TEXT_LENGTH = 20_000;

  private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");

  private TextEncoder() {}

  static SparseVector encode(String text) {
    String limited = text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) : text;
    String normal = Normalizer.normalize(limited, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    SortedMap<Integer, Double> values = new TreeMap<>();
    String before = "";
    for (String word : SEPARATOR.splitAsStream(normal).toList()) {
      if (!word.isEmpty()) {
        put(values, "w:" + word);
        put(values, "p:" + before + " " + word);
        characters(values, word);
        before = word;
      }
    }
    return SparseVector.unit(values);
  }

  private static void characters(SortedMap<Integer, Double> values, String word) {
    int[] points = ("<" + word + ">").codePoints().toArray();
    for (int length = MIN_CHARACTERS; length <= MAX_CHARACTERS; length++) {
      for (int start = 0; start + length <= points.length; start++) {
        put(values, "c:" + new String(points, start, length));
      }
    }
  }

  private static void put(SortedMap<Integer, Double> values, String gram) {
    int hash = hash(gram);
    double sign = (hash & 0x8000_0000) == 0 ? 1 : -1;
    values.merge(hash & (DIMENSIONS - 1), sign, Double::sum);
  }

  /** FNV-1a over the UTF-16 units, mixed at the end (MurmurHash3's finaliser). */
  private static int hash(String gram) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < gram.length(); i++) {
      hash = (hash ^ gram.charAt(i)) * 0x01000193;
    }
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }
}

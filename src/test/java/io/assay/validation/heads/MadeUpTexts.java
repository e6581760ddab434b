package io.assay.validation.heads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Texts of made-up words, the n-th about as frequent as 1 / n, each somewhat more usual in some
 * classes than in others; texts are short and long.
 */
final class MadeUpTexts {
  private static final int VOCABULARY = 3000;
  private static final int FEWEST = 12;
  private static final int MOST = 48;
  private static final int FIRST_HAN = 0x4E00;
  private static final int HAN = 0x2000;

  private MadeUpTexts() {}

  /** Words of syllables with spaces between them. */
  static List<String> words(SplittableRandom random, int[] truth, double tilt) {
    TreeSet<String> known = new TreeSet<>();
    List<String> vocabulary = new ArrayList<>();
    while (vocabulary.size() < VOCABULARY) {
      StringBuilder word = new StringBuilder();
      for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
        word.append("bdfgklmnprstvz".charAt(random.nextInt(14)));
        word.append("aeiou".charAt(random.nextInt(5)));
      }
      if (known.add(word.toString())) {
        vocabulary.add(word.toString());
      }
    }
    return texts(random, truth, tilt, vocabulary, " ");
  }

  /** Words of one or two Chinese characters with nothing between them. */
  static List<String> characters(SplittableRandom random, int[] truth, double tilt) {
    TreeSet<String> known = new TreeSet<>();
    List<String> vocabulary = new ArrayList<>();
    while (vocabulary.size() < VOCABULARY) {
      StringBuilder word = new StringBuilder();
      for (int length = 1 + random.nextInt(2); length > 0; length--) {
        word.append((char) (FIRST_HAN + random.nextInt(HAN)));
      }
      if (known.add(word.toString())) {
        vocabulary.add(word.toString());
      }
    }
    return texts(random, truth, tilt, vocabulary, "");
  }

  private static List<String> texts(
      SplittableRandom random, int[] truth, double tilt, List<String> vocabulary, String between) {
    double[][] cumulative = new double[MadeUpSet.CLASSES][VOCABULARY];
    for (double[] row : cumulative) {
      double sum = 0;
      for (int w = 0; w < VOCABULARY; w++) {
        sum += Math.exp(tilt * SyntheticTexts.gaussian(random)) / (w + 10);
        row[w] = sum;
      }
    }
    List<String> texts = new ArrayList<>();
    for (int k : truth) {
      StringBuilder text = new StringBuilder();
      for (int n = FEWEST + random.nextInt(MOST - FEWEST); n > 0; n--) {
        double at = random.nextDouble() * cumulative[k][VOCABULARY - 1];
        int found = Arrays.binarySearch(cumulative[k], at);
        text.append(vocabulary.get(Math.min(VOCABULARY - 1, found < 0 ? -found - 1 : found)));
        text.append(between);
      }
      texts.add(text.toString());
    }
    return texts;
  }
}

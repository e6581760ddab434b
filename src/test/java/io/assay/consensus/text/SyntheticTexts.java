package io.assay.consensus.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Texts of a known truth, given by labelers who replace, drop and add words at their own rates. */
final class SyntheticTexts {
  private static final int WORDS = 400;

  final Map<String, String> truth = new TreeMap<>();
  final List<TextAnswer> answers = new ArrayList<>();

  SyntheticTexts(long seed, int items, double[] errorRates, int redundancy) {
    Random random = new Random(seed);
    for (int i = 0; i < items; i++) {
      List<String> words = new ArrayList<>();
      int length = 5 + random.nextInt(10);
      for (int n = 0; n < length; n++) {
        words.add(word(random));
      }
      String item = String.format(java.util.Locale.ROOT, "item%03d", i);
      truth.put(item, String.join(" ", words));
      List<Integer> labelers = new ArrayList<>();
      while (labelers.size() < redundancy) {
        int labeler = random.nextInt(errorRates.length);
        if (!labelers.contains(labeler)) {
          labelers.add(labeler);
          answers.add(
              new TextAnswer(item, "labeler" + labeler, heard(words, errorRates[labeler], random)));
        }
      }
    }
  }

  private static String word(Random random) {
    return "word" + random.nextInt(WORDS);
  }

  private static String heard(List<String> words, double rate, Random random) {
    List<String> heard = new ArrayList<>();
    for (String word : words) {
      if (random.nextDouble() >= rate) {
        heard.add(word);
        continue;
      }
      int kind = random.nextInt(4);
      if (kind <= 1) { // A mistake others make too, as of a word that sounds alike.
        heard.add(word + "s");
      } else if (kind == 3) {
        heard.add(word);
        heard.add(word(random));
      }
    }
    return heard.isEmpty() ? "nothing" : String.join(" ", heard);
  }

  /** Words to insert, delete and replace, over the words of the truth. */
  double wordErrorRate(Map<String, String> estimated) {
    double errors = 0;
    double words = 0;
    for (Map.Entry<String, String> entry : truth.entrySet()) {
      String[] right = entry.getValue().split(" ");
      errors += distance(right, estimated.getOrDefault(entry.getKey(), "").split(" "));
      words += right.length;
    }
    return errors / words;
  }

  private static int distance(String[] a, String[] b) {
    int[][] cost = new int[a.length + 1][b.length + 1];
    for (int i = 0; i <= a.length; i++) {
      for (int j = 0; j <= b.length; j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
        } else {
          int match = cost[i - 1][j - 1] + (a[i - 1].equals(b[j - 1]) ? 0 : 1);
          cost[i][j] = Math.min(match, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        }
      }
    }
    return cost[a.length][b.length];
  }
}

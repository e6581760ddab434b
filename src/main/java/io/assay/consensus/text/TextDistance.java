package io.assay.consensus.text;

import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.commons.text.similarity.SimilarityInput;

/**
 * Insertions, deletions and replacements of code points that make one text the other, divided by
 * the length of the longer: in [0, 1].
 *
 * <p>Of long texts only distances up to a bound are told apart, so that none takes forever; beyond
 * it they are 1.
 *
 * <p>Source: Levenshtein (1966).
 */
final class TextDistance {
  private static final int MAX_CELLS = 1_000_000;

  private TextDistance() {}

  static double of(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    int longer = Math.max(left.length, right.length);
    if (longer == 0) {
      return 0;
    }
    int bound = Math.min(longer, Math.max(1, MAX_CELLS / longer));
    int steps = new LevenshteinDistance(bound).apply(points(left), points(right));
    return steps < 0 ? 1 : (double) steps / longer;
  }

  private static SimilarityInput<Integer> points(int[] points) {
    return new SimilarityInput<>() {
      @Override
      public Integer at(int index) {
        return points[index];
      }

      @Override
      public int length() {
        return points.length;
      }
    };
  }
}

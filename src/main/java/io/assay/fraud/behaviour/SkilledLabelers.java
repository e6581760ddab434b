package io.assay.fraud.behaviour;

import io.assay.consensus.classification.Confusions;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How likely a labeler who works alone gives an answer: the larger of what truth and its skill
 * foretell and of how often others gave it,
 *
 * <pre>
 *   p_w(i, x) = max( sum_k q_i(k) C_w(x | k),  (n_i(x) - 1{x_wi = x} + 2 u(x)) / (n_i - 1 + 2) )
 * </pre>
 *
 * q_i the posterior of the item, C_w the labeler's confusions, n_i(x) the answers x to the item, u
 * the usual mix of answers. The first keeps experts from looking like a good model, the second
 * keeps ambiguous items from looking like copying.
 */
public final class SkilledLabelers implements ModelCopyTest.Honest {
  private static final double PSEUDO_ANSWERS = 2;

  private final SortedMap<String, SortedMap<String, String>> answersOf;
  private final Map<String, double[]> posteriors;
  private final Confusions confusions;
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
  private final Map<String, Integer> usual = new TreeMap<>();
  private int answers;

  /**
   * Prepares a crowd.
   *
   * @param answersOf label by labeler and item
   * @param posteriors by item, over the labels of the confusions in their order
   */
  public SkilledLabelers(
      SortedMap<String, SortedMap<String, String>> answersOf,
      Map<String, double[]> posteriors,
      Confusions confusions) {
    this.answersOf = answersOf;
    this.posteriors = posteriors;
    this.confusions = confusions;
    answersOf
        .values()
        .forEach(
            items ->
                items.forEach(
                    (item, label) -> {
                      counts
                          .computeIfAbsent(item, key -> new TreeMap<>())
                          .merge(label, 1, Integer::sum);
                      usual.merge(label, 1, Integer::sum);
                      answers++;
                    }));
  }

  @Override
  public double probability(String labeler, String item, String label) {
    return Math.max(bySkill(labeler, item, label), byOthers(labeler, item, label));
  }

  private double bySkill(String labeler, String item, String label) {
    double[] posterior = posteriors.get(item);
    int x = Collections.binarySearch(confusions.labels(), label);
    if (posterior == null || x < 0) {
      return 0;
    }
    double[] table = confusions.table(labeler);
    int classes = posterior.length;
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double given =
          table.length > 1
              ? table[x * classes + k]
              : x == k ? table[0] : (1 - table[0]) / (classes - 1);
      sum += posterior[k] * given;
    }
    return sum;
  }

  private double byOthers(String labeler, String item, String label) {
    Map<String, Integer> here = counts.getOrDefault(item, Map.of());
    SortedMap<String, String> own = answersOf.getOrDefault(labeler, new TreeMap<>());
    double mine = own.containsKey(item) ? 1 : 0;
    double mineSame = label.equals(own.get(item)) ? 1 : 0;
    double all = here.values().stream().mapToInt(Integer::intValue).sum() - mine;
    double mix = answers == 0 ? 0 : usual.getOrDefault(label, 0) / (double) answers;
    double same = here.getOrDefault(label, 0) - mineSame;
    return (same + PSEUDO_ANSWERS * mix) / (all + PSEUDO_ANSWERS);
  }
}

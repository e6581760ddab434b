package io.assay.fraud.behaviour;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The copy e-value (D1) of labelers against models, in the one direction that makes sense:
 *
 * <pre>
 *   E = mean_{c in .25, .5, .75, .95} prod_i [ (1 - c) + c 1{x_wi = x_Mi} / p_w(i) ]
 * </pre>
 *
 * p_w(i) the probability that the labeler, working alone, gives the model's answer: the larger of
 * what is known of its skill and the item ({@link Honest}) and of how often it gives that answer at
 * all, so that neither easy items nor favourite answers look like copying.
 */
public final class ModelCopyTest implements ModelAgreement {
  private static final double[] COPY_RATES = {.25, .5, .75, .95};
  private static final double LEAST_PROBABILITY = 1e-3;

  /** How likely a labeler who works alone gives an answer to an item. */
  public interface Honest {
    double probability(String labeler, String item, String label);
  }

  private final SortedMap<String, SortedMap<String, String>> answersOf;
  private final Map<String, Map<String, String>> modelLabels;
  private final Honest honest;

  /**
   * Prepares the test.
   *
   * @param answersOf label by labeler and item
   * @param modelLabels label by model and item
   */
  public ModelCopyTest(
      SortedMap<String, SortedMap<String, String>> answersOf,
      Map<String, Map<String, String>> modelLabels,
      Honest honest) {
    this.answersOf = answersOf;
    this.modelLabels = modelLabels;
    this.honest = honest;
  }

  @Override
  public double logEValue(String labeler, String model) {
    SortedMap<String, String> own = answersOf.getOrDefault(labeler, new TreeMap<>());
    Map<String, String> theirs = modelLabels.getOrDefault(model, Map.of());
    Map<String, Integer> usual = new TreeMap<>();
    own.values().forEach(label -> usual.merge(label, 1, Integer::sum));
    double[] sums = new double[COPY_RATES.length];
    for (Map.Entry<String, String> answer : own.entrySet()) {
      String label = theirs.get(answer.getKey());
      if (label != null) {
        double often = usual.getOrDefault(label, 0) / (double) own.size();
        double alone = honest.probability(labeler, answer.getKey(), label);
        double p = Math.min(1, Math.max(LEAST_PROBABILITY, Math.max(often, alone)));
        boolean same = label.equals(answer.getValue());
        for (int c = 0; c < sums.length; c++) {
          sums[c] += StrictMath.log(1 - COPY_RATES[c] + (same ? COPY_RATES[c] / p : 0));
        }
      }
    }
    double largest = sums[0];
    for (double sum : sums) {
      largest = Math.max(largest, sum);
    }
    double mean = 0;
    for (double sum : sums) {
      mean += StrictMath.exp(sum - largest) / sums.length;
    }
    return largest + StrictMath.log(mean);
  }
}

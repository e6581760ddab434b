package io.assay.fraud.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a labeler knows more of the items than a model's label (after arXiv 2506.06991): does it
 * agree with its peers on the same item more than on other items of the same model label z?
 *
 * <pre>
 *   s_w = mean_i [ share of peers of i who say x_wi  -  share of peers of j != i, z_j = z_i, who do ]
 * </pre>
 *
 * About 0 for one who only passes on the model's answers, above 0 for one who looks. Null model:
 * given z, the answer says nothing of the item. z-value: s_w by its deviation over {@value
 * #RESAMPLES} bootstrap samples of the items, one-sided; it acquits and never accuses.
 */
public final class OwnInformation {
  static final int RESAMPLES = 200;
  static final int FEWEST = 20;
  private static final long SEED = 6;

  /** One answer of one labeler. */
  public record Answer(String labeler, String item, String label) {}

  private final SortedMap<String, SortedMap<String, String>> answersOf = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Integer>> countsOf = new TreeMap<>();
  private final Map<String, String> modelLabels;

  /**
   * Prepares a crowd.
   *
   * @param answers of all peers, each labeler and item once; accounts of the suspect's own cluster
   *     left out
   * @param modelLabels the model's label by item
   */
  public OwnInformation(List<Answer> answers, Map<String, String> modelLabels) {
    this.modelLabels = modelLabels;
    for (Answer answer : answers) {
      if (modelLabels.containsKey(answer.item())) {
        answersOf
            .computeIfAbsent(answer.labeler(), key -> new TreeMap<>())
            .put(answer.item(), answer.label());
        countsOf
            .computeIfAbsent(answer.item(), key -> new TreeMap<>())
            .merge(answer.label(), 1, Integer::sum);
      }
    }
  }

  /** The z-value of s_w; 0 where the labeler gave fewer than 20 answers. */
  public double zValue(String labeler) {
    SortedMap<String, String> own = answersOf.getOrDefault(labeler, new TreeMap<>());
    double[] gains = gains(own);
    if (gains.length < FEWEST) {
      return 0;
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double sum = 0;
    double squares = 0;
    for (int b = 0; b < RESAMPLES; b++) {
      double mean = 0;
      for (int i = 0; i < gains.length; i++) {
        mean += gains[random.nextInt(gains.length)] / gains.length;
      }
      sum += mean;
      squares += mean * mean;
    }
    double centre = sum / RESAMPLES;
    double deviation = Math.sqrt(Math.max(0, squares / RESAMPLES - centre * centre));
    double mean = 0;
    for (double gain : gains) {
      mean += gain / gains.length;
    }
    return deviation < 1e-9 ? 0 : mean / deviation;
  }

  /** By item of the labeler: how much more its peers there agree than elsewhere in the stratum. */
  private double[] gains(SortedMap<String, String> own) {
    Map<String, SortedMap<String, String>> strata = new TreeMap<>();
    own.forEach(
        (item, label) ->
            strata
                .computeIfAbsent(modelLabels.getOrDefault(item, ""), key -> new TreeMap<>())
                .put(item, label));
    List<Double> gains = new ArrayList<>();
    for (SortedMap<String, String> stratum : strata.values()) {
      Map<String, double[]> sums = new TreeMap<>();
      for (String label : new TreeSet<>(stratum.values())) {
        double[] sum = sums.computeIfAbsent(label, key -> new double[2]);
        stratum.forEach(
            (item, mine) -> {
              double share = peerShare(mine, item, label);
              if (!Double.isNaN(share)) {
                sum[0] += share;
                sum[1]++;
              }
            });
      }
      stratum.forEach(
          (item, label) -> {
            double here = peerShare(label, item, label);
            double[] sum = sums.getOrDefault(label, new double[2]);
            if (!Double.isNaN(here) && sum[1] > 1) {
              gains.add(here - (sum[0] - here) / (sum[1] - 1));
            }
          });
    }
    return gains.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Share of the item's other labelers who say so; NaN where there are none. */
  private double peerShare(String mine, String item, String label) {
    SortedMap<String, Integer> counts = countsOf.getOrDefault(item, new TreeMap<>());
    int all = counts.values().stream().mapToInt(Integer::intValue).sum() - 1;
    int same = counts.getOrDefault(label, 0) - (label.equals(mine) ? 1 : 0);
    return all > 0 ? same / (double) all : Double.NaN;
  }
}

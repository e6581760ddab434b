package io.assay.fraud.behaviour;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Detector D6: little effort, whoever the person is.
 *
 * <p>Against known answers, {@link GoldProcess} with least accuracy {@value #LEAST_ACCURACY}.
 * Against the crowd, four statistics, each with the p-value of its rank among the labelers of the
 * same dataset who gave {@value #FEWEST} answers or more: low {@link SpammerScore}, long constant
 * run, share of rapid guesses, flat slope of time on what items take. The evidence is ln of the
 * mean of E_gold and the mean of the four e(p), at most {@value #CAP_NATS} nats.
 *
 * <p>Null model: accuracy of at least {@value #LEAST_ACCURACY} on gold, and a labeler exchangeable
 * with the crowd, under which ranks have exact p-values whatever the crowd is like; somebody is
 * always last, so ranks alone say little in a small crowd. Threshold: none that touches pay; the
 * list is ordered for training and then for blocking. Multiplicity: Benjamini and Hochberg's
 * procedure on e-values (Wang, Ramdas 2022) at 5 %, {@link #discoveries}.
 */
public final class LowEffort {
  static final double LEAST_ACCURACY = 0.6;
  static final int FEWEST = 20;
  static final double CAP_NATS = 8;

  private LowEffort() {}

  /** Evidence against each labeler of one dataset, in nats; only those above 0. */
  public static SortedMap<String, Double> nats(Collection<Effort> crowd) {
    List<Effort> enough = new ArrayList<>();
    for (Effort one : crowd) {
      if (one.answers() >= FEWEST) {
        enough.add(one);
      }
    }
    TreeMap<String, Double> nats = new TreeMap<>();
    for (Effort one : crowd) {
      double[] sum = {0, 0};
      if (one.answers() >= FEWEST) {
        add(sum, one, enough, effort -> -effort.spammerScore());
        add(sum, one, enough, Effort::longestRun);
        add(sum, one, enough, Effort::rapidShare);
        add(sum, one, enough, effort -> -effort.timeSlope());
      }
      double byCrowd = sum[1] > 0 ? sum[0] / sum[1] : 1;
      double byGold =
          StrictMath.exp(GoldProcess.logEValue(one.goldRight(), one.goldWrong(), LEAST_ACCURACY));
      double both = StrictMath.log((byCrowd + byGold) / 2);
      if (both > 0) {
        nats.put(one.labeler(), Math.min(CAP_NATS, both));
      }
    }
    return nats;
  }

  private static void add(
      double[] sum, Effort one, List<Effort> crowd, ToDoubleFunction<Effort> statistic) {
    double own = statistic.applyAsDouble(one);
    if (!Double.isNaN(own)) {
      double[] all =
          crowd.stream().mapToDouble(statistic).filter(value -> !Double.isNaN(value)).toArray();
      sum[0] += EValues.ofP(EValues.rankFromTop(own, all));
      sum[1]++;
    }
  }

  /** The labelers whom e-BH at this rate rejects, of so many tested. */
  public static List<String> discoveries(
      SortedMap<String, Double> nats, int tested, double falseDiscoveryRate) {
    List<String> byEvidence = new ArrayList<>(nats.keySet());
    byEvidence.sort(
        (one, other) -> {
          int order = Double.compare(nats.getOrDefault(other, 0.0), nats.getOrDefault(one, 0.0));
          return order != 0 ? order : one.compareTo(other);
        });
    int rejected = 0;
    for (int k = 1; k <= byEvidence.size(); k++) {
      double needed = StrictMath.log(tested / (falseDiscoveryRate * k));
      if (nats.getOrDefault(byEvidence.get(k - 1), 0.0) >= needed) {
        rejected = k;
      }
    }
    return List.copyOf(byEvidence.subList(0, rejected));
  }

  /** Share of rapid guesses and time slope of each labeler with known times. */
  public static SortedMap<String, double[]> paces(ResponseTimes times) {
    List<Double> all = new ArrayList<>();
    times
        .logTimes()
        .values()
        .forEach(items -> items.forEach((item, time) -> all.add(times.withoutItem(item, time))));
    OptionalDouble threshold =
        RapidGuessing.threshold(all.stream().mapToDouble(Double::doubleValue).toArray());
    TreeMap<String, double[]> paces = new TreeMap<>();
    times
        .logTimes()
        .forEach(
            (labeler, items) ->
                paces.put(
                    labeler,
                    new double[] {rapidShare(times, items, threshold), slope(times, items)}));
    return paces;
  }

  private static double rapidShare(
      ResponseTimes times, SortedMap<String, Double> items, OptionalDouble threshold) {
    if (threshold.isEmpty()) {
      return Double.NaN;
    }
    int rapid = 0;
    for (var entry : items.entrySet()) {
      double pace = times.withoutItem(entry.getKey(), entry.getValue());
      rapid += pace < threshold.getAsDouble() ? 1 : 0;
    }
    return rapid / (double) items.size();
  }

  private static double slope(ResponseTimes times, SortedMap<String, Double> items) {
    double n = items.size();
    double meanX = 0;
    double meanY = 0;
    for (var entry : items.entrySet()) {
      meanX += times.intensity(entry.getKey()) / n;
      meanY += entry.getValue() / n;
    }
    double products = 0;
    double squares = 0;
    for (var entry : items.entrySet()) {
      double x = times.intensity(entry.getKey()) - meanX;
      products += x * (entry.getValue() - meanY);
      squares += x * x;
    }
    return n < FEWEST || squares < 1e-9 ? Double.NaN : products / squares;
  }

  /** Longest run of one label as a share of all, in the order given. */
  public static double longestRun(List<String> labels) {
    int longest = 0;
    int run = 0;
    String before = "";
    for (String label : labels) {
      run = run > 0 && label.equals(before) ? run + 1 : 1;
      longest = Math.max(longest, run);
      before = label;
    }
    return labels.isEmpty() ? Double.NaN : longest / (double) labels.size();
  }
}

package io.assay.consensus.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Made-up ratings with known truth, and the yardsticks. */
record SyntheticRatings(
    List<Rating> ratings,
    Map<String, Double> truth,
    Map<String, Double> bias,
    Map<String, Double> deviation) {

  /** Deviations from 0.3 to 3 around a spread of true values of 2, biases about 0.5. */
  static SyntheticRatings of(SplittableRandom random, int items, int labelers, int redundancy) {
    Map<String, Double> bias = new TreeMap<>();
    Map<String, Double> deviation = new TreeMap<>();
    for (int j = 0; j < labelers; j++) {
      bias.put("w" + j, 0.5 * normal(random));
      deviation.put("w" + j, 0.3 * Math.pow(10, random.nextDouble()));
    }
    List<Rating> ratings = new ArrayList<>();
    Map<String, Double> truth = new TreeMap<>();
    for (int i = 0; i < items; i++) {
      double value = 5 + 2 * normal(random);
      truth.put("i" + i, value);
      int first = random.nextInt(labelers);
      for (int r = 0; r < Math.min(redundancy, labelers); r++) {
        String labeler = "w" + (first + r * 7) % labelers;
        double error = random.nextInt(20) == 0 ? 10 * random.nextDouble() - 5 : normal(random);
        ratings.add(
            new Rating(
                "i" + i, labeler, value + bias.get(labeler) + deviation.get(labeler) * error));
      }
    }
    return new SyntheticRatings(ratings, truth, bias, deviation);
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int n = 0; n < 12; n++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  static Map<String, Double> values(NumericConsensus consensus) {
    Map<String, Double> values = new TreeMap<>();
    consensus.items().forEach(item -> values.put(item.item(), item.value()));
    return values;
  }

  static Map<String, Double> mean(Collection<Rating> ratings) {
    Map<String, Double> means = new TreeMap<>();
    byItem(ratings)
        .forEach((item, all) -> means.put(item, Arrays.stream(all).average().orElseThrow()));
    return means;
  }

  static Map<String, Double> median(Collection<Rating> ratings) {
    Map<String, Double> medians = new TreeMap<>();
    byItem(ratings)
        .forEach(
            (item, all) -> {
              Arrays.sort(all);
              medians.put(item, (all[all.length / 2] + all[(all.length - 1) / 2]) / 2);
            });
    return medians;
  }

  private static Map<String, double[]> byItem(Collection<Rating> ratings) {
    Map<String, List<Double>> lists = new TreeMap<>();
    for (Rating rating : ratings) {
      lists.computeIfAbsent(rating.item(), item -> new ArrayList<>()).add(rating.value());
    }
    Map<String, double[]> arrays = new TreeMap<>();
    lists.forEach(
        (item, all) -> arrays.put(item, all.stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  static double error(Map<String, Double> values, Map<String, Double> truth) {
    double sum = 0;
    for (Map.Entry<String, Double> entry : truth.entrySet()) {
      sum += Math.abs(entry.getValue() - values.get(entry.getKey()));
    }
    return sum / truth.size();
  }

  static double correlation(Map<String, Double> values, Map<String, Double> truth) {
    double n = truth.size();
    double a = 0;
    double b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (Map.Entry<String, Double> entry : truth.entrySet()) {
      double x = entry.getValue();
      double y = values.get(entry.getKey());
      a += x;
      b += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
    return (ab - a * b / n) / Math.sqrt((aa - a * a / n) * (bb - b * b / n));
  }
}

package io.assay.fraud.behaviour;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Response times taken apart into item and labeler, as in the lognormal model of van der Linden
 * (2006): ln t_wi = beta_i - tau_w + e, fitted by alternating means (least squares). Answers faster
 * than {@value #SHORTEST} s count as that.
 */
public final class ResponseTimes {
  static final double SHORTEST = 0.2;
  private static final int PASSES = 20;

  private final SortedMap<String, SortedMap<String, Double>> logTimes = new TreeMap<>();
  private final SortedMap<String, Double> intensity = new TreeMap<>();
  private final SortedMap<String, Double> speed = new TreeMap<>();

  private ResponseTimes() {}

  public static ResponseTimes of(Collection<TimedAnswer> answers) {
    ResponseTimes times = new ResponseTimes();
    for (TimedAnswer answer : answers) {
      if (answer.seconds() >= 0) {
        times
            .logTimes
            .computeIfAbsent(answer.labeler(), key -> new TreeMap<>())
            .put(answer.item(), StrictMath.log(Math.max(SHORTEST, answer.seconds())));
        times.intensity.put(answer.item(), 0.0);
      }
    }
    times.logTimes.keySet().forEach(labeler -> times.speed.put(labeler, 0.0));
    for (int pass = 0; pass < PASSES; pass++) {
      times.fitItems();
      times.fitLabelers();
    }
    return times;
  }

  private void fitItems() {
    TreeMap<String, double[]> sums = new TreeMap<>();
    logTimes.forEach(
        (labeler, items) ->
            items.forEach(
                (item, time) -> {
                  double[] sum = sums.computeIfAbsent(item, key -> new double[2]);
                  sum[0] += time + speed.getOrDefault(labeler, 0.0);
                  sum[1]++;
                }));
    sums.forEach((item, sum) -> intensity.put(item, sum[0] / sum[1]));
  }

  private void fitLabelers() {
    logTimes.forEach(
        (labeler, items) -> {
          double[] sum = new double[1];
          items.forEach((item, time) -> sum[0] += intensity.getOrDefault(item, 0.0) - time);
          speed.put(labeler, sum[0] / items.size());
        });
  }

  /** Labelers with known times, by name. */
  SortedMap<String, SortedMap<String, Double>> logTimes() {
    return logTimes;
  }

  /** beta of an item. */
  double intensity(String item) {
    return intensity.getOrDefault(item, 0.0);
  }

  /** ln t_wi - beta_i: without what the item takes. */
  double withoutItem(String item, double logTime) {
    return logTime - intensity(item);
  }

  /** e of an answer; empty where its time is not known. */
  OptionalDouble residual(String labeler, String item) {
    SortedMap<String, Double> items = logTimes.get(labeler);
    Double time = items == null ? null : items.get(item);
    return time == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(withoutItem(item, time) + speed.getOrDefault(labeler, 0.0));
  }
}

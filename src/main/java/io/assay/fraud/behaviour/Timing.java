package io.assay.fraud.behaviour;

import io.assay.consensus.pairwise.NormalDistribution;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Detector D5: two accounts whose work is timed as if one person did it.
 *
 * <ul>
 *   <li><em>Synchrony</em>: common items both answered within {@value #TOGETHER} s.
 *   <li><em>Relay</em>: sittings of one that begin within {@value #RELAY} s after the other's end,
 *       and unusually little time in which both worked. Two p-values, whose e-values are averaged.
 *   <li><em>Residual times</em>: correlation rho over common items of what is left of ln t after
 *       item and labeler ({@link ResponseTimes}); z = atanh(rho) sqrt(n - 3), one-sided.
 * </ul>
 *
 * <p>Null model: of the first two, that the second stream is as likely when shifted by any number
 * of whole days around the days both streams span, which keeps each one's daily rhythm; all shifts
 * where they are at most {@value #SHIFTS}, else as many drawn. p = (1 + shifts at least as extreme)
 * / (1 + shifts), so a span of few days can say little. Of the third, independence. p is never
 * below {@value #SMALLEST_P}.
 *
 * <p>Evidence: ln of the mean of the three e-values e(p) ({@link EValues}), where a test that lacks
 * data counts as e = 1, at most {@value #CAP_NATS} nats: times alone convict nobody. Threshold:
 * none of its own; it joins the pair posterior. Multiplicity: in its prior. Needs {@value #FEWEST}
 * answers of each.
 */
public final class Timing {
  static final double TOGETHER = 120;
  static final double RELAY = 300;
  static final int SHIFTS = 999;
  static final int FEWEST = 30;
  static final double CAP_NATS = 4;
  static final double SMALLEST_P = 0.001;
  private static final double DAY = 86_400;
  private static final long SEED = 5;

  private final SortedMap<String, SortedMap<String, Double>> answeredAt = new TreeMap<>();
  private final ResponseTimes responseTimes;

  public Timing(Collection<TimedAnswer> answers) {
    for (TimedAnswer answer : answers) {
      answeredAt
          .computeIfAbsent(answer.labeler(), key -> new TreeMap<>())
          .put(answer.item(), answer.at());
    }
    responseTimes = ResponseTimes.of(answers);
  }

  /** Compares two labelers; the same whoever is named first. */
  public TimingEvidence compare(String one, String other) {
    boolean ordered = one.compareTo(other) < 0;
    String a = ordered ? one : other;
    String b = ordered ? other : one;
    Streams streams =
        new Streams(
            answeredAt.getOrDefault(a, new TreeMap<>()),
            answeredAt.getOrDefault(b, new TreeMap<>()));
    Shifted shifted = streams.enough() ? streams.shifted() : new Shifted();
    double[] correlation = residualCorrelation(a, b);
    double mean =
        (eValue(shifted.synchronyP)
                + (eValue(shifted.relayP) + eValue(shifted.apartP)) / 2
                + eValue(correlation[1]))
            / 3;
    double nats = Math.max(0, Math.min(CAP_NATS, StrictMath.log(mean)));
    return new TimingEvidence(
        shifted.synchronous,
        orOne(shifted.synchronyP),
        shifted.relayed,
        orOne(shifted.relayP),
        orOne(shifted.apartP),
        correlation[0],
        orOne(correlation[1]),
        nats);
  }

  /** NaN stands for a test that was not made. */
  private static double eValue(double p) {
    return Double.isNaN(p) ? 1 : EValues.ofP(Math.max(SMALLEST_P, Math.min(1, p)));
  }

  private static double orOne(double p) {
    return Double.isNaN(p) ? 1 : p;
  }

  /** Correlation and its p-value; 0 and NaN where there are too few common times. */
  private double[] residualCorrelation(String a, String b) {
    double[] sums = new double[6];
    for (String item : answeredAt.getOrDefault(a, new TreeMap<>()).keySet()) {
      OptionalDouble x = responseTimes.residual(a, item);
      OptionalDouble y = responseTimes.residual(b, item);
      if (x.isPresent() && y.isPresent()) {
        double u = x.getAsDouble();
        double v = y.getAsDouble();
        double[] terms = {1, u, v, u * u, v * v, u * v};
        for (int i = 0; i < sums.length; i++) {
          sums[i] += terms[i];
        }
      }
    }
    double n = sums[0];
    double varianceA = n * sums[3] - sums[1] * sums[1];
    double varianceB = n * sums[4] - sums[2] * sums[2];
    if (n < FEWEST || varianceA <= 1e-9 || varianceB <= 1e-9) {
      return new double[] {0, Double.NaN};
    }
    double rho = (n * sums[5] - sums[1] * sums[2]) / Math.sqrt(varianceA * varianceB);
    double inside = Math.max(-0.999999, Math.min(0.999999, rho));
    double z = 0.5 * StrictMath.log((1 + inside) / (1 - inside)) * Math.sqrt(n - 3);
    return new double[] {rho, Math.max(Double.MIN_NORMAL, NormalDistribution.cumulative(-z))};
  }

  private static final class Shifted {
    int synchronous;
    int relayed;
    double synchronyP = Double.NaN;
    double relayP = Double.NaN;
    double apartP = Double.NaN;
  }

  /** Two streams on the circle of the days that both of them span. */
  private static final class Streams {
    private final double[] timesA;
    private final double[] timesB;
    private final double[] commonA;
    private final double[] commonB;
    private final double origin;
    private final int days;

    Streams(SortedMap<String, Double> a, SortedMap<String, Double> b) {
      timesA = sorted(a);
      timesB = sorted(b);
      commonA = new double[Math.min(a.size(), b.size())];
      commonB = new double[commonA.length];
      int common = 0;
      for (var entry : a.entrySet()) {
        Double other = b.get(entry.getKey());
        if (other != null) {
          commonA[common] = entry.getValue();
          commonB[common++] = other;
        }
      }
      Arrays.fill(commonA, common, commonA.length, Double.NaN);
      double first = Double.POSITIVE_INFINITY;
      double last = Double.NEGATIVE_INFINITY;
      for (double[] times : new double[][] {timesA, timesB}) {
        if (times.length > 0) {
          first = Math.min(first, times[0]);
          last = Math.max(last, times[times.length - 1]);
        }
      }
      origin = Math.floor(first / DAY) * DAY;
      days = first <= last ? (int) (Math.floor(last / DAY) - Math.floor(first / DAY)) + 1 : 0;
    }

    private static double[] sorted(SortedMap<String, Double> answers) {
      return answers.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    boolean enough() {
      return timesA.length >= FEWEST && timesB.length >= FEWEST && days > 1;
    }

    Shifted shifted() {
      Shifted seen = new Shifted();
      Sessions a = Sessions.of(timesA);
      Sessions b = Sessions.of(timesB);
      seen.synchronous = together(0);
      seen.relayed = b.beginAfter(a, RELAY) + a.beginAfter(b, RELAY);
      double overlap = a.overlap(b);
      int[] shifts = shifts();
      int[] extreme = {1, 1, 1};
      for (int shift : shifts) {
        Sessions moved = Sessions.of(moved(shift));
        extreme[0] += together(shift) >= seen.synchronous ? 1 : 0;
        int relays = moved.beginAfter(a, RELAY) + a.beginAfter(moved, RELAY);
        extreme[1] += relays >= seen.relayed ? 1 : 0;
        extreme[2] += a.overlap(moved) <= overlap ? 1 : 0;
      }
      double all = 1.0 + shifts.length;
      seen.synchronyP = extreme[0] / all;
      seen.relayP = extreme[1] / all;
      seen.apartP = extreme[2] / all;
      return seen;
    }

    private int[] shifts() {
      int[] shifts = new int[Math.min(SHIFTS, days - 1)];
      if (days - 1 <= SHIFTS) {
        Arrays.setAll(shifts, i -> i + 1);
      } else {
        SplittableRandom random = new SplittableRandom(SEED);
        Arrays.setAll(shifts, i -> 1 + random.nextInt(days - 1));
      }
      return shifts;
    }

    private double moved(double time, int shift) {
      double circle = days * DAY;
      return origin + (time - origin + shift * DAY) % circle;
    }

    private double[] moved(int shift) {
      double[] moved = new double[timesB.length];
      Arrays.setAll(moved, i -> moved(timesB[i], shift));
      Arrays.sort(moved);
      return moved;
    }

    private int together(int shift) {
      int together = 0;
      for (int i = 0; i < commonA.length; i++) {
        together += Math.abs(commonA[i] - moved(commonB[i], shift)) <= TOGETHER ? 1 : 0;
      }
      return together;
    }
  }
}

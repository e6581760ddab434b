package io.assay.fraud.behaviour;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Detector D7: accounts made in one burst from one origin (a network, an invitation).
 *
 * <p>Null model: accounts of origin o in hour h are Poisson with a seasonal baseline
 *
 * <pre>
 *   lambda_oh = max( r_o s_hour(h),  share_o (n_h - n_oh) )
 * </pre>
 *
 * r_o the origin's other accounts plus one by hour watched, s the profile of the hours of a day
 * (mean 1) over all origins, and the second term the origin's share of what came in that hour from
 * elsewhere, so that a campaign which brings everybody at once makes no burst. p = P(Poisson &gt;=
 * n_oh).
 *
 * <p>Threshold and multiplicity: Benjamini and Hochberg (1995) at {@value #FALSE_DISCOVERY_RATE}
 * over all origins and hours watched, those without accounts included. A burst of fewer than
 * {@value #SMALLEST} accounts is none. It only nominates: who comes with a class of students is not
 * a farm.
 */
public final class RegistrationBursts {
  static final double FALSE_DISCOVERY_RATE = 0.01;
  static final int SMALLEST = 3;
  private static final double HOUR = 3600;
  private static final int HOURS_A_DAY = 24;

  /**
   * One account made.
   *
   * @param origin opaque: where it came from
   * @param at seconds since the epoch
   */
  public record Registration(String labeler, String origin, double at) {}

  /** Accounts of one origin and hour, and the p-value of so many. */
  public record Burst(String origin, SortedSet<String> labelers, double p) {}

  private record Cell(String origin, long hour) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int order = origin.compareTo(other.origin);
      return order != 0 ? order : Long.compare(hour, other.hour);
    }
  }

  private RegistrationBursts() {}

  /** The bursts, the least likely first. */
  public static List<Burst> find(Collection<Registration> registrations) {
    SortedMap<Cell, TreeSet<String>> cells = new TreeMap<>();
    SortedMap<String, Integer> ofOrigin = new TreeMap<>();
    SortedMap<Long, Integer> ofHour = new TreeMap<>();
    double[] profile = new double[HOURS_A_DAY];
    java.util.Arrays.fill(profile, 1);
    for (Registration one : registrations) {
      long hour = (long) Math.floor(one.at() / HOUR);
      cells
          .computeIfAbsent(new Cell(one.origin(), hour), key -> new TreeSet<>())
          .add(one.labeler());
      ofOrigin.merge(one.origin(), 1, Integer::sum);
      ofHour.merge(hour, 1, Integer::sum);
      profile[(int) Math.floorMod(hour, (long) HOURS_A_DAY)]++;
    }
    if (cells.isEmpty()) {
      return List.of();
    }
    double hours = ofHour.lastKey() - ofHour.firstKey() + 1.0;
    double meanProfile = (registrations.size() + HOURS_A_DAY) / (double) HOURS_A_DAY;
    List<Burst> tested = new ArrayList<>();
    for (Map.Entry<Cell, TreeSet<String>> entry : cells.entrySet()) {
      Cell cell = entry.getKey();
      int count = entry.getValue().size();
      double others = ofOrigin.getOrDefault(cell.origin(), count) - count + 1.0;
      double season = profile[(int) Math.floorMod(cell.hour(), (long) HOURS_A_DAY)] / meanProfile;
      double elsewhere = ofHour.getOrDefault(cell.hour(), count) - (double) count;
      double share = others / (registrations.size() - count + 1.0);
      double expected = Math.max(others / hours * season, share * elsewhere);
      tested.add(
          new Burst(
              cell.origin(),
              Collections.unmodifiableSortedSet(entry.getValue()),
              upperTail(expected, count)));
    }
    return rejected(tested, ofOrigin.size() * hours);
  }

  private static List<Burst> rejected(List<Burst> tested, double hypotheses) {
    tested.sort(
        (one, other) -> {
          int order = Double.compare(one.p(), other.p());
          return order != 0 ? order : one.labelers().first().compareTo(other.labelers().first());
        });
    int last = 0;
    for (int k = 1; k <= tested.size(); k++) {
      if (tested.get(k - 1).p() <= FALSE_DISCOVERY_RATE * k / hypotheses) {
        last = k;
      }
    }
    List<Burst> bursts = new ArrayList<>();
    for (Burst burst : tested.subList(0, last)) {
      if (burst.labelers().size() >= SMALLEST) {
        bursts.add(burst);
      }
    }
    return List.copyOf(bursts);
  }

  /** P(Poisson(lambda) >= count). */
  static double upperTail(double lambda, int count) {
    if (count == 0) {
      return 1;
    }
    double logTerm = -lambda;
    for (int k = 1; k <= count; k++) {
      logTerm += StrictMath.log(lambda / k);
    }
    double term = 1;
    double sum = 1;
    for (int k = count + 1; k < count + 10_000 && term > 1e-17 * sum; k++) {
      term *= lambda / k;
      sum += term;
    }
    return Math.min(1, StrictMath.exp(logTerm) * sum);
  }
}

package io.assay.task;

/**
 * How often a labeler is given a probe: an item that many others get too, by which two labelers can
 * be compared at all.
 *
 * <p>With s the probe share of the dataset, n the items a labeler was given so far in all datasets
 * and b the probes among them, the next item is a probe with probability
 *
 * <pre>
 *   p = s                                    for n ≥ 400
 *   p = max(s, (2.4 · 400 · s − b) / (400 − n))   for n &lt; 400
 *   p = 6 s                                  for a nominated labeler, whatever n
 * </pre>
 *
 * bounded by 6 s and by one half. At the usual s = 0.05 that is 5 % of the items, at least 40 in
 * the first 400 where the pool has as many (48 are aimed at, because the bound may leave the last
 * ones out), and 30 % for the nominated. Early probes are what make copies provable before much is
 * paid: evidence grows with the items in common, which random leases on a large platform do not
 * give. The draw stays random, so that the place of an item in a sitting tells nothing.
 */
final class ProbeSchedule {
  private static final long EARLY = 400;
  private static final double EARLY_FACTOR = 2.4;
  private static final double NOMINATED_FACTOR = 6;
  private static final double MOST = 0.5;

  private ProbeSchedule() {}

  /**
   * The probability that the next item is a probe.
   *
   * @param share of the dataset, in [0, 0.2]
   */
  static double probability(double share, long leases, long probes, boolean nominated) {
    double most = Math.min(MOST, NOMINATED_FACTOR * share);
    if (nominated || leases >= EARLY) {
      return nominated ? most : share;
    }
    double due = (EARLY_FACTOR * EARLY * share - probes) / (EARLY - leases);
    return Math.min(most, Math.max(share, due));
  }
}

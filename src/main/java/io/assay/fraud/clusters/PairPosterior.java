package io.assay.fraud.clusters;

import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.FellegiSunter;
import io.assay.fraud.linkage.Link;
import java.util.List;

/**
 * The probability that two accounts are one person.
 *
 * <pre>
 *   Lambda = ln(pi / (1 - pi)) + .7 sum_f w_f + eta ln E,   p = 1 / (1 + exp(-Lambda))
 * </pre>
 *
 * over families f other than content, w_f in nats the strongest evidence of the family, E the
 * e-value of copying (D1). pi = .45 / N: of N accounts 5 % are expected to be in farms of ten, so
 * an account has .45 partners. Evidence with a floor (D0) lifts p to it.
 *
 * <p>Null model: two persons; each weight is a likelihood ratio against that, tempered because
 * families are not independent. Threshold: who asks chooses p. Multiplicity: by pi, which spreads
 * the expected partners over all pairs, so that at most as many false pairs reach p as true ones
 * are expected where evidence is calibrated. eta &lt; 1 is for a platform whose monthly check of
 * unlinked pairs finds E too large.
 */
public final class PairPosterior {
  private static final double EXPECTED_PARTNERS = 0.45;
  private static final double LARGEST_PRIOR = 0.05;

  private final double prior;
  private final double contentTemper;

  /**
   * The posterior in a crowd.
   *
   * @param accounts N
   * @param contentTemper eta, in (0, 1]
   */
  public PairPosterior(int accounts, double contentTemper) {
    double pi = Math.min(LARGEST_PRIOR, EXPECTED_PARTNERS / Math.max(1, accounts));
    this.prior = Odds.logOdds(pi);
    this.contentTemper = contentTemper;
  }

  /** ln(pi / (1 - pi)). */
  public double prior() {
    return prior;
  }

  /**
   * Log odds added to the prior by the links of one pair, at most one a family.
   *
   * @param links in the order of their families
   */
  double evidence(List<Link> links) {
    double sum = 0;
    double floor = 0;
    for (Link link : links) {
      sum += weight(link);
      floor = Math.max(floor, link.floor());
    }
    return floor == 0 ? sum : Math.max(sum, Odds.logOdds(floor) - prior);
  }

  double weight(Link link) {
    return link.nats()
        * (link.family() == EvidenceFamily.CONTENT ? contentTemper : FellegiSunter.TEMPER);
  }

  /** The probability, with how it came about. */
  public Waterfall explain(List<Link> links) {
    Waterfall waterfall = Waterfall.startingAt(prior);
    double sum = 0;
    for (Link link : links) {
      waterfall = waterfall.plus(link.family(), link.label(), weight(link));
      sum += weight(link);
    }
    double missing = evidence(links) - sum;
    return missing > 0
        ? waterfall.plus(EvidenceFamily.IDENTITY, "identity settles it", missing)
        : waterfall;
  }
}

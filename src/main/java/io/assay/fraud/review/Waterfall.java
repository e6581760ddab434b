package io.assay.fraud.review;

import io.assay.fraud.linkage.EvidenceFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The log odds that the accounts of a case are one hand, summand by summand: ln(pi / (1 - pi)) with
 * pi = 0.45 / N for N labelers (5 % of them in farms of ten), plus the strongest evidence of each
 * family, tempered by 0.7 where it is not an e-value, because families are not quite independent
 * (Fellegi and Sunter, 1969; nats).
 */
final class Waterfall {
  private static final double EXPECTED_PARTNERS = 0.45;
  private static final double TEMPER = 0.7;

  private Waterfall() {}

  static List<CaseDetail.Summand> of(long labelers, List<CaseDetail.Edge> edges) {
    double prior = EXPECTED_PARTNERS / Math.max(1, labelers);
    List<CaseDetail.Summand> summands = new ArrayList<>();
    summands.add(
        new CaseDetail.Summand(null, "prior", StrictMath.log(prior) - StrictMath.log1p(-prior)));
    Map<EvidenceFamily, CaseDetail.Summand> strongest = new EnumMap<>(EvidenceFamily.class);
    for (CaseDetail.Edge edge : edges) {
      Double nats = edge.nats();
      double weight = edge.family() == EvidenceFamily.CONTENT ? 1 : TEMPER;
      double weighed = weight * (nats == null ? 0 : nats);
      CaseDetail.Summand known = strongest.get(edge.family());
      if (known == null || weighed > known.nats()) {
        strongest.put(
            edge.family(), new CaseDetail.Summand(edge.family(), edge.summary(), weighed));
      }
    }
    summands.addAll(strongest.values());
    return summands;
  }
}

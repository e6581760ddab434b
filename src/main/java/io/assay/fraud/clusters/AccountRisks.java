package io.assay.fraud.clusters;

import io.assay.fraud.linkage.Link;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The risk of every account that anything speaks against; see {@link AccountRisk}. */
public final class AccountRisks {
  private AccountRisks() {}

  /**
   * The risks by labeler.
   *
   * @param clusters as found in the graph
   * @param quality nats for little effort by labeler (D6)
   * @param automation nats for a machine by labeler (D4)
   */
  public static SortedMap<String, AccountRisk> of(
      EvidenceGraph graph,
      PairPosterior posterior,
      List<SuspectCluster> clusters,
      Map<String, List<Waterfall.Step>> quality,
      Map<String, List<Waterfall.Step>> automation) {
    Map<String, List<Link>> likeliest = new TreeMap<>();
    for (List<Link> links : graph.pairs()) {
      for (String end : List.of(links.get(0).a(), links.get(0).b())) {
        likeliest.merge(
            end,
            links,
            (one, other) -> posterior.evidence(other) > posterior.evidence(one) ? other : one);
      }
    }
    Map<String, SuspectCluster> clusterOf = new TreeMap<>();
    for (SuspectCluster cluster : clusters) {
      cluster.members().keySet().forEach(member -> clusterOf.putIfAbsent(member, cluster));
    }
    TreeSet<String> labelers = new TreeSet<>(likeliest.keySet());
    labelers.addAll(quality.keySet());
    labelers.addAll(automation.keySet());
    TreeMap<String, AccountRisk> risks = new TreeMap<>();
    for (String labeler : labelers) {
      Waterfall pair = posterior.explain(likeliest.getOrDefault(labeler, List.of()));
      SuspectCluster cluster = clusterOf.get(labeler);
      double inCluster =
          cluster == null ? 0 : cluster.posterior() * cluster.members().getOrDefault(labeler, 0.0);
      risks.put(
          labeler,
          AccountRisk.of(
              labeler,
              pair,
              inCluster,
              cluster == null ? pair : cluster.waterfall(),
              quality.getOrDefault(labeler, List.of()),
              automation.getOrDefault(labeler, List.of())));
    }
    return Collections.unmodifiableSortedMap(risks);
  }
}

package io.assay.fraud.clusters;

import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.Link;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;

/** What the links inside one cluster come to, by family; see {@link SuspectClusters}. */
final class ClusterEvidence {
  private final SortedSet<String> members;
  private final PairPosterior posterior;
  private final List<Link> edges;

  /** By family and member the strongest link, tempered. */
  private final Map<EvidenceFamily, Map<String, Double>> strongest = new TreeMap<>();

  private final Map<String, Double> floors = new TreeMap<>();

  private ClusterEvidence(SortedSet<String> members, List<Link> edges, PairPosterior posterior) {
    this.members = members;
    this.edges = edges;
    this.posterior = posterior;
  }

  static ClusterEvidence of(SortedSet<String> members, List<Link> edges, PairPosterior posterior) {
    ClusterEvidence evidence = new ClusterEvidence(members, edges, posterior);
    for (Link edge : edges) {
      for (String end : List.of(edge.a(), edge.b())) {
        evidence
            .strongest
            .computeIfAbsent(edge.family(), family -> new TreeMap<>())
            .merge(end, posterior.weight(edge), Math::max);
        if (edge.floor() > 0) {
          evidence.floors.merge(end, edge.floor(), Math::max);
        }
      }
    }
    return evidence;
  }

  Waterfall explain(OptionalDouble group) {
    Waterfall waterfall = Waterfall.startingAt(posterior.prior());
    for (Map.Entry<EvidenceFamily, Map<String, Double>> family : strongest.entrySet()) {
      if (family.getKey() != EvidenceFamily.CONTENT) {
        double sum = 0;
        for (double weight : family.getValue().values()) {
          sum += weight;
        }
        String label = family.getValue().size() + " of " + members.size() + " accounts";
        waterfall = waterfall.plus(family.getKey(), label, sum / members.size());
      }
    }
    if (group.isPresent()) {
      waterfall =
          waterfall.plus(EvidenceFamily.CONTENT, "answers of the group", group.getAsDouble());
    } else {
      waterfall = plusPairs(waterfall);
    }
    double floor = floor();
    double missing = floor == 0 ? 0 : Odds.logOdds(floor) - waterfall.logOdds();
    return missing > 0
        ? waterfall.plus(EvidenceFamily.IDENTITY, "identity settles it", missing)
        : waterfall;
  }

  private Waterfall plusPairs(Waterfall waterfall) {
    double[] content =
        edges.stream()
            .filter(edge -> edge.family() == EvidenceFamily.CONTENT)
            .mapToDouble(posterior::weight)
            .toArray();
    if (content.length == 0) {
      return waterfall;
    }
    Arrays.sort(content);
    double mean = Odds.logSumExp(content) - StrictMath.log(content.length);
    String label = "answers of " + content.length + (content.length == 1 ? " pair" : " pairs");
    return waterfall.plus(EvidenceFamily.CONTENT, label, mean);
  }

  /** The least floor of any member; 0 where a member has none. */
  private double floor() {
    if (floors.size() < members.size()) {
      return 0;
    }
    double least = 1;
    for (double floor : floors.values()) {
      least = Math.min(least, floor);
    }
    return least;
  }
}

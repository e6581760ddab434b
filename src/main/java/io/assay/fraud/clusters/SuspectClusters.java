package io.assay.fraud.clusters;

import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The clusters of an evidence graph and how likely each is one person's.
 *
 * <p>Edges are pairs with a posterior of at least {@value #EDGE}, weighted by the nats of their
 * evidence; {@link LeidenClustering} groups them. With L_wu the evidence of pair (w, u) and pi the
 * prior of {@link PairPosterior}, member w of cluster C has
 *
 * <pre>
 *   log odds(w in C) = ln(pi / (1 - pi)) + ln sum_{u in C, u != w} exp(L_wu)
 * </pre>
 *
 * (its prior is that of as many pairs as there are others in C; the mean of e-values is an e-value
 * under any dependence). Members below {@value #EDGE} leave, the weakest first. Then
 *
 * <pre>
 *   log odds(C) = ln(pi / (1 - pi)) + side + content
 * </pre>
 *
 * with side the mean over members of their strongest evidence other than content, and content ln
 * E_G of the group test where there is one, else ln of the mean e-value over the pairs of C that
 * have one. A floor (D0) that holds C together, meaning every member has one, lifts P(C) to it.
 *
 * <p>Null model: all members are different persons. Threshold: {@value #EDGE} to be listed, more
 * for anything that touches pay. Multiplicity: by pi over pairs; ln E_G is measured on other
 * answers than those the cluster was found by.
 */
public final class SuspectClusters {
  /** Posterior from which on a pair is an edge and a cluster is listed. */
  public static final double EDGE = 0.2;

  private final PairPosterior posterior;
  private final GroupTest groupTest;
  private final SortedMap<String, Map<String, List<Link>>> linksOf = new TreeMap<>();

  private SuspectClusters(PairPosterior posterior, GroupTest groupTest) {
    this.posterior = posterior;
    this.groupTest = groupTest;
  }

  /** Clusters of P(C) at least {@value #EDGE}, the most likely and largest first. */
  public static List<SuspectCluster> find(
      EvidenceGraph graph, PairPosterior posterior, GroupTest groupTest) {
    return new SuspectClusters(posterior, groupTest).find(graph);
  }

  private List<SuspectCluster> find(EvidenceGraph graph) {
    List<String> names = graph.labelers();
    int pairs = graph.pairs().size();
    int[] first = new int[pairs];
    int[] second = new int[pairs];
    double[] weight = new double[pairs];
    int edges = 0;
    for (List<Link> links : graph.pairs()) {
      String a = links.get(0).a();
      String b = links.get(0).b();
      double evidence = posterior.evidence(links);
      if (Odds.probability(posterior.prior() + evidence) >= EDGE) {
        first[edges] = Collections.binarySearch(names, a);
        second[edges] = Collections.binarySearch(names, b);
        weight[edges] = evidence;
        edges++;
      }
      linksOf.computeIfAbsent(a, key -> new TreeMap<>()).put(b, links);
      linksOf.computeIfAbsent(b, key -> new TreeMap<>()).put(a, links);
    }
    List<SuspectCluster> found = new ArrayList<>();
    for (int[] nodes :
        LeidenClustering.cluster(
            names.size(),
            Arrays.copyOf(first, edges),
            Arrays.copyOf(second, edges),
            Arrays.copyOf(weight, edges))) {
      TreeSet<String> members = new TreeSet<>();
      for (int node : nodes) {
        members.add(names.get(node));
      }
      prune(members);
      if (members.size() >= LeidenClustering.SMALLEST) {
        SuspectCluster cluster = assess(members);
        if (cluster.posterior() >= EDGE) {
          found.add(cluster);
        }
      }
    }
    found.sort(SuspectClusters::mostLikelyFirst);
    return found;
  }

  private static int mostLikelyFirst(SuspectCluster one, SuspectCluster other) {
    int order = Double.compare(other.posterior(), one.posterior());
    order = order != 0 ? order : other.members().size() - one.members().size();
    return order != 0 ? order : one.members().firstKey().compareTo(other.members().firstKey());
  }

  private void prune(SortedSet<String> members) {
    while (members.size() >= LeidenClustering.SMALLEST) {
      String weakest = members.first();
      double least = Double.POSITIVE_INFINITY;
      for (String member : members) {
        double belongs = membership(member, members);
        if (belongs < least) {
          least = belongs;
          weakest = member;
        }
      }
      if (Odds.probability(least) >= EDGE) {
        return;
      }
      members.remove(weakest);
    }
  }

  /** Log odds that the labeler belongs to the others. */
  private double membership(String labeler, SortedSet<String> members) {
    Map<String, List<Link>> own = linksOf.getOrDefault(labeler, Map.of());
    double[] evidence = new double[members.size()];
    int others = 0;
    for (String other : members) {
      List<Link> links = own.get(other);
      if (!other.equals(labeler)) {
        evidence[others++] = links == null ? 0 : posterior.evidence(links);
      }
    }
    return posterior.prior() + Odds.logSumExp(Arrays.copyOf(evidence, others));
  }

  private SuspectCluster assess(SortedSet<String> members) {
    TreeMap<String, Double> memberPosteriors = new TreeMap<>();
    for (String member : members) {
      memberPosteriors.put(member, Odds.probability(membership(member, members)));
    }
    List<Link> edges = new ArrayList<>();
    for (String a : members) {
      linksOf
          .getOrDefault(a, Map.of())
          .forEach(
              (b, links) -> {
                if (a.compareTo(b) < 0 && members.contains(b)) {
                  edges.addAll(links);
                }
              });
    }
    Optional<GroupTest.Outcome> tested =
        groupTest.measure(Collections.unmodifiableSortedSet(members));
    OptionalDouble group = tested.stream().mapToDouble(GroupTest.Outcome::logEValue).findFirst();
    Waterfall waterfall = ClusterEvidence.of(members, edges, posterior).explain(group);
    return new SuspectCluster(
        Collections.unmodifiableSortedMap(memberPosteriors),
        waterfall.probability(),
        group,
        tested.map(GroupTest.Outcome::members).orElse(Collections.emptySortedSet()),
        waterfall,
        List.copyOf(edges));
  }

  /** Families whose evidence stands between members. */
  public static SortedSet<EvidenceFamily> families(SuspectCluster cluster) {
    TreeSet<EvidenceFamily> families = new TreeSet<>();
    cluster.edges().forEach(edge -> families.add(edge.family()));
    return families;
  }
}

package io.assay.fraud.clusters;

import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Labelers and what links them: at most one link a pair and family, the strongest. The same links
 * in any order make the same graph.
 */
public final class EvidenceGraph {
  private static final Comparator<Link> STRONGEST_FIRST =
      Comparator.comparing(Link::a)
          .thenComparing(Link::b)
          .thenComparing(Link::family)
          .thenComparing(Comparator.comparingDouble(Link::floor).reversed())
          .thenComparing(Comparator.comparingDouble(Link::nats).reversed())
          .thenComparing(Link::label);

  private final List<String> labelers;
  private final List<List<Link>> pairs;

  private EvidenceGraph(List<String> labelers, List<List<Link>> pairs) {
    this.labelers = labelers;
    this.pairs = pairs;
  }

  public static EvidenceGraph of(Collection<Link> links) {
    List<Link> sorted = new ArrayList<>(links);
    sorted.sort(STRONGEST_FIRST);
    List<List<Link>> pairs = new ArrayList<>();
    SortedMap<String, Boolean> names = new TreeMap<>();
    Link before = null;
    for (Link link : sorted) {
      boolean samePair =
          before != null && before.a().equals(link.a()) && before.b().equals(link.b());
      EvidenceFamily family = samePair && before != null ? before.family() : null;
      if (!samePair) {
        pairs.add(new ArrayList<>());
        names.put(link.a(), true);
        names.put(link.b(), true);
      }
      if (family != link.family()) {
        pairs.get(pairs.size() - 1).add(link);
      }
      before = link;
    }
    return new EvidenceGraph(List.copyOf(names.keySet()), Collections.unmodifiableList(pairs));
  }

  /** Labelers with a link, by name. */
  List<String> labelers() {
    return labelers;
  }

  /** The links of each linked pair, by family; pairs by name. */
  List<List<Link>> pairs() {
    return pairs;
  }
}

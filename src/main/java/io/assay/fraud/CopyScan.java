package io.assay.fraud;

import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Answers;
import io.assay.consensus.classification.Consensus;
import io.assay.fraud.copying.CopyDetector;
import io.assay.fraud.copying.PairEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A whole crowd measured for copying at once.
 *
 * <p>The risk of a labeler is the posterior probability of copying with the likeliest partner:
 * logit = ln(prior odds) + ln E, the prior odds being those of one partner among all the others at
 * the usual share of Sybil accounts. It ranks; a cluster alone is worth a person's time.
 */
public final class CopyScan {
  /** Expected partners of a labeler before anything is seen: 5 % in farms of ten. */
  private static final double EXPECTED_PARTNERS = 0.45;

  private final SortedMap<String, Double> risks;
  private final List<List<String>> clusters;

  private CopyScan(SortedMap<String, Double> risks, List<List<String>> clusters) {
    this.risks = risks;
    this.clusters = clusters;
  }

  /**
   * Measures every pair of labelers.
   *
   * @param gold known labels by task
   */
  public static CopyScan of(Answers answers, Map<String, String> gold) {
    Consensus consensus = Aggregators.DEFAULT.aggregate(answers, gold);
    CopyDetector detector = CopyDetector.of(answers, consensus.confusions());
    return new CopyScan(
        risks(answers, detector), clusters(detector.listOver(detector.threshold())));
  }

  /** Risk in [0, 1] of every labeler, by name. */
  public SortedMap<String, Double> risks() {
    return Collections.unmodifiableSortedMap(risks);
  }

  /** Labelers linked by pairs over the threshold; largest cluster first. */
  public List<List<String>> clusters() {
    return clusters;
  }

  private static SortedMap<String, Double> risks(Answers answers, CopyDetector detector) {
    int others = Math.max(1, answers.labelers() - 1);
    double prior = StrictMath.log(EXPECTED_PARTNERS / others);
    Map<String, Double> strongest = new HashMap<>();
    for (PairEvidence pair : detector.listOver(Double.NEGATIVE_INFINITY)) {
      strongest.merge(pair.a(), pair.logEValue(), Math::max);
      strongest.merge(pair.b(), pair.logEValue(), Math::max);
    }
    TreeMap<String, Double> risks = new TreeMap<>();
    for (int j = 0; j < answers.labelers(); j++) {
      double logit = prior + strongest.getOrDefault(answers.labeler(j), 0.0);
      risks.put(answers.labeler(j), 1 / (1 + StrictMath.exp(-logit)));
    }
    return risks;
  }

  private static List<List<String>> clusters(List<PairEvidence> edges) {
    Map<String, TreeSet<String>> of = new TreeMap<>();
    for (PairEvidence edge : edges) {
      TreeSet<String> joined = new TreeSet<>(List.of(edge.a(), edge.b()));
      joined.addAll(of.getOrDefault(edge.a(), new TreeSet<>()));
      joined.addAll(of.getOrDefault(edge.b(), new TreeSet<>()));
      joined.forEach(member -> of.put(member, joined));
    }
    List<List<String>> clusters = new ArrayList<>();
    for (Map.Entry<String, TreeSet<String>> entry : of.entrySet()) {
      if (entry.getKey().equals(entry.getValue().first())) {
        clusters.add(List.copyOf(entry.getValue()));
      }
    }
    clusters.sort(
        (a, b) -> b.size() != a.size() ? b.size() - a.size() : a.get(0).compareTo(b.get(0)));
    return clusters;
  }
}

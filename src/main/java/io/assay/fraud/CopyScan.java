package io.assay.fraud;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.blocs.Bloc;
import io.assay.consensus.blocs.BlocSearch;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.fraud.clusters.LeidenClustering;
import io.assay.fraud.copying.CopyDetector;
import io.assay.fraud.copying.PairEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A whole crowd measured for copying at once.
 *
 * <p>Two measures, the larger of which is the risk. Of the labeler's likeliest partner: logit = ln
 * E - ln(m / α) for the m pairs there are, so that the risk is 1/2 where the evidence would, in a
 * crowd that works alone, appear once in 1/α such crowds at the most (union bound). Of a bloc
 * ({@link BlocSearch}): the posterior probability to be a member, half of it while it is open which
 * side is the bloc, a quarter of it where the bloc is too weak to be believed. Clusters are blocs
 * and pairs over the threshold, joined where they share a labeler; a cluster alone is worth a
 * person's time.
 */
public final class CopyScan {
  private static final double UNDECIDED = 0.5;

  /** What may be said of members of a bloc that is too weak to be believed. */
  private static final double GUESSED = 0.25;

  private static final double MIN_HINT = 1;
  private static final double COPIED = 0.9;
  private static final int HINTS_A_KIND = BlocSearch.MAX_HINTS / 2;

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
    BlocSearch.Search search =
        BlocSearch.search(answers, gold, Exclusions.none(), hints(answers, detector));
    List<Bloc> blocs = search.blocs();
    List<List<String>> links = new ArrayList<>();
    for (PairEvidence pair : detector.listOver(detector.threshold())) {
      links.add(List.of(pair.a(), pair.b()));
    }
    for (Bloc bloc : blocs) {
      if (bloc.decided()) {
        links.add(bloc.members());
      }
    }
    return new CopyScan(risks(answers, detector, search), clusters(links));
  }

  /** Risk in [0, 1] of every labeler, by name. */
  public SortedMap<String, Double> risks() {
    return Collections.unmodifiableSortedMap(risks);
  }

  /** Labelers linked by pairs over the threshold; largest cluster first. */
  public List<List<String>> clusters() {
    return clusters;
  }

  /**
   * Where blocs may be sought: groups whose pairs bring them together, however weakly each, and
   * groups who simply agree more than most do. The latter need no truth, so that a farm that has
   * taken over its items shows; good labelers agree too, so it is no more than a start.
   */
  private static List<List<String>> hints(Answers answers, CopyDetector detector) {
    List<PairEvidence> pairs = detector.listOver(Double.NEGATIVE_INFINITY);
    double same = 0;
    double common = 0;
    for (PairEvidence pair : pairs) {
      same += pair.same();
      common += pair.commonItems();
    }
    double usual = Math.min(0.8, (same + 1) / (common + 2));
    List<List<String>> hints = new ArrayList<>(groups(answers, pairs, PairEvidence::logEValue));
    hints.addAll(groups(answers, pairs, pair -> agreement(pair, usual)));
    return hints;
  }

  /** How much likelier the pair's agreement is at {@link #COPIED} than at the usual rate, nats. */
  private static double agreement(PairEvidence pair, double usual) {
    int different = pair.commonItems() - pair.same();
    return pair.same() * StrictMath.log(COPIED / usual)
        + different * StrictMath.log((1 - COPIED) / (1 - usual));
  }

  private static List<List<String>> groups(
      Answers answers, List<PairEvidence> pairs, ToDoubleFunction<PairEvidence> nats) {
    List<PairEvidence> edges =
        pairs.stream().filter(pair -> nats.applyAsDouble(pair) > MIN_HINT).toList();
    int[] first = new int[edges.size()];
    int[] second = new int[first.length];
    double[] weight = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = answers.labelerIndex(edges.get(i).a());
      second[i] = answers.labelerIndex(edges.get(i).b());
      weight[i] = nats.applyAsDouble(edges.get(i));
    }
    List<int[]> groups =
        new ArrayList<>(LeidenClustering.cluster(answers.labelers(), first, second, weight));
    groups.sort(Comparator.comparingInt((int[] group) -> -group.length));
    return groups.stream()
        .limit(HINTS_A_KIND)
        .map(group -> IntStream.of(group).mapToObj(answers::labeler).toList())
        .toList();
  }

  private static SortedMap<String, Double> risks(
      Answers answers, CopyDetector detector, BlocSearch.Search search) {
    TreeMap<String, Double> risks = new TreeMap<>();
    for (int j = 0; j < answers.labelers(); j++) {
      risks.put(answers.labeler(j), 0.0);
    }
    double threshold = detector.threshold();
    for (PairEvidence pair : detector.listOver(Double.NEGATIVE_INFINITY)) {
      double risk = 1 / (1 + StrictMath.exp(threshold - pair.logEValue()));
      risks.merge(pair.a(), risk, Math::max);
      risks.merge(pair.b(), risk, Math::max);
    }
    for (Bloc bloc : search.blocs()) {
      double decided = bloc.decided() ? 1 : UNDECIDED;
      bloc.membership().forEach((name, chance) -> risks.merge(name, decided * chance, Math::max));
    }
    search
        .guess()
        .ifPresent(
            bloc ->
                bloc.membership()
                    .forEach((name, chance) -> risks.merge(name, GUESSED * chance, Math::max)));
    return risks;
  }

  /** Groups that share a labeler joined; largest first. */
  private static List<List<String>> clusters(List<List<String>> links) {
    Map<String, TreeSet<String>> of = new TreeMap<>();
    for (List<String> link : links) {
      TreeSet<String> joined = new TreeSet<>(link);
      for (String name : link) {
        joined.addAll(of.getOrDefault(name, new TreeSet<>()));
      }
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

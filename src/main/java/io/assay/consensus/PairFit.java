package io.assay.consensus;

import io.assay.consensus.KindEstimate.ItemLabel;
import io.assay.consensus.SchemaConsensus.Pair;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Reliability;
import io.assay.consensus.pairwise.Comparison;
import io.assay.consensus.pairwise.ComparisonReliability;
import io.assay.consensus.pairwise.CrowdBradleyTerry;
import io.assay.consensus.pairwise.PairwiseConsensus;
import io.assay.dataset.LabelSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/*
 * Where things come back, in two items each on average, comparisons inform each other and scores say
 * who is better. Where they do not, an item is alone, and its sides are classes as others are. The
 * covariance of the scores takes the cube of the number of things, hence the limit.
 */
/** Labels of comparisons, by {@link CrowdBradleyTerry} where the things compared come back. */
final class PairFit {
  private static final int MAX_THINGS = 600;

  /** Knows; no account can have this name. */
  private static final String KNOWING = "\u0000";

  private PairFit() {}

  static Estimate estimate(LabelSchema.Pairwise schema, FitInput input, Map<String, Pair> pairs) {
    ClassEstimate classes = SchemaConsensus.classes(input);
    if (!comeBack(input.answers(), pairs)) {
      return classes;
    }
    PairwiseConsensus consensus = new CrowdBradleyTerry().estimate(comparisons(input, pairs));
    Map<String, ItemLabel> items = new TreeMap<>();
    for (int t = 0; t < input.answers().tasks(); t++) {
      String item = input.answers().task(t);
      Pair pair = pairs.get(item);
      if (pair != null) {
        items.put(item, label(schema, consensus.compare(pair.left(), pair.right())));
      }
    }
    return new KindEstimate(
        "crowd-bradley-terry",
        input.answers(),
        SchemaConsensus.labels(input, items),
        labelers(consensus, classes),
        classes.confusions(),
        consensus.iterations(),
        SchemaConsensus.known(input));
  }

  private static boolean comeBack(Answers answers, Map<String, Pair> pairs) {
    TreeSet<String> things = new TreeSet<>();
    for (int t = 0; t < answers.tasks(); t++) {
      Pair pair = pairs.get(answers.task(t));
      if (pair == null || pair.left().equals(pair.right())) {
        return false;
      }
      things.add(pair.left());
      things.add(pair.right());
    }
    return things.size() <= Math.min(MAX_THINGS, answers.tasks());
  }

  private static List<Comparison> comparisons(FitInput input, Map<String, Pair> pairs) {
    List<Comparison> comparisons = new ArrayList<>();
    input.forEach(
        vote -> {
          Pair pair = pairs.get(vote.item());
          if (pair != null) {
            comparisons.add(comparison(vote.labeler(), pair, vote.label(), vote.weight()));
          }
        });
    input
        .gold()
        .forEach(
            (item, label) -> {
              Pair pair = pairs.get(item);
              if (pair != null && input.answers().taskIndex(item) >= 0) {
                comparisons.add(comparison(KNOWING, pair, label, 1));
              }
            });
    return comparisons;
  }

  private static Comparison comparison(String labeler, Pair pair, String side, double weight) {
    return new Comparison(
        labeler,
        pair.left(),
        pair.right(),
        Comparison.Preference.valueOf(side.toUpperCase(Locale.ROOT)),
        weight);
  }

  private static ItemLabel label(LabelSchema.Pairwise schema, PairwiseConsensus.Verdict verdict) {
    double tie = schema.allowTie() ? verdict.tie() : 0;
    double total = verdict.left() + verdict.right() + tie;
    TreeMap<String, Double> posterior = new TreeMap<>();
    posterior.put("left", Consensus.quantise(verdict.left() / total));
    posterior.put("right", Consensus.quantise(verdict.right() / total));
    if (schema.allowTie()) {
      posterior.put("tie", Consensus.quantise(tie / total));
    }
    String best = "left";
    for (Map.Entry<String, Double> side : posterior.entrySet()) {
      if (side.getValue() > posterior.getOrDefault(best, 0.0)) {
        best = side.getKey();
      }
    }
    return new ItemLabel(best, posterior);
  }

  private static List<Reliability> labelers(PairwiseConsensus consensus, ClassEstimate classes) {
    Map<String, Double> informativeness = new HashMap<>();
    for (Reliability one : classes.reliabilities()) {
      informativeness.put(one.labeler(), one.informativeness());
    }
    List<Reliability> labelers = new ArrayList<>();
    for (ComparisonReliability one : consensus.labelers()) {
      if (!one.labeler().equals(KNOWING)) {
        labelers.add(
            new Reliability(
                one.labeler(),
                one.answers(),
                one.reliability(),
                one.low(),
                one.high(),
                informativeness.getOrDefault(one.labeler(), 0.0)));
      }
    }
    return labelers;
  }
}

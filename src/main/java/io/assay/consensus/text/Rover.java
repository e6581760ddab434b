package io.assay.consensus.text;

import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts by lining up all answers word by word and voting on each word, labelers weighed.
 *
 * <p>The answers to an item become one network of slots ({@link WordNetwork}), the weighted medoid
 * first and the others by their distance from it. In a slot, labeler j says a word or nothing, and
 * is right with probability p_j, else says one of the other A - 1 things equally likely: P(x) ~
 * exp(sum over those who said x of log(p_j (A - 1) / (1 - p_j))). p_j is the mean of P(what j said)
 * over all slots, drawn to that of all. Both are found in turn (expectation and maximisation).
 *
 * <p>Where less than half of the text is expected to be right, or nothing would be left, the medoid
 * is taken: words of texts that have little in common make no text. So it is where texts are too
 * long to be lined up.
 *
 * <p>Source: Fiscus (1997), A post-processing system to yield reduced word error rates: recognizer
 * output voting error reduction (ROVER); weights: Dawid, Skene (1979) with one parameter.
 */
public final class Rover {
  private static final int ROUNDS = 5;
  private static final double ALTERNATIVES = 10;
  private static final double STRENGTH = 10;
  private static final double USUAL = 0.8;
  private static final double LEAST_VOTE = 1e-3;

  /** Estimates without known texts. */
  public TextConsensus estimate(Collection<TextAnswer> answers) {
    return estimate(answers, Map.of());
  }

  /**
   * Estimates from all that is known.
   *
   * @param answers in any order, at most one a labeler and item
   * @param gold known texts by item; those of items without answers are left out
   */
  public TextConsensus estimate(Collection<TextAnswer> answers, Map<String, String> gold) {
    return new Run(new TextTable(answers), gold).result();
  }

  private static final class Run {
    private final TextTable table;
    private final Map<String, String> gold;
    private final MedoidIterations medoids;
    private final double[] accuracy;
    private final int[] checked;
    private double usual = USUAL;

    Run(TextTable table, Map<String, String> gold) {
      this.table = table;
      this.gold = gold;
      medoids = new MedoidIterations(table);
      accuracy = new double[table.labelers.size()];
      checked = new int[accuracy.length];
      for (int j = 0; j < accuracy.length; j++) {
        accuracy[j] = 1 - medoids.error(j);
      }
      for (int round = 0; round < ROUNDS; round++) {
        judge();
      }
    }

    private double[] votes() {
      double[] votes = new double[accuracy.length];
      for (int j = 0; j < votes.length; j++) {
        double p = Math.min(0.999, accuracy[j]);
        votes[j] = Math.max(LEAST_VOTE, StrictMath.log(p * (ALTERNATIVES - 1) / (1 - p)));
      }
      return votes;
    }

    private @Nullable WordNetwork network(int i, double[] byLabeler) {
      List<List<Token>> texts = new ArrayList<>();
      table.groups.get(i).forEach(group -> texts.add(group.tokens()));
      double[] votes = table.votes(i, byLabeler);
      int first = medoids.medoid(i);
      String known = gold.get(table.items.get(i));
      if (known != null) {
        first = texts.size();
        texts.add(Token.listOf(known));
        votes = Arrays.copyOf(votes, texts.size());
      }
      return WordNetwork.of(texts, votes, order(i, first), known != null);
    }

    /** The first text, then the others, the closest to the medoid first. */
    private List<Integer> order(int i, int first) {
      int medoid = medoids.medoid(i);
      List<Integer> order = new ArrayList<>();
      for (int g = 0; g < table.groups.get(i).size(); g++) {
        if (g != first) {
          order.add(g);
        }
      }
      order.sort(
          (a, b) -> Double.compare(medoids.distance(i, medoid, a), medoids.distance(i, medoid, b)));
      order.add(0, first);
      return order;
    }

    private void judge() {
      double[] byLabeler = votes();
      double[] right = new double[accuracy.length];
      double[] slots = new double[accuracy.length];
      Arrays.fill(checked, 0);
      double allRight = STRENGTH * USUAL;
      double allSlots = STRENGTH;
      for (int i = 0; i < table.items.size(); i++) {
        boolean contradicted = table.answers(i) > 1 || gold.containsKey(table.items.get(i));
        WordNetwork network = contradicted ? network(i, byLabeler) : null;
        if (network == null) {
          continue;
        }
        for (int g = 0; g < table.groups.get(i).size(); g++) {
          double share = network.expectedRight(g, ALTERNATIVES);
          for (int p : table.groups.get(i).get(g).positions()) {
            int j = table.labelerAt[p];
            checked[j]++;
            right[j] += share;
            slots[j] += network.size();
            allRight += table.weightAt[p] * share;
            allSlots += table.weightAt[p] * network.size();
          }
        }
      }
      usual = allRight / allSlots;
      for (int j = 0; j < accuracy.length; j++) {
        accuracy[j] = (right[j] + STRENGTH * usual) / (slots[j] + STRENGTH);
      }
    }

    TextConsensus result() {
      double[] byLabeler = votes();
      List<TextEstimate> items = new ArrayList<>();
      for (int i = 0; i < table.items.size(); i++) {
        items.add(item(i, network(i, byLabeler)));
      }
      List<TextReliability> labelers = new ArrayList<>();
      for (int j = 0; j < accuracy.length; j++) {
        labelers.add(WeightedMedoid.reliability(table, j, accuracy[j], checked[j]));
      }
      return new TextConsensus(items, labelers);
    }

    private TextEstimate item(int i, @Nullable WordNetwork network) {
      String item = table.items.get(i);
      int closest = medoids.medoid(i);
      String medoid = table.groups.get(i).get(closest).text();
      int answers = table.answers(i);
      String known = gold.get(item);
      if (known != null) {
        List<TokenEstimate> sure =
            Token.listOf(known).stream().map(token -> new TokenEstimate(token.text(), 1)).toList();
        return new TextEstimate(item, known, sure, 1, medoid, answers);
      }
      if (network == null) {
        double confidence = Consensus.quantise(medoids.confidence(i));
        return new TextEstimate(item, medoid, List.of(), confidence, medoid, answers);
      }
      if (network.size() == 0) { // Everybody says that there is no text.
        return new TextEstimate(
            item, medoid, List.of(), Consensus.quantise(usual), medoid, answers);
      }
      WordNetwork.Reading reading = network.best(ALTERNATIVES);
      if (reading.confidence() < 0.5 || (reading.tokens().isEmpty() && !medoid.isEmpty())) {
        double confidence =
            Consensus.quantise(network.expectedRight(closest, ALTERNATIVES) / network.size());
        return new TextEstimate(item, medoid, List.of(), confidence, medoid, answers);
      }
      return new TextEstimate(
          item,
          text(i, reading),
          reading.estimates(),
          Consensus.quantise(reading.confidence()),
          medoid,
          answers);
    }

    /** The answer that says the same, as it was given; else the words joined. */
    private String text(int i, WordNetwork.Reading reading) {
      List<TextTable.Group> groups = table.groups.get(i);
      for (int g : order(i, medoids.medoid(i))) {
        List<Token> tokens = groups.get(g).tokens();
        if (tokens.stream().map(Token::text).toList().equals(reading.words())) {
          return groups.get(g).text();
        }
      }
      return reading.joined();
    }
  }
}

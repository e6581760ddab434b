package io.assay.consensus.text;

import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * Texts are added one after the other by the cheapest alignment: a word to a slot costs 1 - the share
 * of the votes that the slot has for it, nothing to a slot 1 - the share that says nothing there, a new
 * slot 1. Of equally cheap ones the word to the slot goes first, then nothing, then a new slot.
 */
/** Texts lined up word by word: each slot has a word, or nothing, of every text. */
final class WordNetwork {
  private static final long MAX_CELLS = 4_000_000;
  private static final int NOTHING = -1;

  /**
   * What is most probably right.
   *
   * @param confidences by token
   * @param confidence mean over all slots, also those with nothing in them
   */
  record Reading(List<Token> tokens, List<Double> confidences, double confidence) {
    List<String> words() {
      return tokens.stream().map(Token::text).toList();
    }

    List<TokenEstimate> estimates() {
      List<TokenEstimate> estimates = new ArrayList<>();
      for (int n = 0; n < tokens.size(); n++) {
        estimates.add(
            new TokenEstimate(tokens.get(n).text(), Consensus.quantise(confidences.get(n))));
      }
      return estimates;
    }

    /** The text with the white space that it had, and at least a space between two words. */
    String joined() {
      StringBuilder text = new StringBuilder();
      for (int n = 0; n < tokens.size(); n++) {
        Token token = tokens.get(n);
        boolean words = n > 0 && !token.isAlone() && !tokens.get(n - 1).isAlone();
        String gap = token.gap().isEmpty() && words ? " " : token.gap();
        text.append(n == 0 ? "" : gap).append(token.text());
      }
      return text.toString();
    }
  }

  private final List<List<Token>> texts;
  private final double[] votes;
  private final int first;
  private final boolean known;

  /** The number of each word, in the order of words. */
  private final List<String> words;

  /** By slot, the place in each text of what it has there, or NOTHING. */
  private List<int[]> slots = new ArrayList<>();

  /** The texts lined up so far. */
  private final boolean[] added;

  private final int[][] wordAt;

  private WordNetwork(List<List<Token>> texts, double[] votes, int first, boolean known) {
    this.texts = texts;
    this.votes = votes;
    this.first = first;
    this.known = known;
    added = new boolean[texts.size()];
    TreeSet<String> all = new TreeSet<>();
    texts.forEach(text -> text.forEach(token -> all.add(token.text())));
    words = List.copyOf(all);
    wordAt = new int[texts.size()][];
    for (int g = 0; g < wordAt.length; g++) {
      List<Token> text = texts.get(g);
      wordAt[g] = new int[text.size()];
      Arrays.setAll(wordAt[g], n -> Collections.binarySearch(words, text.get(n).text()));
    }
  }

  /**
   * Lines texts up.
   *
   * @param votes for each text
   * @param order in which they are added; the first wins where votes are equal
   * @param known whether the first is certain
   * @return null where the texts are too long
   */
  static @Nullable WordNetwork of(
      List<List<Token>> texts, double[] votes, List<Integer> order, boolean known) {
    WordNetwork network = new WordNetwork(texts, votes, order.get(0), known);
    for (int g : order) {
      if ((network.slots.size() + 1L) * (texts.get(g).size() + 1L) > MAX_CELLS) {
        return null;
      }
      network.add(g);
    }
    return network;
  }

  int size() {
    return slots.size();
  }

  /** The number of the word a text has in a slot, or NOTHING. */
  private int word(int[] slot, int g) {
    return slot[g] == NOTHING ? NOTHING : wordAt[g][slot[g]];
  }

  /** The share of the votes so far that slots have for each word; also for nothing. */
  private List<Map<Integer, Double>> shares() {
    List<Map<Integer, Double>> shares = new ArrayList<>();
    double total = 0;
    for (int g = 0; g < votes.length; g++) {
      total += added[g] ? votes[g] + 1e-9 : 0;
    }
    for (int[] slot : slots) {
      Map<Integer, Double> share = new HashMap<>();
      for (int g = 0; g < votes.length; g++) {
        if (added[g]) {
          share.merge(word(slot, g), (votes[g] + 1e-9) / total, Double::sum);
        }
      }
      shares.add(share);
    }
    return shares;
  }

  private void add(int g) {
    int rows = slots.size();
    int columns = texts.get(g).size();
    List<Map<Integer, Double>> shares = shares();
    byte[][] steps = new byte[rows + 1][columns + 1];
    double[] above = new double[columns + 1];
    for (int c = 1; c <= columns; c++) {
      above[c] = c;
      steps[0][c] = 2;
    }
    for (int r = 1; r <= rows; r++) {
      Map<Integer, Double> share = shares.get(r - 1);
      double skip = 1 - share.getOrDefault(NOTHING, 0.0);
      double[] row = new double[columns + 1];
      row[0] = above[0] + skip;
      steps[r][0] = 1;
      for (int c = 1; c <= columns; c++) {
        double match = above[c - 1] + 1 - share.getOrDefault(wordAt[g][c - 1], 0.0);
        double nothing = above[c] + skip;
        double fresh = row[c - 1] + 1;
        row[c] = Math.min(match, Math.min(nothing, fresh));
        steps[r][c] = (byte) (match <= row[c] ? 0 : nothing <= row[c] ? 1 : 2);
      }
      above = row;
    }
    trace(g, steps);
    added[g] = true;
  }

  private void trace(int g, byte[][] steps) {
    List<int[]> backward = new ArrayList<>();
    int r = slots.size();
    int c = texts.get(g).size();
    while (r > 0 || c > 0) {
      byte step = steps[r][c];
      int[] slot;
      if (step == 2) {
        slot = new int[votes.length];
        Arrays.fill(slot, NOTHING);
      } else {
        r--;
        slot = slots.get(r);
      }
      if (step != 1) {
        c--;
        slot[g] = c;
      }
      backward.add(slot);
    }
    Collections.reverse(backward);
    slots = backward;
  }

  /** P(x) of every word, or nothing, that a text has in the slot. */
  private Map<Integer, Double> posterior(int[] slot, double alternatives) {
    Map<Integer, Double> scores = new HashMap<>();
    for (int g = 0; g < votes.length; g++) {
      if (!known || g != first) {
        scores.merge(word(slot, g), votes[g], Double::sum);
      }
    }
    if (known) {
      scores.replaceAll((word, score) -> word == word(slot, first) ? 1.0 : 0.0);
      scores.put(word(slot, first), 1.0);
      return scores;
    }
    double highest = Collections.max(scores.values());
    double total = Math.max(0, alternatives - scores.size()) * StrictMath.exp(-highest);
    for (int word : new TreeSet<>(scores.keySet())) {
      scores.merge(word, 0.0, (score, zero) -> StrictMath.exp(score - highest));
      total += scores.getOrDefault(word, 0.0);
    }
    double all = total;
    scores.replaceAll((word, score) -> score / all);
    return scores;
  }

  /** The number of slots in which a text is expected to be right. */
  double expectedRight(int g, double alternatives) {
    double right = 0;
    for (int[] slot : slots) {
      right += posterior(slot, alternatives).getOrDefault(word(slot, g), 0.0);
    }
    return right;
  }

  /** The most probable word, or nothing, of every slot. */
  Reading best(double alternatives) {
    List<Token> tokens = new ArrayList<>();
    List<Double> confidences = new ArrayList<>();
    double right = 0;
    for (int[] slot : slots) {
      Map<Integer, Double> posterior = posterior(slot, alternatives);
      int best = word(slot, first);
      for (int word : new TreeSet<>(posterior.keySet())) {
        double lead = posterior.getOrDefault(word, 0.0) - posterior.getOrDefault(best, 0.0);
        if (lead > 1e-9) {
          best = word;
        }
      }
      double probability = posterior.getOrDefault(best, 0.0);
      right += probability;
      if (best != NOTHING) {
        tokens.add(new Token(words.get(best), gap(slot, best)));
        confidences.add(probability);
      }
    }
    return new Reading(tokens, confidences, slots.isEmpty() ? 0 : right / slots.size());
  }

  /** The white space that most votes have before a word; the first text's where they are equal. */
  private String gap(int[] slot, int word) {
    Map<String, Double> score = new HashMap<>();
    for (int g = 0; g < votes.length; g++) {
      if (word(slot, g) == word && slot[g] > 0) { // The first word of a text has none to tell.
        score.merge(texts.get(g).get(slot[g]).gap(), votes[g], Double::sum);
      }
    }
    String best = word(slot, first) == word ? texts.get(first).get(slot[first]).gap() : "";
    for (String gap : List.of("", " ", "\n")) {
      if (score.getOrDefault(gap, 0.0) > score.getOrDefault(best, 0.0) + 1e-9) {
        best = gap;
      }
    }
    return best;
  }
}

package io.assay.payout.economics;

import java.util.ArrayList;
import java.util.List;

/*
 * With S(a, b) = 1 where the reports a and b of two voices on one item are seen together more often
 * than chance has it, and 0 else (the sign of the matrix delta of the paper), the score of a labeler
 * is, over all items i and all peers q who voted on i,
 *
 *     mean of S(own i, q's i)  -  mean over items j other than i of S(own j, q's i):
 *
 * agreement on the item they share (the bonus item) less agreement on two different items (the
 * penalty items). With n items, N pairs of an item and a peer, B the sum of the first, C[a] own
 * answers and Q[b] peers' answers of each class, it is exactly
 *
 *     (n B - sum over a, b of S(a, b) C[a] Q[b]) / (N (n - 1)).
 *
 * Peers are the votes of other voices only, and S is counted without the labeler's own voice, so no
 * group has a say in its own score. The paper draws one peer and one pair of penalty items; the mean
 * over all of them has the same expectation, and draws no lots that somebody would have to trust.
 */
/**
 * The multi-task correlated agreement of each labeler with those who are not their own (Shnayder,
 * Agarwal, Frongillo and Parkes 2016; for two classes Dasgupta and Ghosh 2013): zero in expectation
 * for who answers without looking, greatest for who says what they see.
 */
final class AgreementScores {
  /**
   * A score as a fraction.
   *
   * @param items answered by a peer too
   * @param weight the denominator; 0 for who has fewer than two such items
   */
  record Score(long sum, long weight, int items) {
    static final Score NONE = new Score(0, 0, 0);

    boolean isPositive() {
      return weight > 0 && sum > 0;
    }
  }

  private final BonusCrowd crowd;
  private final int classes;
  private final long[][] joint;
  private final List<List<Integer>> votesOfVoice = new ArrayList<>();
  private final int[] itemOfVote;
  private final Score[] ofLabeler;
  private final Score[] ofVoice;

  AgreementScores(BonusCrowd crowd) {
    this.crowd = crowd;
    this.classes = crowd.labels();
    this.joint = new long[classes][classes];
    this.itemOfVote = new int[crowd.voteStart(crowd.items())];
    this.ofLabeler = new Score[crowd.labelers().size()];
    this.ofVoice = new Score[crowd.voices()];
    java.util.Arrays.fill(ofLabeler, Score.NONE);
    for (int v = 0; v < crowd.voices(); v++) {
      votesOfVoice.add(new ArrayList<>());
    }
    for (int t = 0; t < crowd.items(); t++) {
      for (int v = crowd.voteStart(t); v < crowd.voteEnd(t); v++) {
        itemOfVote[v] = t;
        votesOfVoice.get(crowd.voteVoice(v)).add(v);
      }
      countPairs(crowd.othersOn(t, -1));
    }
    score();
  }

  private void countPairs(int[] counts) {
    for (int a = 0; a < classes; a++) {
      for (int b = 0; counts[a] > 0 && b < classes; b++) {
        joint[a][b] += (long) counts[a] * (counts[b] - (a == b ? 1 : 0));
      }
    }
  }

  private void score() {
    List<List<Integer>> answersOfVoice = new ArrayList<>();
    for (int v = 0; v < crowd.voices(); v++) {
      answersOfVoice.add(new ArrayList<>());
    }
    for (int p = 0; p < crowd.size(); p++) {
      if (crowd.voice(p) >= 0) {
        answersOfVoice.get(crowd.voice(p)).add(p);
      }
    }
    for (int v = 0; v < crowd.voices(); v++) {
      boolean[][] together = signs(v);
      Tally own = new Tally(classes);
      for (int vote : votesOfVoice.get(v)) {
        own.add(crowd.voteLabel(vote), crowd.othersOn(itemOfVote[vote], v), together);
      }
      ofVoice[v] = own.score(together);
      java.util.Map<Integer, Tally> tallies = new java.util.HashMap<>();
      for (int p : answersOfVoice.get(v)) {
        tallies
            .computeIfAbsent(crowd.labelerAt(p), j -> new Tally(classes))
            .add(crowd.labelAt(p), crowd.othersOn(crowd.itemAt(p), v), together);
      }
      tallies.forEach((labeler, tally) -> ofLabeler[labeler] = tally.score(together));
    }
  }

  /** S as the other voices show it. */
  private boolean[][] signs(int voice) {
    long[][] others = new long[classes][];
    for (int a = 0; a < classes; a++) {
      others[a] = joint[a].clone();
    }
    for (int vote : votesOfVoice.get(voice)) {
      int own = crowd.voteLabel(vote);
      int[] counts = crowd.othersOn(itemOfVote[vote], voice);
      for (int b = 0; b < classes; b++) {
        others[own][b] -= counts[b];
        others[b][own] -= counts[b];
      }
    }
    long total = 0;
    long[] sums = new long[classes];
    for (int a = 0; a < classes; a++) {
      for (long one : others[a]) {
        sums[a] += one;
      }
      total += sums[a];
    }
    boolean[][] signs = new boolean[classes][classes];
    for (int a = 0; a < classes; a++) {
      for (int b = 0; b < classes; b++) {
        signs[a][b] = isProductGreater(others[a][b], total, sums[a], sums[b]);
      }
    }
    return signs;
  }

  /** Whether a b > c d, of numbers not below zero, in 128 bits. */
  private static boolean isProductGreater(long a, long b, long c, long d) {
    long high = Math.multiplyHigh(a, b);
    long otherHigh = Math.multiplyHigh(c, d);
    return high != otherHigh ? high > otherHigh : Long.compareUnsigned(a * b, c * d) > 0;
  }

  Score ofLabeler(int labeler) {
    return ofLabeler[labeler];
  }

  Score ofVoice(int voice) {
    return ofVoice[voice];
  }

  private static final class Tally {
    private final long[] own;
    private final long[] peers;
    private long pairs;
    private long agreed;
    private int items;

    Tally(int classes) {
      own = new long[classes];
      peers = new long[classes];
    }

    void add(int label, int[] others, boolean[][] together) {
      long seen = pairs;
      for (int b = 0; b < others.length; b++) {
        pairs += others[b];
        peers[b] += others[b];
        agreed += together[label][b] ? others[b] : 0;
      }
      if (pairs > seen) {
        items++;
        own[label]++;
      }
    }

    Score score(boolean[][] together) {
      if (items < 2) {
        return new Score(0, 0, items);
      }
      long chance = 0;
      for (int a = 0; a < own.length; a++) {
        for (int b = 0; own[a] > 0 && b < own.length; b++) {
          chance += together[a][b] ? Math.multiplyExact(own[a], peers[b]) : 0;
        }
      }
      return new Score(
          Math.subtractExact(Math.multiplyExact(items, agreed), chance),
          Math.multiplyExact(pairs, items - 1L),
          items);
    }
  }
}

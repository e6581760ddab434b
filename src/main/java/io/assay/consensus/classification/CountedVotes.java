package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/*
 * With b the inverse temperature of the fit, theta_j(l|k) the confusions and pi_k what is known of the
 * item beforehand, all logarithms natural and rounded to whole millionths,
 *
 *   row_j,l(k) = b ln theta_j(l|k) - max over k,
 *   base_i(k)  = ln pi_i,k - max over k,
 *   score_i(k) = base_i(k) + sum over the counted votes of row_j,l(k).
 *
 * The label of a fit is not always the class of the highest score, because a fit averages several
 * models and mixes in the share of the votes. Where another class would win, its base is lowered until
 * the label is level with it. How far a base may be lowered is bounded by whoever checks; an item
 * that would need more is left out.
 *
 * Of m answers of one group, which count 1/m each, the first stands for all.
 */
/**
 * A fit as a weighted vote in whole numbers, so that anyone, a contract too, can count the votes of
 * one item again without logarithms and without the rest of the fit.
 *
 * <p>Weights are in millionths of a nat, at most 0 and at least {@link #MIN_WEIGHT}.
 */
public final class CountedVotes {
  /** No vote takes more from a class than this: e^-20. */
  public static final int MIN_WEIGHT = -20_000_000;

  private static final double MILLIONTHS = 1e6;
  private static final double ONE_VOTE = 1 - 1e-9;

  private final Consensus consensus;
  private final Votes votes;
  private final Confusions confusions;
  private final int classes;
  private final Map<Long, int[]> rows = new HashMap<>();

  private CountedVotes(Consensus consensus, Votes votes) {
    this.consensus = consensus;
    this.votes = votes;
    this.confusions = consensus.confusions();
    this.classes = votes.classes;
  }

  static CountedVotes of(Consensus consensus, Votes votes) {
    return new CountedVotes(consensus, votes);
  }

  /** The answers; tasks, labelers and labels are numbered as there. */
  public Answers answers() {
    return votes.answers;
  }

  /** Whether the label of the task was found by votes: it is not known beforehand. */
  public boolean isVoted(int t) {
    return votes.known(t) < 0;
  }

  /** The number of the label of the task. */
  public int label(int t) {
    return consensus.labelIndex(t);
  }

  /** What a vote of the labeler for a label adds to the score of each class; not to be changed. */
  public int[] row(int labeler, int label) {
    return rows.computeIfAbsent((long) labeler * classes + label, key -> newRow(labeler, label));
  }

  private int[] newRow(int labeler, int label) {
    double[] logs = new double[classes];
    String name = votes.answers.labeler(labeler);
    for (int k = 0; k < classes; k++) {
      logs[k] = confusions.inverseTemperature() * StrictMath.log(confusions.given(name, label, k));
    }
    return rounded(logs);
  }

  /** The positions, in the table by task, of the answers to the task that count. */
  public int[] counted(int t) {
    Answers answers = votes.answers;
    int[] positions = new int[answers.taskEnd(t) - answers.taskStart(t)];
    int size = 0;
    double open = 0;
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      double weight = votes.weight(p);
      if (weight >= 1) {
        positions[size++] = p;
      } else if (weight > 0) {
        if (open < weight / 2) {
          positions[size++] = p;
        }
        open += weight;
        open = open > ONE_VOTE ? 0 : open;
      }
    }
    return Arrays.copyOf(positions, size);
  }

  /**
   * What each class of the task starts with, the label of the task level with the best.
   *
   * @param lowest below which no class may start, at most 0
   * @return nothing if one would have to, for the label to stand
   */
  public Optional<int[]> findBase(int t, int lowest) {
    double[] logs = new double[classes];
    double[] prior = votes.prior(t);
    double[] share = prior == null ? confusions.share() : prior;
    for (int k = 0; k < classes; k++) {
      logs[k] = StrictMath.log(share[k]);
    }
    int[] base = rounded(logs);
    for (int k = 0; k < classes; k++) {
      base[k] = Math.max(lowest, base[k]);
    }
    long[] scores = scores(t, base);
    int label = label(t);
    for (int k = 0; k < classes; k++) {
      long lead = Math.max(0, scores[k] - scores[label]);
      if (base[k] - lead < lowest) {
        return Optional.empty();
      }
      base[k] -= (int) lead;
    }
    return Optional.of(base);
  }

  private long[] scores(int t, int[] base) {
    long[] scores = new long[classes];
    for (int k = 0; k < classes; k++) {
      scores[k] = base[k];
    }
    for (int p : counted(t)) {
      int[] row = row(votes.answers.labelerAt(p), votes.answers.labelAt(p));
      for (int k = 0; k < classes; k++) {
        scores[k] += row[k];
      }
    }
    return scores;
  }

  private static int[] rounded(double[] logs) {
    double max = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      max = Math.max(max, log);
    }
    int[] millionths = new int[logs.length];
    for (int k = 0; k < logs.length; k++) {
      double below = Math.rint(MILLIONTHS * (logs[k] - max));
      millionths[k] = (int) Math.max(MIN_WEIGHT, below);
    }
    return millionths;
  }
}

package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import org.jspecify.annotations.Nullable;

/** What answers say of their items by a fit: e_jk = b ln θ_j(l_j|k), b the inverse temperature. */
public final class AnswerEvidence {
  private final Confusions confusions;
  private final double[] logShare;
  private final int classes;

  /** By a fit. */
  public AnswerEvidence(Confusions confusions) {
    this.confusions = confusions;
    this.logShare = confusions.share();
    this.classes = logShare.length;
    for (int k = 0; k < classes; k++) {
      logShare[k] = StrictMath.log(Math.max(1e-9, logShare[k]));
    }
  }

  /** K. */
  public int classes() {
    return classes;
  }

  /** ln of the share of each class; not a copy. */
  public double[] logShare() {
    return logShare;
  }

  /** θ_j(.|.) of a labeler, to be asked for many answers. */
  public double[] table(String labeler) {
    return confusions.table(labeler);
  }

  /** θ(l|k) of a table. */
  public double given(double[] table, int label, int k) {
    if (table.length == classes * classes) {
      return table[label * classes + k];
    }
    return label == k ? table[0] : (1 - table[0]) / Math.max(1, classes - 1);
  }

  /** e_jk of every answer, [position in the table by task * K + class]. */
  public double[] ofEach(Answers answers) {
    double[] evidence = new double[answers.size() * classes];
    for (int j = 0; j < answers.labelers(); j++) {
      double[] table = confusions.table(answers.labeler(j));
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        int to = answers.positionOf(q) * classes;
        for (int k = 0; k < classes; k++) {
          double given = Math.max(1e-9, given(table, answers.labelOf(q), k));
          evidence[to + k] = confusions.inverseTemperature() * StrictMath.log(given);
        }
      }
    }
    return evidence;
  }

  /**
   * T of a task without the answer at a position: a sum over the others and not a difference, since
   * what is left of large numbers would be noise.
   *
   * @param prior the distribution known beforehand, or null for the shares of the classes
   * @param evidence as {@link #ofEach} has it
   */
  public void others(
      Answers answers, int t, int p, double @Nullable [] prior, double[] evidence, double[] row) {
    for (int k = 0; k < classes; k++) {
      row[k] = prior == null ? logShare[k] : StrictMath.log(Math.max(1e-6, prior[k]));
    }
    for (int other = answers.taskStart(t); other < answers.taskEnd(t); other++) {
      for (int k = 0; k < classes && other != p; k++) {
        row[k] += evidence[other * classes + k];
      }
    }
    softmax(row);
  }

  /** Turns log-odds into probabilities, in place. */
  public static void softmax(double[] row) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : row) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = StrictMath.exp(row[k] - max);
      sum += row[k];
    }
    for (int k = 0; k < row.length; k++) {
      row[k] /= sum;
    }
  }
}

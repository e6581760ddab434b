package io.assay.consensus.pairwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * Comparison p of a and b by j with weight g and outcome o in {1, 0, -1}, d = s_a - s_b,
 * Z = e^{d/2} + e^{-d/2} + ν, p_o = e^{o d/2} / Z for o = 1, -1 and p_0 = ν / Z.
 *
 * E:  the labeler meant it so with probability q = η p_o / (η p_o + (1 - η) p_-o); a tie says nothing.
 * M:  η_j = (α - 1 + sum g q) / (α + β - 2 + sum g over preferences).
 *     The expected log likelihood of p in d is o (q - 1/2) d - log Z with a second derivative between
 *     -1/4 and 0. So for one score with the others held, or for log ν, the step
 *     gradient / (sum g / 4 + 1 / prior variance) never overshoots: the quadratic that touches at the
 *     present value and has this curvature lies below (Hunter, Lange 2004, A tutorial on MM algorithms).
 * Scores are moved in the order of names, several sweeps an iteration.
 */
/** One run of expectation and maximisation for {@link CrowdBradleyTerry}. */
final class CrowdBradleyTerryEm {
  private static final double SCORE_VARIANCE = 4;
  private static final double ALPHA = 4;
  private static final double BETA = 1.5;
  private static final double LOG_TIE_MEAN = -1;
  private static final double LOG_TIE_VARIANCE = 4;
  private static final int SWEEPS = 5;
  private static final int MAX_ITERATIONS = 1000;
  private static final double TOLERANCE = 1e-9;

  /** The log posterior after each iteration; it never falls. */
  final List<Double> objectives = new ArrayList<>();

  private final ComparisonTable table;
  private final double[] score;
  private final double[] eta;
  private final double[] meant;
  private final boolean ties;
  private double logTie = LOG_TIE_MEAN;

  CrowdBradleyTerryEm(ComparisonTable table) {
    this.table = table;
    score = new double[table.things.size()];
    eta = new double[table.labelers.size()];
    Arrays.fill(eta, (ALPHA - 1) / (ALPHA + BETA - 2));
    meant = new double[table.size()];
    ties = Arrays.stream(table.outcomeAt).anyMatch(outcome -> outcome == 0);
  }

  void run() {
    double moved = Double.POSITIVE_INFINITY;
    while (objectives.size() < MAX_ITERATIONS && moved > TOLERANCE) {
      expect();
      moved = updateReliabilities();
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        moved = Math.max(moved, updateScores());
      }
      if (ties) {
        updateTies();
      }
      objectives.add(objective());
    }
    centre();
  }

  private double tie() {
    return ties ? StrictMath.exp(logTie) : 0;
  }

  private double difference(int p) {
    return score[table.leftAt[p]] - score[table.rightAt[p]];
  }

  /** The probability of an outcome with nobody mistaken. */
  private double outcome(int p, int outcome) {
    double half = StrictMath.exp(difference(p) / 2);
    double tie = tie();
    double all = half + 1 / half + tie;
    return outcome == 0 ? tie / all : outcome > 0 ? half / all : 1 / half / all;
  }

  private void expect() {
    for (int p = 0; p < meant.length; p++) {
      int o = table.outcomeAt[p];
      if (o != 0) {
        double right = eta[table.labelerAt[p]] * outcome(p, o);
        double wrong = (1 - eta[table.labelerAt[p]]) * outcome(p, -o);
        meant[p] = right / (right + wrong);
      }
    }
  }

  private double updateReliabilities() {
    double moved = 0;
    for (int j = 0; j < eta.length; j++) {
      double right = ALPHA - 1;
      double total = ALPHA + BETA - 2;
      for (int p : table.ofLabeler.get(j)) {
        if (table.outcomeAt[p] != 0) {
          right += table.weightAt[p] * meant[p];
          total += table.weightAt[p];
        }
      }
      moved = Math.max(moved, Math.abs(right / total - eta[j]));
      eta[j] = right / total;
    }
    return moved;
  }

  /** The derivative of the expected log likelihood of a comparison in d. */
  private double slope(int p) {
    double drawn = (outcome(p, 1) - outcome(p, -1)) / 2;
    return table.outcomeAt[p] * (meant[p] - 0.5) - drawn;
  }

  private double updateScores() {
    double moved = 0;
    for (int a = 0; a < score.length; a++) {
      double gradient = -score[a] / SCORE_VARIANCE;
      double curvature = 1 / SCORE_VARIANCE;
      for (int p : table.ofThing.get(a)) {
        double side = table.leftAt[p] == a ? 1 : -1;
        gradient += table.weightAt[p] * side * slope(p);
        curvature += table.weightAt[p] / 4;
      }
      score[a] += gradient / curvature;
      moved = Math.max(moved, Math.abs(gradient / curvature));
    }
    return moved;
  }

  private void updateTies() {
    double gradient = (LOG_TIE_MEAN - logTie) / LOG_TIE_VARIANCE;
    double curvature = 1 / LOG_TIE_VARIANCE;
    for (int p = 0; p < meant.length; p++) {
      double seen = table.outcomeAt[p] == 0 ? 1 : 0;
      gradient += table.weightAt[p] * (seen - outcome(p, 0));
      curvature += table.weightAt[p] / 4;
    }
    logTie += gradient / curvature;
  }

  private double objective() {
    double sum = ties ? -square(logTie - LOG_TIE_MEAN) / (2 * LOG_TIE_VARIANCE) : 0;
    for (double value : score) {
      sum -= square(value) / (2 * SCORE_VARIANCE);
    }
    for (double value : eta) {
      sum += (ALPHA - 1) * StrictMath.log(value) + (BETA - 1) * StrictMath.log(1 - value);
    }
    for (int p = 0; p < meant.length; p++) {
      sum += table.weightAt[p] * StrictMath.log(probability(p, table.outcomeAt[p]));
    }
    return sum;
  }

  /** The probability of an outcome from the labeler who compared. */
  private double probability(int p, int o) {
    double right = eta[table.labelerAt[p]];
    return o == 0 ? outcome(p, 0) : right * outcome(p, o) + (1 - right) * outcome(p, -o);
  }

  private static double square(double value) {
    return value * value;
  }

  private void centre() {
    double mean = Arrays.stream(score).sum() / Math.max(1, score.length);
    for (int a = 0; a < score.length; a++) {
      score[a] -= mean;
    }
  }

  /**
   * The Fisher information of the scores with their prior, by row up to the diagonal or the
   * diagonal alone, as {@link ScoreCovariance#invert} takes it: of a comparison, sum_o (dP_o/dd)² /
   * P_o.
   */
  double[][] information() {
    boolean dense = ScoreCovariance.isDense(score.length);
    double[][] information = new double[score.length][];
    for (int a = 0; a < score.length; a++) {
      information[a] = new double[dense ? a + 1 : 1];
      information[a][dense ? a : 0] = 1 / SCORE_VARIANCE;
    }
    for (int p = 0; p < meant.length; p++) {
      double value = table.weightAt[p] * information(p);
      int a = Math.max(table.leftAt[p], table.rightAt[p]);
      int b = Math.min(table.leftAt[p], table.rightAt[p]);
      information[a][dense ? a : 0] += value;
      information[b][dense ? b : 0] += value;
      if (dense) {
        information[a][b] -= value;
      }
    }
    return information;
  }

  private double information(int p) {
    double drawn = (outcome(p, 1) - outcome(p, -1)) / 2;
    double sum = ties ? outcome(p, 0) * square(drawn) : 0;
    double right = eta[table.labelerAt[p]];
    for (int o = -1; o <= 1; o += 2) {
      double slope =
          right * outcome(p, o) * (o / 2.0 - drawn)
              + (1 - right) * outcome(p, -o) * (-o / 2.0 - drawn);
      sum += square(slope) / probability(p, o);
    }
    return sum;
  }

  double score(int a) {
    return score[a];
  }

  double reliability(int j) {
    return eta[j];
  }

  /** The inverse of the observed information of η_j with its prior, the scores held. */
  double reliabilityVariance(int j) {
    double information = (ALPHA - 1) / square(eta[j]) + (BETA - 1) / square(1 - eta[j]);
    for (int p : table.ofLabeler.get(j)) {
      int o = table.outcomeAt[p];
      if (o != 0) {
        double slope = (outcome(p, o) - outcome(p, -o)) / probability(p, o);
        information += table.weightAt[p] * square(slope);
      }
    }
    return 1 / information;
  }

  /** Up to this difference a tie is the most probable outcome. */
  double tieWidth() {
    return ties ? Math.max(0, 2 * logTie) : 0;
  }

  int iterations() {
    return objectives.size();
  }
}

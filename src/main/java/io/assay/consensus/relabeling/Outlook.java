package io.assay.consensus.relabeling;

/**
 * What is known of one item and of the answers it could still get.
 *
 * <p>Its truth k and its discrimination a are unknown together: joint[k * A + a] = P(k, a |
 * answers). A next labeler says l with probability P_a(l|k). Answers to one item hang together
 * through a, so that agreement so far tells how much the next answer will say.
 */
public final class Outlook {
  private final int answers;
  private final int candidates;
  private final int levels;
  private final int outcomes;
  private final double[] joint;
  private final double[] next;

  /**
   * @param answers the item has
   * @param candidates number of classes that may be its label; rows after them are lumped classes
   * @param joint [k * A + a], sums to 1
   * @param next P_a(l|k) at [(k * A + a) * L + l]
   */
  Outlook(int answers, int candidates, int levels, double[] joint, double[] next) {
    this.answers = answers;
    this.candidates = candidates;
    this.levels = levels;
    this.outcomes = next.length / joint.length;
    this.joint = joint;
    this.next = next;
  }

  /** Answers the item has. */
  public int answers() {
    return answers;
  }

  /** Probability that the most probable label is wrong: 1 - max_k T_k. */
  public double error() {
    return 1 - best(joint);
  }

  /**
   * The error expected after n more answers: 1 - sum over the label counts m of max_k sum_a P(k, a)
   * P(m | k, a). Exact: order says nothing, so counts of labels are all there is to sum.
   */
  public double errorAfter(int n) {
    return n == 0 ? error() : 1 - expectedBest(joint, n, outcomes - 1, 1);
  }

  /** Sums over how many of n answers say this label, then over the labels before it. */
  private double expectedBest(double[] weights, int n, int label, double ways) {
    double[] left = weights.clone();
    if (label == 0 || n == 0) {
      for (int i = 0; i < n; i++) {
        multiply(left, label);
      }
      return ways * best(left);
    }
    double sum = 0;
    double choose = 1;
    for (int m = 0; m <= n; m++) {
      sum += expectedBest(left, n - m, label - 1, ways * choose);
      multiply(left, label);
      choose = choose * (n - m) / (m + 1);
    }
    return sum;
  }

  private void multiply(double[] weights, int label) {
    for (int c = 0; c < weights.length; c++) {
      weights[c] *= next[c * outcomes + label];
    }
  }

  private double best(double[] weights) {
    double best = 0;
    for (int k = 0; k < candidates; k++) {
      double sum = 0;
      for (int a = 0; a < levels; a++) {
        sum += weights[k * levels + a];
      }
      best = Math.max(best, sum);
    }
    return best;
  }
}

package io.assay.consensus.classification;

import java.util.Arrays;

/**
 * What EM believes between two passes: the shares of the classes and θ_j(l|k) of every labeler.
 *
 * <p>{@link #maximise} makes them from {@link ConfusionSums}; they are arrays, to be sent to
 * wherever the answers are.
 */
public final class ConfusionParameters {
  final double[] share;

  /** θ_j(l|k) indexed [(row * K + l) * K + k], at least {@link ConfusionPass#MIN_PROBABILITY}. */
  final double[] factors;

  private ConfusionParameters(double[] share, double[] factors) {
    this.share = share;
    this.factors = factors;
  }

  /** Puts parameters together again that travelled as arrays. */
  public static ConfusionParameters of(double[] share, double[] factors) {
    return new ConfusionParameters(share, factors);
  }

  /** The shares of the classes themselves. */
  public double[] share() {
    return share;
  }

  /** The table itself, indexed [(row * K + label) * K + class]. */
  public double[] factors() {
    return factors;
  }

  /**
   * The most probable parameters for the sums.
   *
   * @param tasks number of all tasks
   */
  static ConfusionParameters maximise(
      ConfusionSums sums, ConfusionTargets targets, ConfusionEm.Settings settings, long tasks) {
    int classes = sums.classes;
    double strength = settings.strength();
    double[] counts = sums.counts;
    double[] factors = new double[counts.length];
    double[] totals = new double[classes];
    double[] target = new double[classes * classes];
    int cells = classes * classes;
    for (int from = 0; from < counts.length; from += cells) {
      targets.of(from / cells, target);
      Arrays.fill(totals, strength);
      for (int i = 0; i < cells; i += classes) {
        for (int k = 0; k < classes; k++) {
          totals[k] += counts[from + i + k];
        }
      }
      for (int k = 0; k < classes; k++) {
        totals[k] = 1 / totals[k];
      }
      for (int i = 0; i < cells; i += classes) {
        for (int k = 0; k < classes; k++) {
          double theta = (counts[from + i + k] + strength * target[i + k]) * totals[k];
          factors[from + i + k] = Math.max(ConfusionPass.MIN_PROBABILITY, theta);
        }
      }
    }
    double[] share = sums.classCounts.clone();
    for (int k = 0; k < classes; k++) {
      share[k] += settings.classPrior(tasks, classes);
    }
    Votes.normalise(share, 0, classes);
    return new ConfusionParameters(share, factors);
  }
}

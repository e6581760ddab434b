package io.assay.consensus.classification;

import java.util.Arrays;

/**
 * Q_j(l|k), what the confusion matrix of each labeler is drawn to: the usual matrix P, or P with
 * its errors scaled to the ability of the labeler (equations at {@link ConfusionEm}).
 */
final class ConfusionTargets {
  private static final double MIN_ERROR_RATE = 0.01;

  private final int classes;
  private final double[] pooled;
  private final double[] ability;

  /** P itself for everybody. */
  ConfusionTargets(double[] pooled, int classes, int labelers) {
    this.classes = classes;
    this.pooled = pooled;
    this.ability = new double[labelers];
    Arrays.fill(ability, 1);
  }

  /** Scales the targets to the abilities that the sums show. */
  void scale(ConfusionSums sums) {
    double[] wrong = new double[ability.length];
    double[] expected = new double[ability.length];
    double wrongOfAll = 0;
    double answersOfAll = 0;
    int cells = classes * classes;
    for (int j = 0; j < ability.length; j++) {
      for (int k = 0; k < classes; k++) {
        double total = 0;
        for (int l = 0; l < classes; l++) {
          total += sums.counts[j * cells + l * classes + k];
        }
        wrong[j] += total - sums.counts[j * cells + k * classes + k];
        expected[j] += total * (1 - pooled[k * classes + k]);
        answersOfAll += total;
      }
      wrongOfAll += wrong[j];
    }
    double rate = answersOfAll > 0 ? wrongOfAll / answersOfAll : 0;
    double prior = 2 * Math.max(MIN_ERROR_RATE, rate);
    for (int j = 0; j < ability.length; j++) {
      ability[j] = (Math.max(0, wrong[j]) + prior) / (expected[j] + prior);
    }
  }

  /** Q_j(l|k). */
  double of(int j, int l, int k) {
    double right = pooled[k * classes + k];
    double sum = right + ability[j] * (1 - right);
    return (l == k ? right : ability[j] * pooled[l * classes + k]) / sum;
  }

  /** Q_j as a whole, indexed [l * K + k]. */
  void of(int j, double[] into) {
    double scale = ability[j];
    for (int k = 0; k < classes; k++) {
      double right = pooled[k * classes + k];
      double sum = 1 / (right + scale * (1 - right));
      for (int l = 0; l < classes; l++) {
        int cell = l * classes + k;
        into[cell] = (l == k ? right : scale * pooled[cell]) * sum;
      }
    }
  }

  /** P from the counts of all, indexed [l * K + k]; one answer's worth of doubt in every cell. */
  static double[] pool(double[] counts, int classes) {
    double[] pooled = new double[classes * classes];
    Arrays.fill(pooled, 1);
    for (int from = 0; from < counts.length; from += pooled.length) {
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] += counts[from + i];
      }
    }
    for (int k = 0; k < classes; k++) {
      double sum = 0;
      for (int l = 0; l < classes; l++) {
        sum += pooled[l * classes + k];
      }
      for (int l = 0; l < classes; l++) {
        pooled[l * classes + k] /= sum;
      }
    }
    return pooled;
  }
}

package io.assay.consensus.classification;

import java.util.Arrays;

/**
 * What one pass over answers adds up to, all that the maximisation step needs: sums of blocks of
 * tasks may be added, always in the same order for the same bits.
 */
public final class ConfusionSums {
  final int classes;

  /** Sum of w T_ik over the answers l of a labeler, indexed [(row * K + l) * K + k]. */
  final double[] counts;

  /** Sum of T_ik over the tasks whose class the shares of the classes foretell, by class. */
  final double[] classCounts;

  double logLikelihood;

  /** Zero everywhere, for so many labelers and classes. */
  public ConfusionSums(int labelers, int classes) {
    this(classes, new double[labelers * classes * classes], new double[classes], 0);
  }

  private ConfusionSums(int classes, double[] counts, double[] classCounts, double logLikelihood) {
    this.classes = classes;
    this.counts = counts;
    this.classCounts = classCounts;
    this.logLikelihood = logLikelihood;
  }

  /** Puts sums together again that travelled as arrays. */
  public static ConfusionSums of(double[] counts, double[] classCounts, double logLikelihood) {
    return new ConfusionSums(classCounts.length, counts, classCounts, logLikelihood);
  }

  /** The table of counts itself, indexed [(row * K + label) * K + class]. */
  public double[] counts() {
    return counts;
  }

  /** The table of classes itself. */
  public double[] classCounts() {
    return classCounts;
  }

  /** Returns the log likelihood of the answers in nats. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Sets everything to zero. */
  void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(classCounts, 0);
    logLikelihood = 0;
  }

  /** Adds other sums to these; returns these. */
  public ConfusionSums add(ConfusionSums other) {
    addRows(other, 0, counts.length);
    addRest(other);
    return this;
  }

  void addRows(ConfusionSums other, int from, int to) {
    for (int i = from; i < to; i++) {
      counts[i] += other.counts[i];
    }
  }

  void addRest(ConfusionSums other) {
    for (int k = 0; k < classes; k++) {
      classCounts[k] += other.classCounts[k];
    }
    logLikelihood += other.logLikelihood;
  }
}

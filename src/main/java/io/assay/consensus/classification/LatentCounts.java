package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;

/**
 * How often each labeler is expected to have given each label to tasks of each latent group.
 *
 * <p>c_j(l,g) = sum_i w_ij T_ig [l_ij = l] for labelers j, labels l and groups g of G, where T_ig
 * is the probability that task i belongs to g; groups are the classes or finer. Tables of this
 * shape lie as [(j * K + l) * G + g]: what one answer reads lies together.
 */
final class LatentCounts {
  private final Votes votes;
  private final Answers answers;
  private final int groups;
  private final double[] counts;

  LatentCounts(Votes votes, int groups) {
    this.votes = votes;
    this.answers = votes.answers;
    this.groups = groups;
    this.counts = new double[answers.labelers() * votes.classes * groups];
  }

  int cells() {
    return counts.length;
  }

  int cell(int j, int l, int group) {
    return (j * votes.classes + l) * groups + group;
  }

  double get(int j, int l, int group) {
    return counts[cell(j, l, group)];
  }

  /** Counts anew by T[i * G + g]. */
  void count(double[] membership) {
    Arrays.fill(counts, 0);
    for (int t = 0; t < votes.tasks; t++) {
      int row = t * groups;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double weight = votes.weight(p);
        int cell = cell(answers.labelerAt(p), answers.labelAt(p), 0);
        for (int g = 0; g < groups; g++) {
          counts[cell + g] += weight * membership[row + g];
        }
      }
    }
  }

  /** Adds sum_j w_ij table_j(l_ij,g) for every g to G values from {@code row} on. */
  void addEvidence(int t, double[] table, double[] into, int row) {
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      double weight = votes.weight(p);
      int cell = cell(answers.labelerAt(p), answers.labelAt(p), 0);
      for (int g = 0; g < groups; g++) {
        into[row + g] += weight * table[cell + g];
      }
    }
  }
}

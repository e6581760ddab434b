package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;

/*
 * With acc_j the accuracy of labeler j (four answers of the usual accuracy p counted in) and 1/K what
 * guessing reaches,
 *   acc_j = (sum_i w_ij T_i,l_ij + 4 p) / (sum_i w_ij + 4),
 *   s_j   = max(0.02, ((acc_j - 1/K) / (1 - 1/K))^2),
 *   V_ik  = (sum_j w_ij s_j [l_ij = k] + s/4 pi_k) / (sum over k),
 * where s is the mean of s_j over the answers, so that what is known beforehand, pi, counts a quarter
 * of a usual answer.
 */
/**
 * The answers to an item as shares, each labeler weighing by skill: how another skilled labeler
 * would answer this very item, whatever the model of truth and error says.
 */
final class VoteShare {
  private static final double PRIOR_ANSWERS = 4;
  private static final double MIN_WEIGHT = 0.02;
  private static final double DOUBT = 0.25;

  private final double[] skills;
  private final double doubt;

  private VoteShare(double[] skills, double doubt) {
    this.skills = skills;
    this.doubt = doubt;
  }

  /** Judges the labelers by what is believed of the items. */
  static VoteShare of(Votes votes, double[] posterior) {
    Answers answers = votes.answers;
    double[] right = new double[answers.labelers()];
    double[] total = new double[answers.labelers()];
    for (int t = 0; t < votes.tasks; t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        right[j] += votes.weight(p) * posterior[t * votes.classes + answers.labelAt(p)];
        total[j] += votes.weight(p);
      }
    }
    double rightOfAll = 0;
    double totalOfAll = 0;
    for (int j = 0; j < right.length; j++) {
      rightOfAll += right[j];
      totalOfAll += total[j];
    }
    double usual = totalOfAll > 0 ? rightOfAll / totalOfAll : 1;
    double[] skills = new double[right.length];
    double sum = 0;
    for (int j = 0; j < skills.length; j++) {
      double accuracy = (right[j] + PRIOR_ANSWERS * usual) / (total[j] + PRIOR_ANSWERS);
      skills[j] = skill(accuracy, votes.classes);
      sum += total[j] * skills[j];
    }
    return new VoteShare(skills, doubt(totalOfAll > 0 ? sum / totalOfAll : 1));
  }

  /** The weight of the answers of a labeler who is right so often. */
  static double skill(double accuracy, int classes) {
    double guess = 1.0 / classes;
    double above = classes == 1 ? 1 : Math.max(0, (accuracy - guess) / (1 - guess));
    return Math.max(MIN_WEIGHT, above * above);
  }

  /** What is known beforehand weighs so much where answers weigh {@code skill} on average. */
  static double doubt(double skill) {
    return DOUBT * skill;
  }

  /**
   * V of one task.
   *
   * @param prior what is known of the task beforehand
   */
  void of(Votes votes, int t, double[] prior, double[] into) {
    Answers answers = votes.answers;
    for (int k = 0; k < into.length; k++) {
      into[k] = doubt * prior[k];
    }
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      into[answers.labelAt(p)] += votes.weight(p) * skills[answers.labelerAt(p)];
    }
    if (!Votes.normalise(into, 0, into.length)) {
      Arrays.fill(into, 1.0 / into.length);
    }
  }
}

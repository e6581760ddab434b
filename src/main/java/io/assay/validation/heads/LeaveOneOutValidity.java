package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LabelPrior;

/**
 * How likely the label of a submission is to be true by what everybody else says of its item: the
 * other labelers, and what is known of the item beforehand.
 *
 * <p>With q_i the prior of item i, or the shares of the classes, and b the inverse temperature of
 * the fit,
 *
 * <p>v_ij = T_i^(-j)(l_ij), T_ik^(-j) ~ q_ik prod over the others j' of θ_j'(l_ij'|k)^b.
 *
 * <p>The labeler's own answer is left out, or each would confirm himself. Where nobody else
 * answered and nothing is known beforehand it is the share of the class.
 */
public final class LeaveOneOutValidity {
  private LeaveOneOutValidity() {}

  /**
   * The validity of every answer, by its position in the table by task, rounded to millionths.
   *
   * @param answers over the labels of the fit
   * @throws IllegalArgumentException when their labels are others
   */
  public static double[] of(Answers answers, Confusions confusions, LabelPrior prior) {
    if (!answers.labelNames().equals(confusions.labels())) {
      throw new IllegalArgumentException(
          "answers have labels " + answers.labelNames() + ", the fit " + confusions.labels());
    }
    AnswerEvidence fit = new AnswerEvidence(confusions);
    double[] evidence = fit.ofEach(answers);
    double[] validity = new double[answers.size()];
    double[] row = new double[fit.classes()];
    for (int t = 0; t < answers.tasks(); t++) {
      double[] known = prior.find(answers.task(t), answers.labelNames()).orElse(null);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        fit.others(answers, t, p, known, evidence, row);
        validity[p] = Consensus.quantise(row[answers.labelAt(p)]);
      }
    }
    return validity;
  }
}

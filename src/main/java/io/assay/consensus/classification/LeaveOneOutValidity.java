package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Whoever is one voice with the labeler is left out with him: accounts of one group would confirm each
 * other, and so would the model and a labeler who answers what it predicts. A known label needs nobody
 * else's word: v is 1 where the answer is the known label and 0 otherwise.
 */
/**
 * How likely the label of a submission is to be true by what everybody else says of its item: the
 * other labelers, and what is known of the item beforehand.
 *
 * <p>With q_i the prior of item i, or the shares of the classes, b the inverse temperature of the
 * fit and w_j' the weight of an answer in it,
 *
 * <p>v_ij = T_i^(-j)(l_ij), T_ik^(-j) ~ q_ik prod over the others j' of θ_j'(l_ij'|k)^(b w_j').
 *
 * <p>The labeler's own answer is left out, or each would confirm himself. Where nobody else
 * answered and nothing is known beforehand it is the share of the class.
 */
public final class LeaveOneOutValidity {
  private final Answers answers;
  private final LabelPrior prior;
  private final Map<String, String> gold;
  private final Exclusions exclusions;
  private final Set<String> echoes;
  private final AnswerEvidence fit;
  private final double[] evidence;

  private LeaveOneOutValidity(
      Answers answers,
      Confusions confusions,
      LabelPrior prior,
      Map<String, String> gold,
      Exclusions exclusions,
      Set<String> echoes) {
    this.answers = answers;
    this.prior = prior;
    this.gold = gold;
    this.exclusions = exclusions;
    this.echoes = echoes;
    this.fit = new AnswerEvidence(confusions);
    this.evidence = fit.ofEach(answers);
  }

  /**
   * The validity of every answer where all labelers count, by its position in the table by task.
   *
   * @param answers over the labels of the fit
   * @throws IllegalArgumentException when their labels are others
   */
  public static double[] of(Answers answers, Confusions confusions, LabelPrior prior) {
    return of(answers, confusions, prior, Map.of(), Exclusions.none(), Set.of());
  }

  /**
   * The validity of every answer, by its position in the table by task, rounded to millionths.
   *
   * @param answers over the labels of the fit
   * @param gold known labels by task
   * @param exclusions under which the fit was made
   * @param echoes labelers whose answers are those of the model behind the prior
   * @throws IllegalArgumentException when their labels are others
   */
  public static double[] of(
      Answers answers,
      Confusions confusions,
      LabelPrior prior,
      Map<String, String> gold,
      Exclusions exclusions,
      Set<String> echoes) {
    if (!answers.labelNames().equals(confusions.labels())) {
      throw new IllegalArgumentException(
          "answers have labels " + answers.labelNames() + ", the fit " + confusions.labels());
    }
    return new LeaveOneOutValidity(answers, confusions, prior, gold, exclusions, echoes).all();
  }

  private double[] all() {
    double[] validity = new double[answers.size()];
    double[] row = new double[fit.classes()];
    for (int t = 0; t < answers.tasks(); t++) {
      String known = gold.get(answers.task(t));
      double[] before = prior.find(answers.task(t), answers.labelNames()).orElse(null);
      double[] weights = weights(t);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        if (known != null) {
          validity[p] = answers.label(answers.labelAt(p)).equals(known) ? 1 : 0;
        } else {
          others(t, p, echoes.contains(labelerAt(p)) ? null : before, weights, row);
          validity[p] = Consensus.quantise(row[answers.labelAt(p)]);
        }
      }
    }
    return validity;
  }

  private String labelerAt(int position) {
    return answers.labeler(answers.labelerAt(position));
  }

  /** The weights of the answers to a task, from its first one on. */
  private double[] weights(int t) {
    int start = answers.taskStart(t);
    double[] weights = new double[answers.taskEnd(t) - start];
    Map<String, Integer> together = new HashMap<>();
    for (int n = 0; n < weights.length; n++) {
      weights[n] = exclusions.ignores(labelerAt(start + n)) ? 0 : 1;
      if (weights[n] > 0) {
        group(start + n).ifPresent(group -> together.merge(group, 1, Integer::sum));
      }
    }
    for (int n = 0; n < weights.length; n++) {
      weights[n] /= group(start + n).map(group -> together.getOrDefault(group, 1)).orElse(1);
    }
    return weights;
  }

  private Optional<String> group(int position) {
    return exclusions.findGroup(labelerAt(position));
  }

  private void others(int t, int p, double @Nullable [] before, double[] weights, double[] row) {
    for (int k = 0; k < row.length; k++) {
      row[k] = before == null ? fit.logShare()[k] : StrictMath.log(Math.max(1e-6, before[k]));
    }
    Optional<String> own = group(p);
    int start = answers.taskStart(t);
    for (int other = start; other < answers.taskEnd(t); other++) {
      boolean oneVoice = other == p || (own.isPresent() && own.equals(group(other)));
      double weight = oneVoice ? 0 : weights[other - start];
      for (int k = 0; k < row.length && weight > 0; k++) {
        row[k] += weight * evidence[other * row.length + k];
      }
    }
    AnswerEvidence.softmax(row);
  }
}

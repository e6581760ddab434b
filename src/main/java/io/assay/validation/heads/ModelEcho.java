package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.AnswerEvidence;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.LabelPrior;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds labelers whose answers are the model's: beside the model they tell nothing, and a model
 * that learns from them would believe itself.
 *
 * <p>With m_i the class the model takes for most likely, T_i^(-j) what the prior and the others say
 * of item i, and θ_j the confusions of labeler j by a fit without the model, an honest labeler
 * gives m_i with probability e_ij = sum_k T_ik^(-j) θ_j(m_i|k): more often than others where the
 * model is right, yet no more often than truth explains. A labeler is an echo where
 *
 * <p>sum_i ([l_ij = m_i] - e_ij) is above {@value #DEVIATIONS} sqrt(sum_i e_ij (1 - e_ij)) and
 * above {@value #EXCESS} of the answers.
 */
public final class ModelEcho {
  private static final double DEVIATIONS = 5;
  private static final double EXCESS = 0.1;

  private ModelEcho() {}

  /**
   * Finds the echoes.
   *
   * @param confusions of a fit to these answers without the model
   * @param prior what the model is taken to say of the items
   * @param predictions by task and label; null for a task without one
   */
  public static SortedSet<String> find(
      Answers answers, Confusions confusions, LabelPrior prior, float[] @Nullable [] predictions) {
    AnswerEvidence fit = new AnswerEvidence(confusions);
    double[] evidence = fit.ofEach(answers);
    double[] expected = new double[answers.size()];
    double[] row = new double[fit.classes()];
    int[] likeliest = new int[answers.tasks()];
    for (int t = 0; t < answers.tasks(); t++) {
      likeliest[t] = predictions[t] == null ? -1 : argmax(predictions[t]);
      double[] known = prior.find(answers.task(t), answers.labelNames()).orElse(null);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t) && likeliest[t] >= 0; p++) {
        fit.others(answers, t, p, known, evidence, row);
        double[] table = fit.table(answers.labeler(answers.labelerAt(p)));
        for (int k = 0; k < row.length; k++) {
          expected[p] += row[k] * fit.given(table, likeliest[t], k);
        }
      }
    }
    TreeSet<String> echoes = new TreeSet<>();
    for (int j = 0; j < answers.labelers(); j++) {
      if (isEcho(answers, j, likeliest, expected)) {
        echoes.add(answers.labeler(j));
      }
    }
    return echoes;
  }

  private static boolean isEcho(Answers answers, int j, int[] likeliest, double[] expected) {
    double excess = 0;
    double variance = 0;
    int count = 0;
    for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
      int model = likeliest[answers.taskOf(q)];
      if (model >= 0) {
        double chance = expected[answers.positionOf(q)];
        excess += (answers.labelOf(q) == model ? 1 : 0) - chance;
        variance += chance * (1 - chance);
        count++;
      }
    }
    return excess > DEVIATIONS * Math.sqrt(variance) && excess > EXCESS * count;
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}

package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Crowdlab;
import io.assay.consensus.classification.LabelPrior;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How little another answer to each item would tell: ask next for the item of the lowest score.
 *
 * <p>With T, the weight v_M of the model and the weights v_j of the labelers as {@link Crowdlab}
 * has them, v the mean of v_j over the labelers, quality_i = T_i(Y_i) of the consensus label and
 * W_i = v_M + sum of v_j over those who answered i,
 *
 * <p>s_i = (W_i quality_i + v / K) / (W_i + v),
 *
 * <p>what the quality would be if one more labeler of usual weight answered at random. Of an item
 * nobody answered, W_i = v_M and the quality is the largest probability of the model. Source: Goh
 * and Mueller (2023), ActiveLab: active learning with re-labeling by multiple annotators.
 */
public final class ActiveLab {
  private static final Aggregator ENSEMBLE = new Crowdlab();
  private static final double MIN_WEIGHT = 1e-6;

  private final double[] scores;
  private final double modelWeight;
  private final double usualWeight;
  private final int classes;

  private ActiveLab(double[] scores, double modelWeight, double usualWeight, int classes) {
    this.scores = scores;
    this.modelWeight = modelWeight;
    this.usualWeight = usualWeight;
    this.classes = classes;
  }

  /**
   * Scores the items that have answers.
   *
   * @param predictions out of fold, by task and label of the answers; null for a task without one
   */
  public static ActiveLab of(Answers answers, float[] @Nullable [] predictions) {
    Consensus ensemble =
        ENSEMBLE.aggregate(answers, Map.of(), prior(answers, predictions), Exclusions.none());
    double modelWeight = Double.parseDouble(ensemble.parameters().get("classifier-weight"));
    double[] weights = labelerWeights(answers, ensemble);
    double usual = 0;
    for (double weight : weights) {
      usual += weight / weights.length;
    }
    double[] scores = new double[answers.tasks()];
    for (int t = 0; t < scores.length; t++) {
      double total = predictions[t] == null ? 0 : modelWeight;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        total += weights[answers.labelerAt(p)];
      }
      scores[t] = score(total, ensemble.confidence(t), usual, answers.labels());
    }
    return new ActiveLab(scores, modelWeight, usual, answers.labels());
  }

  private static LabelPrior prior(Answers answers, float[] @Nullable [] predictions) {
    return (task, labels) -> {
      float[] prediction = predictions[answers.taskIndex(task)];
      if (prediction == null) {
        return Optional.empty();
      }
      double[] row = new double[prediction.length];
      for (int k = 0; k < row.length; k++) {
        row[k] = prediction[k];
      }
      return Optional.of(row);
    };
  }

  /** v_j = 1 - (1 - a_j) / e, a_j the agreement with others, e the error of the commonest label. */
  private static double[] labelerWeights(Answers answers, Consensus ensemble) {
    int[] frequency = new int[answers.labels()];
    int shared = 0;
    int most = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      if (answers.taskEnd(t) - answers.taskStart(t) > 1) {
        most = Math.max(most, ++frequency[ensemble.labelIndex(t)]);
        shared++;
      }
    }
    double error = shared == 0 ? 1 : Math.max(MIN_WEIGHT, 1 - (double) most / shared);
    long[] equal = new long[answers.labelers()];
    long[] compared = new long[answers.labelers()];
    long equalOfAll = 0;
    long comparedOfAll = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        for (int q = answers.taskStart(t); q < answers.taskEnd(t); q++) {
          if (p != q) {
            compared[answers.labelerAt(p)]++;
            comparedOfAll++;
            boolean same = answers.labelAt(p) == answers.labelAt(q);
            equal[answers.labelerAt(p)] += same ? 1 : 0;
            equalOfAll += same ? 1 : 0;
          }
        }
      }
    }
    double usual = comparedOfAll == 0 ? 1 : (double) equalOfAll / comparedOfAll;
    double[] weights = new double[equal.length];
    for (int j = 0; j < weights.length; j++) {
      double agreement = compared[j] == 0 ? usual : (double) equal[j] / compared[j];
      weights[j] = Math.max(MIN_WEIGHT, 1 - (1 - agreement) / error);
    }
    return weights;
  }

  private static double score(double total, double quality, double usual, int classes) {
    double all = total + usual;
    return all > 0 ? Consensus.quantise((total * quality + usual / classes) / all) : 0;
  }

  /** s_i of a task that has answers. */
  public double score(int t) {
    return scores[t];
  }

  /** s_i of an item nobody has answered. */
  public double scoreUnanswered(float[] prediction) {
    float quality = 0;
    for (float one : prediction) {
      quality = Math.max(quality, one);
    }
    return score(modelWeight, quality, usualWeight, classes);
  }
}

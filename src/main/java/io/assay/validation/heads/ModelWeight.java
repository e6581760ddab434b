package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.AnswerEvidence;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.LabelPrior;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * With P_i what heads say of item i that saw neither it nor its near-duplicates, pi the shares of the
 * classes and w the weight,
 *   q_ik(w) ~ pi_k^(1-w) P_ik^w, 0.01 at least,
 *   T_ik(w) ~ q_ik(w) prod_j theta_j(l_ij|k)^b        over the answers that were kept,
 *   g(w) = mean over held-out answers of ln sum_k T_ik(w) theta_j(l|k) - ln sum_k T_ik(0) theta_j(l|k).
 * All theta are those of a fit without the model, so only the beliefs about the items are judged. w* is
 * where g is largest on [0, 4], found by golden section; the weight is 0 unless all held-out answers
 * together gain three nats, as by chance less than one model in a hundred does (twice the gain of one that
 * knows nothing is chi-squared with one degree of freedom half the time, and 0 else), and g(w*) is above its
 * standard error. A model that knows nothing beyond what answers say, or that is too sure of
 * itself, is so turned down or off by answers it had no part in.
 */
/**
 * How much a model's predictions count in consensus beside the answers: learned from how well
 * answers nobody fitted are foretold with it.
 *
 * @param best w*, 0 to 4
 * @param gain mean gain in ln-likelihood of a held-out answer at the best weight
 * @param standardError of the gain
 * @param heldOut how many answers it was judged by
 */
public record ModelWeight(double best, double gain, double standardError, int heldOut) {
  /** Nats by which all held-out answers together are likelier, at least. */
  private static final double LEAST = 3;

  /** Standard errors that the gain has, at least: it is not of a few answers alone. */
  private static final double NOISE = 1;

  /**
   * Heads learn what consensus believes, doubts included, so they doubt more than they need to; a
   * weight above 1 takes that back, up to this.
   */
  private static final double MAX = 4;

  /** The prior holds no class less likely: whatever the model says, answers can overrule it. */
  private static final double MIN_PRIOR = 0.01;

  private static final int STEPS = 20;
  private static final double GOLDEN = 0.6180339887498949;

  /** Predictions that were not judged. */
  public static ModelWeight none() {
    return new ModelWeight(0, 0, 0, 0);
  }

  /** Whether the model may enter consensus: whether the gain is no noise. */
  public boolean earned() {
    return gain * heldOut >= LEAST && gain > NOISE * standardError;
  }

  /** w: w* where it is earned, else 0. */
  public double weight() {
    return earned() ? best : 0;
  }

  /**
   * What answers are judged by that were held out of it.
   *
   * @param confusions of a fit to the kept answers without the model
   * @param predictions by task and label of the kept answers; null for a task without one. They
   *     come from heads that saw no held-out answer
   */
  @SuppressWarnings("ArrayRecordComponent") // As long as the answers have tasks.
  public record Turn(
      HeldOutAnswers heldOut, Confusions confusions, float[] @Nullable [] predictions) {}

  /**
   * Judges predictions by the held-out answers of all turns together.
   *
   * @param exclusions held-out answers of labelers who are ignored or in a group judge nothing
   */
  public static ModelWeight fit(List<Turn> turns, Exclusions exclusions) {
    return new Trial(turns, exclusions).best();
  }

  /**
   * q_i(w) as the prior of items.
   *
   * @param predictions by task and label of the answers; null for a task without one
   */
  public LabelPrior prior(Answers answers, double[] share, float[] @Nullable [] predictions) {
    return earned() ? prior(answers, share, predictions, best) : LabelPrior.none();
  }

  /** q_i(w) of any weight. */
  static LabelPrior prior(
      Answers answers, double[] share, float[] @Nullable [] predictions, double weight) {
    List<String> known = answers.labelNames();
    return (task, labels) -> {
      int t = answers.taskIndex(task);
      float[] prediction = t < 0 || !labels.equals(known) ? null : predictions[t];
      return prediction == null ? Optional.empty() : Optional.of(temper(prediction, share, weight));
    };
  }

  private static double[] temper(float[] prediction, double[] share, double weight) {
    double[] row = new double[prediction.length];
    for (int k = 0; k < row.length; k++) {
      double logShare = StrictMath.log(Math.max(1e-9, share[k]));
      row[k] = (1 - weight) * logShare + weight * StrictMath.log(prediction[k]);
    }
    AnswerEvidence.softmax(row);
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = Math.max(MIN_PRIOR, row[k]);
      sum += row[k];
    }
    for (int k = 0; k < row.length; k++) {
      row[k] /= sum;
    }
    return row;
  }

  /** The held-out answers to items with a prediction. */
  private static final class Trial {
    private final int classes;

    /** Of the fit an answer was held out of, by held-out answer. */
    private final List<double[]> logShares = new ArrayList<>();

    /** What kept answers say of the item, by held-out answer. */
    private final List<double[]> evidence = new ArrayList<>();

    private final List<double[]> logPrediction = new ArrayList<>();

    /** θ_j(l|k) of the held-out answer. */
    private final List<double[]> given = new ArrayList<>();

    Trial(List<Turn> turns, Exclusions exclusions) {
      classes = turns.get(0).heldOut().all().labels();
      turns.forEach(turn -> add(turn, exclusions));
    }

    private void add(Turn turn, Exclusions exclusions) {
      AnswerEvidence fit = new AnswerEvidence(turn.confusions());
      Answers all = turn.heldOut().all();
      Answers kept = turn.heldOut().kept();
      double[] ofEach = fit.ofEach(kept);
      int t = 0;
      for (int n = 0; n < turn.heldOut().size(); n++) {
        int position = turn.heldOut().position(n);
        while (all.taskEnd(t) <= position) {
          t++;
        }
        float[] prediction = turn.predictions()[t];
        String labeler = all.labeler(all.labelerAt(position));
        boolean excluded = exclusions.ignores(labeler) || exclusions.findGroup(labeler).isPresent();
        if (prediction == null || excluded) {
          continue;
        }
        double[] table = fit.table(labeler);
        double[] said = new double[classes];
        double[] foretold = new double[classes];
        double[] likely = new double[classes];
        for (int k = 0; k < classes; k++) {
          for (int p = kept.taskStart(t); p < kept.taskEnd(t); p++) {
            said[k] += ofEach[p * classes + k];
          }
          foretold[k] = StrictMath.log(prediction[k]);
          likely[k] = fit.given(table, all.labelAt(position), k);
        }
        logShares.add(fit.logShare());
        evidence.add(said);
        logPrediction.add(foretold);
        given.add(likely);
      }
    }

    private double[] logLikelihoods(double weight) {
      double[] likelihoods = new double[given.size()];
      double[] row = new double[classes];
      for (int n = 0; n < likelihoods.length; n++) {
        for (int k = 0; k < row.length; k++) {
          row[k] = (1 - weight) * logShares.get(n)[k] + weight * logPrediction.get(n)[k];
          row[k] += evidence.get(n)[k];
        }
        AnswerEvidence.softmax(row);
        double sum = 0;
        for (int k = 0; k < row.length; k++) {
          sum += row[k] * given.get(n)[k];
        }
        likelihoods[n] = StrictMath.log(Math.max(1e-9, sum));
      }
      return likelihoods;
    }

    private static double sum(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum;
    }

    ModelWeight best() {
      int size = given.size();
      if (size < 2) {
        return new ModelWeight(0, 0, 0, size);
      }
      double low = 0;
      double high = MAX;
      for (int step = 0; step < STEPS; step++) {
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        if (sum(logLikelihoods(left)) >= sum(logLikelihoods(right))) {
          high = right;
        } else {
          low = left;
        }
      }
      double weight = (low + high) / 2;
      double[] without = logLikelihoods(0);
      double[] with = logLikelihoods(weight);
      double gain = (sum(with) - sum(without)) / size;
      double squares = 0;
      for (int n = 0; n < size; n++) {
        double away = with[n] - without[n] - gain;
        squares += away * away;
      }
      double error = Math.sqrt(squares / (size - 1) / size);
      return new ModelWeight(weight, gain, error, size);
    }
  }
}

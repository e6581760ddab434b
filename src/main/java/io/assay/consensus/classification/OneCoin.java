package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One probability of being right for every labeler, errors spread evenly over the other classes.
 *
 * <p>p_j = (sum_i w_ij T_i,l_ij + s p) / (sum_i w_ij + s) with s = 4 answers and p the agreement
 * with the majority; log T_ik = sum_j w_ij log(p_j if l_ij = k, else (1 - p_j)/(K - 1)) - log Z_i.
 * All classes are equally likely beforehand: estimating their shares with so few parameters makes
 * one class swallow the others. Source: Demartini, Difallah, Cudré-Mauroux (2012), ZenCrowd.
 */
public final class OneCoin implements Aggregator {
  private static final double STRENGTH = 4;
  private static final int MAX_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-6;

  @Override
  public String name() {
    return "one-coin";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    return estimate(name(), Votes.of(answers, gold, prior, exclusions));
  }

  static Consensus estimate(String method, Votes votes) {
    Em em = new Em(votes);
    em.run();
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("strength", Double.toString(STRENGTH));
    Fitted fitted = new Fitted(em.objectives.size(), em.logLikelihood, 2);
    return Consensus.of(method, parameters, votes, em.posterior, fitted);
  }

  /** One run; the objective is the log likelihood plus the log density of the Beta priors. */
  static final class Em {
    final List<Double> objectives = new ArrayList<>();
    private final Votes votes;
    private final Answers answers;
    private final double[] posterior;
    private final double[] right;
    private final double[] total;
    private final double[] accuracy;
    private double usual;
    private double logLikelihood;

    Em(Votes votes) {
      this.votes = votes;
      this.answers = votes.answers;
      this.posterior = votes.majority();
      this.right = new double[answers.labelers()];
      this.total = new double[answers.labelers()];
      this.accuracy = new double[answers.labelers()];
    }

    void run() {
      count();
      double rightOfAll = 1;
      double answersOfAll = 2;
      for (int j = 0; j < right.length; j++) {
        rightOfAll += right[j];
        answersOfAll += total[j];
      }
      usual = rightOfAll / answersOfAll;
      for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
        double before = logLikelihood;
        for (int j = 0; j < accuracy.length; j++) {
          accuracy[j] = (right[j] + STRENGTH * usual) / (total[j] + STRENGTH);
        }
        expect();
        objectives.add(logLikelihood + logPrior());
        if (iteration > 0
            && Math.abs(logLikelihood - before) <= TOLERANCE * Math.abs(logLikelihood)) {
          break;
        }
        count();
      }
    }

    private void count() {
      for (int j = 0; j < right.length; j++) {
        right[j] = 0;
        total[j] = 0;
        for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
          double weight = votes.weight(answers.positionOf(q));
          right[j] += weight * posterior[answers.taskOf(q) * votes.classes + answers.labelOf(q)];
          total[j] += weight;
        }
      }
    }

    private void expect() {
      int classes = votes.classes;
      double[] logRight = new double[accuracy.length];
      double[] logWrong = new double[accuracy.length];
      for (int j = 0; j < accuracy.length; j++) {
        logRight[j] = StrictMath.log(accuracy[j]);
        logWrong[j] = StrictMath.log((1 - accuracy[j]) / Math.max(1, classes - 1));
      }
      logLikelihood = 0;
      for (int t = 0; t < votes.tasks; t++) {
        int row = t * classes;
        double[] prior = votes.prior(t);
        double shared = 0;
        for (int k = 0; k < classes; k++) {
          posterior[row + k] = StrictMath.log(prior == null ? 1.0 / classes : prior[k]);
        }
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          int j = answers.labelerAt(p);
          shared += votes.weight(p) * logWrong[j];
          posterior[row + answers.labelAt(p)] += votes.weight(p) * (logRight[j] - logWrong[j]);
        }
        if (votes.known(t) >= 0) {
          logLikelihood += shared + posterior[row + votes.known(t)];
          votes.clamp(posterior, t);
        } else {
          logLikelihood += shared + Votes.softmax(posterior, row, classes);
        }
      }
    }

    private double logPrior() {
      double sum = 0;
      for (double p : accuracy) {
        sum += STRENGTH * (usual * StrictMath.log(p) + (1 - usual) * StrictMath.log(1 - p));
      }
      return sum;
    }
  }
}

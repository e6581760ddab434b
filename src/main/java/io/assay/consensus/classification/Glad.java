package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labelers with ability and items with ease: an answer is right with probability σ(α_j e^{b_i}).
 *
 * <p>Errors fall evenly on the other classes; α ~ N(1, 1), b ~ N(0, 1), classes equally likely. The
 * M step takes three sweeps of damped diagonal Newton steps. Source: Whitehill et al. (2009), Whose
 * vote should count more: optimal integration of labels from labelers of unknown expertise.
 */
public final class Glad implements Aggregator {
  private static final int MAX_ITERATIONS = 50;
  private static final int SWEEPS = 3;
  private static final double MAX_STEP = 0.5;
  private static final double MAX_EASE = 4;
  private static final double TOLERANCE = 1e-6;

  @Override
  public String name() {
    return "glad";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    Em em = new Em(votes);
    int iterations = em.run();
    Fitted fitted = new Fitted(iterations, em.logLikelihood, 2);
    return Consensus.of(name(), new TreeMap<>(), votes, em.posterior, fitted);
  }

  private static final class Em {
    private final Votes votes;
    private final Answers answers;
    private final double[] posterior;
    private final double[] ability;
    private final double[] ease;
    private double logLikelihood;

    Em(Votes votes) {
      this.votes = votes;
      this.answers = votes.answers;
      this.posterior = votes.majority();
      this.ability = new double[answers.labelers()];
      this.ease = new double[votes.tasks];
      Arrays.fill(ability, 1);
    }

    int run() {
      int iteration = 0;
      while (iteration < MAX_ITERATIONS) {
        double before = logLikelihood;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
          moveAbilities();
          moveEases();
        }
        expect();
        iteration++;
        if (iteration > 1
            && Math.abs(logLikelihood - before) <= TOLERANCE * Math.abs(logLikelihood)) {
          break;
        }
      }
      return iteration;
    }

    private void moveAbilities() {
      double[] slope = new double[ability.length];
      double[] curvature = new double[ability.length];
      for (int t = 0; t < votes.tasks; t++) {
        double scale = StrictMath.exp(ease[t]);
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          int j = answers.labelerAt(p);
          double right = sigmoid(ability[j] * scale);
          double believed = posterior[t * votes.classes + answers.labelAt(p)];
          slope[j] += votes.weight(p) * (believed - right) * scale;
          curvature[j] += votes.weight(p) * right * (1 - right) * scale * scale;
        }
      }
      for (int j = 0; j < ability.length; j++) {
        ability[j] += step(slope[j] - (ability[j] - 1), curvature[j] + 1);
      }
    }

    private void moveEases() {
      for (int t = 0; t < votes.tasks; t++) {
        double scale = StrictMath.exp(ease[t]);
        double slope = -ease[t];
        double curvature = 1;
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          double x = ability[answers.labelerAt(p)] * scale;
          double right = sigmoid(x);
          double believed = posterior[t * votes.classes + answers.labelAt(p)];
          slope += votes.weight(p) * (believed - right) * x;
          curvature += votes.weight(p) * right * (1 - right) * x * x;
        }
        double moved = ease[t] + step(slope, curvature);
        ease[t] = Math.max(-MAX_EASE, Math.min(MAX_EASE, moved));
      }
    }

    private static double step(double slope, double curvature) {
      return Math.max(-MAX_STEP, Math.min(MAX_STEP, slope / curvature));
    }

    private void expect() {
      int classes = votes.classes;
      double logOthers = StrictMath.log(Math.max(1, classes - 1));
      logLikelihood = 0;
      for (int t = 0; t < votes.tasks; t++) {
        int row = t * classes;
        double scale = StrictMath.exp(ease[t]);
        double[] prior = votes.prior(t);
        double shared = 0;
        for (int k = 0; k < classes; k++) {
          posterior[row + k] = StrictMath.log(prior == null ? 1.0 / classes : prior[k]);
        }
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          double x = ability[answers.labelerAt(p)] * scale;
          // log σ(-x) = log σ(x) - x
          double logRight = -softplus(-x);
          double logWrong = logRight - x - logOthers;
          shared += votes.weight(p) * logWrong;
          posterior[row + answers.labelAt(p)] += votes.weight(p) * (logRight - logWrong);
        }
        if (votes.known(t) >= 0) {
          logLikelihood += shared + posterior[row + votes.known(t)];
          votes.clamp(posterior, t);
        } else {
          logLikelihood += shared + Votes.softmax(posterior, row, classes);
        }
      }
    }

    private static double sigmoid(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
      return x > 0 ? x + StrictMath.log1p(StrictMath.exp(-x)) : StrictMath.log1p(StrictMath.exp(x));
    }
  }
}

package io.assay.consensus.classification;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Several Dawid–Skene models averaged by how well each foretells the answers it has not seen.
 *
 * <p>The models differ in how strongly labelers are drawn to what is usual for their ability and
 * how strongly classes are drawn to equal shares: which of them is right depends on the crowd, and
 * the answers tell it without any truth. A model counts exp(-z²/32), where z is how many standard
 * errors (over tasks) its leave-one-out log likelihood lies below the best one's. Averaging hedges
 * where the answers cannot tell, and excludes a model where they can (Wolpert 1992, Stacked
 * generalization; Hoeting et al. 1999, Bayesian model averaging).
 */
public final class AveragedDawidSkene implements Aggregator {
  private static final double[] STRENGTHS = {0.5, 1, 2, 4, 8, 16};
  private static final double[] UNIFORMS = {0, 1};

  @Override
  public String name() {
    return "assay";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    if (!ConfusionEm.fits(votes)) {
      return OneCoin.estimate(name(), votes);
    }
    List<Model> models =
        IntStream.range(0, STRENGTHS.length * UNIFORMS.length)
            .parallel()
            .mapToObj(m -> Model.fit(votes, STRENGTHS[m / UNIFORMS.length], UNIFORMS[m % 2]))
            .toList();
    double[] weights = weights(models);
    TreeMap<String, String> parameters = new TreeMap<>();
    double[] posterior = new double[votes.tasks * votes.classes];
    double strength = 0;
    double logLikelihood = 0;
    int iterations = 0;
    for (int m = 0; m < weights.length; m++) {
      Model model = models.get(m);
      for (int i = 0; i < posterior.length; i++) {
        posterior[i] += weights[m] * model.posterior[i];
      }
      strength += weights[m] * model.fitted.strength();
      logLikelihood += weights[m] * model.fitted.logLikelihood();
      iterations += model.fitted.iterations();
      parameters.put(
          "weight.strength-" + model.fitted.strength() + ".uniform-" + UNIFORMS[m % 2],
          Consensus.decimal(weights[m]));
    }
    Fitted fitted = new Fitted(iterations, logLikelihood, strength);
    return Consensus.of(name(), parameters, votes, posterior, fitted);
  }

  private static final class Model {
    private final double[] posterior;
    private final double[] scores;
    private final Fitted fitted;

    private Model(double[] posterior, double[] scores, Fitted fitted) {
      this.posterior = posterior;
      this.scores = scores;
      this.fitted = fitted;
    }

    static Model fit(Votes votes, double strength, double uniform) {
      LocalPasses passes = new LocalPasses(votes);
      ConfusionEm em = new ConfusionEm(passes, new ConfusionEm.Settings(strength, uniform, true));
      double[] posterior = passes.posterior(em.run());
      double[] scores = new LeaveOneOut(votes, passes, em, posterior).scores();
      return new Model(posterior, scores, em.fitted());
    }

    double score() {
      double sum = 0;
      for (double score : scores) {
        sum += score;
      }
      return sum;
    }
  }

  private static double[] weights(List<Model> models) {
    Model best = models.get(0);
    for (Model model : models) {
      if (model.score() > best.score()) {
        best = model;
      }
    }
    double[] weights = new double[models.size()];
    for (int m = 0; m < weights.length; m++) {
      double z = standardErrorsBelow(best.scores, models.get(m).scores);
      weights[m] = StrictMath.exp(-z * z / 32);
    }
    Votes.normalise(weights, 0, weights.length);
    return weights;
  }

  private static double standardErrorsBelow(double[] best, double[] other) {
    double sum = 0;
    double squares = 0;
    for (int t = 0; t < best.length; t++) {
      double difference = best[t] - other[t];
      sum += difference;
      squares += difference * difference;
    }
    double variance = squares - sum * sum / Math.max(1, best.length);
    return sum / (Math.sqrt(Math.max(0, variance)) + 1e-9);
  }
}

package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Dawid–Skene models averaged by how well each foretells the answers it has not seen, tempered, and
 * averaged again with how another skilled labeler would answer.
 *
 * <p>The models differ in how strongly labelers are drawn to what is usual for their ability and
 * how strongly classes are drawn to equal shares: which of them is right depends on the crowd, and
 * the answers tell it without any truth. A model counts exp(-z²/128), where z is how many standard
 * errors (over tasks) its leave-one-out log likelihood lies below the best one's. Averaging hedges
 * where the answers cannot tell, and excludes a model where they can (Wolpert 1992, Stacked
 * generalization; Hoeting et al. 1999, Bayesian model averaging).
 *
 * <p>Why it works: where answers are many, confusion matrices beat counting votes; where they are
 * few, every labeler is drawn to the usual one and what remains is a vote weighed by skill. All
 * models share one fault, they take the answers to an item for independent given its class. So the
 * evidence is tempered until held-out answers are foretold best, and a third of the result is the
 * share of the skilled votes, which knows nothing of classes and errors; see {@link Calibrator}.
 * Known labels are certain throughout, teach about the labelers, and from {@link
 * Calibration#MIN_GOLD_ITEMS} on calibrate the confidences.
 */
public final class AveragedDawidSkene implements Aggregator {
  private static final double[] STRENGTHS = {0.5, 2, 8};
  private static final double[] UNIFORMS = {0, 1};

  /** The model by which the temperature is found: strength 2, shares of classes as they come. */
  private static final int REFERENCE = 2;

  private static final double FORGIVENESS = 128;

  /** A model that would count less is left out. */
  private static final double MIN_WEIGHT = 1e-3;

  private final String name;

  /** The method by its own name, without looking for blocs. */
  AveragedDawidSkene() {
    this("averaged-dawid-skene");
  }

  /** The same under the name of a method that is built on it. */
  AveragedDawidSkene(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    if (!ConfusionEm.fits(votes)) {
      return OneCoin.estimate(name(), votes);
    }
    LocalPasses passes = new LocalPasses(votes);
    List<ConfusionEm> models =
        IntStream.range(0, STRENGTHS.length * UNIFORMS.length)
            .parallel()
            .mapToObj(m -> fit(passes, STRENGTHS[m / UNIFORMS.length], UNIFORMS[m % 2]))
            .toList();
    List<LeaveOneOut> heldOut =
        models.stream().map(model -> new LeaveOneOut(votes, passes, model)).toList();
    double inverseTemperature = Calibrator.inverseTemperature(heldOut.get(REFERENCE));
    List<double[]> scores =
        heldOut.parallelStream().map(one -> one.scores(inverseTemperature)).toList();
    Average average = new Average(votes, models, weights(scores));

    double[] beliefs = average.posterior(passes);
    double[] tempered = beliefs.clone();
    Calibrator.temper(votes, tempered, inverseTemperature);
    VoteShare shares = VoteShare.of(votes, tempered);
    double[] posterior = Calibrator.withVotes(votes, tempered, shares, average.share);
    Calibration calibration;
    double[] foretold =
        votes.knownTasks() == 0
            ? new double[0]
            : average.foretellKnown(heldOut, shares, inverseTemperature);
    if (votes.knownTasks() >= Calibration.MIN_GOLD_ITEMS) {
      calibration = Calibrator.onGold(votes, foretold, inverseTemperature);
      Calibrator.raise(votes, posterior, calibration.goldExponent());
    } else {
      calibration = Calibrator.onAnswers(votes, heldOut.get(REFERENCE), inverseTemperature);
    }
    return Consensus.of(
        name(),
        average.parameters(inverseTemperature),
        votes,
        posterior,
        beliefs,
        average.fitted(),
        calibration,
        GoldForetold.all(votes, foretold, calibration.goldExponent()));
  }

  private static ConfusionEm fit(LocalPasses passes, double strength, double uniform) {
    ConfusionEm em = new ConfusionEm(passes, new ConfusionEm.Settings(strength, uniform, true));
    em.run();
    return em;
  }

  private static double[] weights(List<double[]> scores) {
    double[] best = scores.get(0);
    for (double[] one : scores) {
      if (sum(one) > sum(best)) {
        best = one;
      }
    }
    double[] weights = new double[scores.size()];
    for (int m = 0; m < weights.length; m++) {
      double z = standardErrorsBelow(best, scores.get(m));
      weights[m] = StrictMath.exp(-z * z / FORGIVENESS);
      weights[m] = weights[m] < MIN_WEIGHT ? 0 : weights[m];
    }
    Votes.normalise(weights, 0, weights.length);
    return weights;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
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

  /** The models with their weights. */
  private static final class Average {
    private final Votes votes;
    private final List<ConfusionEm> models;
    private final double[] weights;

    /** The shares of the classes. */
    private final double[] share;

    Average(Votes votes, List<ConfusionEm> models, double[] weights) {
      this.votes = votes;
      this.models = models;
      this.weights = weights;
      this.share = new double[votes.classes];
      for (int m = 0; m < weights.length; m++) {
        for (int k = 0; k < share.length; k++) {
          share[k] += weights[m] * models.get(m).parameters().share[k];
        }
      }
    }

    double[] posterior(LocalPasses passes) {
      double[] sum = new double[votes.tasks * votes.classes];
      double[] one = new double[sum.length];
      for (int m = 0; m < weights.length; m++) {
        if (weights[m] > 0) {
          passes.posterior(models.get(m).parameters(), one);
          double weight = weights[m];
          Arrays.setAll(sum, weight == 1 ? i -> one[i] : i -> sum[i] + weight * one[i]);
        }
      }
      return sum;
    }

    /** The known tasks foretold as if they were not, [task * K + class]; other rows are 0. */
    double[] foretellKnown(List<LeaveOneOut> heldOut, VoteShare shares, double inverseTemperature) {
      double[] foretold = new double[votes.tasks * votes.classes];
      double[] one = new double[votes.classes];
      double[] sum = new double[votes.classes];
      for (int t = 0; t < votes.tasks; t++) {
        if (votes.known(t) >= 0) {
          Arrays.fill(sum, 0);
          for (int m = 0; m < weights.length; m++) {
            heldOut.get(m).foretellKnown(t, one);
            for (int k = 0; k < one.length; k++) {
              sum[k] += weights[m] * one[k];
            }
          }
          Calibrator.foretellKnown(votes, t, shares, share, inverseTemperature, sum);
          System.arraycopy(sum, 0, foretold, t * sum.length, sum.length);
        }
      }
      return foretold;
    }

    Fitted fitted() {
      double strength = 0;
      double logLikelihood = 0;
      int iterations = 0;
      for (int m = 0; m < weights.length; m++) {
        Fitted one = models.get(m).fitted();
        strength += weights[m] * one.strength();
        logLikelihood += weights[m] * one.logLikelihood();
        iterations += one.iterations();
      }
      return new Fitted(iterations, logLikelihood, strength);
    }

    SortedMap<String, String> parameters(double inverseTemperature) {
      TreeMap<String, String> parameters = new TreeMap<>();
      parameters.put("inverse-temperature", Consensus.decimal(inverseTemperature));
      List<String> names = new ArrayList<>();
      for (double strength : STRENGTHS) {
        for (double uniform : UNIFORMS) {
          names.add("weight.strength-" + strength + ".uniform-" + uniform);
        }
      }
      for (int m = 0; m < weights.length; m++) {
        parameters.put(names.get(m), Consensus.decimal(weights[m]));
      }
      return parameters;
    }
  }
}

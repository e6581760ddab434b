package io.assay.consensus.classification;

import java.util.ArrayList;
import java.util.List;

/*
 * Tasks i, labelers j, classes k, answer l_ij with weight w_ij, K classes, T_ik the posterior.
 *
 * Start:  T = shares of the votes, known labels one-hot throughout.
 *         P(l|k) = (1 + sum_ij w_ij T_ik [l_ij = l]) / (sum over l), once, from the start. Kept there:
 *         drawn to a P that moves with T, one class can swallow another.
 * M:      c_j(l,k) = sum_i w_ij T_ik [l_ij = l];  pi_k = (0.01 + sum_i T_ik + u N / K) / (sum over k)
 *         where u N answers' worth of prior pull the classes to equal shares;
 *         theta_j(l|k) = (c_j(l,k) + s Q_j(l|k)) / (c_j(.,k) + s).
 *         Q_j = P, or P with its errors scaled to the ability of the labeler: off the diagonal
 *         Q_j(l|k) ~ m_j P(l|k), m_j = (errors of j + 2 e) / (errors P expects of j + 2 e), where e
 *         is the error rate of all.
 * E:      log T_ik = log pi_k (or the item's own prior) + sum_j w_ij log theta_j(l_ij|k) - log Z_i.
 *
 * With Q_j = P this is EM for a fixed Dirichlet prior and the objective
 * sum_i log Z_i + sum_jkl s P(l|k) log theta_j(l|k) + sum_k (0.01 + u N / K) log pi_k never falls.
 *
 * E and the sums of M are one pass over the answers, wherever these are (ConfusionPasses): on this
 * machine's threads or on a cluster. What is here is small and runs in one place.
 */
/** Expectation and maximisation for confusion matrices. */
public final class ConfusionEm {
  /**
   * What tells one fit from another.
   *
   * @param strength s, in answers
   * @param uniform u, in answers a task
   * @param byAbility whether the prior of a labeler is scaled to the labeler's ability
   */
  public record Settings(double strength, double uniform, boolean byAbility) {
    double classPrior(long tasks, int classes) {
      return CLASS_PRIOR + uniform * tasks / classes;
    }
  }

  /** Number of passes after which a fit ends in any case. */
  public static final int MAX_ITERATIONS = 60;

  private static final double TOLERANCE = 1e-6;
  private static final double CLASS_PRIOR = 0.01;

  /** Largest table of labelers by classes by classes. */
  private static final long MAX_CELLS = 1L << 24;

  private final ConfusionPasses passes;
  private final Settings settings;
  private final List<Double> objectives = new ArrayList<>();
  private boolean traced;
  private ConfusionSums sums;
  private ConfusionTargets targets;
  private ConfusionParameters parameters;
  private int iterations;

  /** A fit that starts from the share of the votes. */
  public ConfusionEm(ConfusionPasses passes, Settings settings) {
    this.passes = passes;
    this.settings = settings;
    this.sums = passes.start();
    double[] pooled = ConfusionTargets.pool(sums.counts, passes.classes());
    this.targets = new ConfusionTargets(pooled, passes.classes(), passes.labelers());
    this.parameters = maximise();
  }

  /** Whether the confusion matrices of so many labelers and classes can be held. */
  static boolean fits(Votes votes) {
    return fits(votes.answers.labelers(), votes.classes);
  }

  /** Whether the confusion matrices of so many labelers and classes can be held. */
  public static boolean fits(int labelers, int classes) {
    return (long) classes * classes <= MAX_CELLS
        && (long) labelers * classes * classes <= MAX_CELLS;
  }

  /** Keeps the objective of every iteration. */
  ConfusionEm traced() {
    traced = true;
    return this;
  }

  /** Iterates until the likelihood stands still; returns the most probable parameters. */
  public ConfusionParameters run() {
    return run(MAX_ITERATIONS, TOLERANCE);
  }

  /** Iterates so often at the most. */
  ConfusionParameters run(int most, double tolerance) {
    double before = 0;
    for (int i = 0; i < most; i++) {
      sums = passes.run(parameters);
      iterations++;
      if (traced) {
        objectives.add(sums.logLikelihood + logPrior());
      }
      double change = Math.abs(sums.logLikelihood - before);
      if (i > 0 && change <= tolerance * Math.abs(sums.logLikelihood)) {
        break;
      }
      before = sums.logLikelihood;
      if (i + 1 < most) {
        parameters = maximise();
      }
    }
    return parameters;
  }

  /** The parameters of the last pass. */
  ConfusionParameters parameters() {
    return parameters;
  }

  /** Returns the number of passes so far. */
  public int iterations() {
    return iterations;
  }

  /** Returns the log likelihood of the answers in the last pass, in nats. */
  public double logLikelihood() {
    return sums.logLikelihood;
  }

  /** The sums of the last pass. */
  ConfusionSums sums() {
    return sums;
  }

  /** What the confusion matrices were drawn to in the last pass. */
  ConfusionTargets targets() {
    return targets;
  }

  Settings settings() {
    return settings;
  }

  Fitted fitted() {
    return new Fitted(iterations, sums.logLikelihood, settings.strength);
  }

  /** The objective after each iteration, where it was traced. */
  List<Double> objectives() {
    return List.copyOf(objectives);
  }

  private ConfusionParameters maximise() {
    if (settings.byAbility) {
      targets.scale(sums);
    }
    return ConfusionParameters.maximise(sums, targets, settings, passes.tasks());
  }

  private double logPrior() {
    int classes = passes.classes();
    double sum = 0;
    double[] target = new double[classes * classes];
    for (int j = 0; j < passes.labelers(); j++) {
      targets.of(j, target);
      for (int i = 0; i < target.length; i++) {
        double theta = parameters.factors[j * target.length + i];
        sum += settings.strength * target[i] * StrictMath.log(theta);
      }
    }
    for (int k = 0; k < classes; k++) {
      double weight = settings.classPrior(passes.tasks(), classes);
      sum += weight * StrictMath.log(parameters.share[k]);
    }
    return sum;
  }
}

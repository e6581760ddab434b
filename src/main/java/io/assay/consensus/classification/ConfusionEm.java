package io.assay.consensus.classification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
 */
/** Expectation and maximisation for confusion matrices; one run on one table of votes. */
final class ConfusionEm {
  /**
   * What tells one fit from another.
   *
   * @param strength s, in answers
   * @param uniform u, in answers a task
   * @param byAbility whether the prior of a labeler is scaled to the labeler's ability
   */
  record Settings(double strength, double uniform, boolean byAbility) {}

  private static final int MAX_ITERATIONS = 60;
  private static final double TOLERANCE = 1e-6;
  private static final double CLASS_PRIOR = 0.01;
  private static final double MIN_ERROR_RATE = 0.01;

  /** Largest table of labelers by classes by classes. */
  private static final long MAX_CELLS = 1L << 24;

  private final Votes votes;
  private final Answers answers;
  private final Settings settings;
  private final int classes;
  private final double[] posterior;
  // Indexed [(j * K + l) * K + k]: what an answer reads lies together.
  private final double[] counts;
  private final double[] logTheta;
  private final double[] totals;
  private final double[] pooled;
  private final double[] ability;
  private final double[] logClass;
  private final List<Double> objectives = new ArrayList<>();
  private double logLikelihood;

  ConfusionEm(Votes votes, Settings settings) {
    this.votes = votes;
    this.answers = votes.answers;
    this.settings = settings;
    this.classes = votes.classes;
    this.posterior = votes.majority();
    this.counts = new double[answers.labelers() * classes * classes];
    this.logTheta = new double[counts.length];
    this.totals = new double[answers.labelers() * classes];
    this.ability = new double[answers.labelers()];
    this.logClass = new double[classes];
    Arrays.fill(ability, 1);
    count();
    this.pooled = pool(counts, classes);
  }

  /** Whether the confusion matrices of so many labelers and classes can be held. */
  static boolean fits(Votes votes) {
    return (long) votes.answers.labelers() * votes.classes * votes.classes <= MAX_CELLS;
  }

  /** P from the counts of all, indexed [l * K + k]; one answer's worth of doubt in every cell. */
  static double[] pool(double[] counts, int classes) {
    double[] pooled = new double[classes * classes];
    Arrays.fill(pooled, 1);
    for (int i = 0; i < counts.length; i++) {
      pooled[i % pooled.length] += counts[i];
    }
    for (int k = 0; k < classes; k++) {
      double sum = 0;
      for (int l = 0; l < classes; l++) {
        sum += pooled[l * classes + k];
      }
      for (int l = 0; l < classes; l++) {
        pooled[l * classes + k] /= sum;
      }
    }
    return pooled;
  }

  void run() {
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double before = logLikelihood;
      maximise();
      expect();
      objectives.add(logLikelihood + logPrior());
      if (iteration > 0
          && Math.abs(logLikelihood - before) <= TOLERANCE * Math.abs(logLikelihood)) {
        break;
      }
      count();
    }
    count();
  }

  double[] posterior() {
    return posterior;
  }

  Fitted fitted() {
    return new Fitted(objectives.size(), logLikelihood, settings.strength);
  }

  /** The objective after each iteration. */
  List<Double> objectives() {
    return Collections.unmodifiableList(objectives);
  }

  private void count() {
    Arrays.fill(counts, 0);
    Arrays.fill(totals, 0);
    for (int t = 0; t < votes.tasks; t++) {
      int row = t * classes;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double weight = votes.weight(p);
        int j = answers.labelerAt(p) * classes;
        int cell = (j + answers.labelAt(p)) * classes;
        for (int k = 0; k < classes; k++) {
          double part = weight * posterior[row + k];
          counts[cell + k] += part;
          totals[j + k] += part;
        }
      }
    }
  }

  private void maximise() {
    if (settings.byAbility) {
      scaleAbilities();
    }
    for (int j = 0; j < ability.length; j++) {
      for (int l = 0; l < classes; l++) {
        int cell = (j * classes + l) * classes;
        for (int k = 0; k < classes; k++) {
          double count = counts[cell + k] + settings.strength * target(j, l, k);
          double total = totals[j * classes + k] + settings.strength;
          logTheta[cell + k] = StrictMath.log(count / total);
        }
      }
    }
    double[] share = new double[classes];
    Arrays.fill(share, CLASS_PRIOR + settings.uniform * votes.tasks / classes);
    for (int t = 0; t < votes.tasks; t++) {
      if (votes.prior(t) == null) {
        for (int k = 0; k < classes; k++) {
          share[k] += posterior[t * classes + k];
        }
      }
    }
    Votes.normalise(share, 0, classes);
    for (int k = 0; k < classes; k++) {
      logClass[k] = StrictMath.log(share[k]);
    }
  }

  /** Q_j(l|k). */
  private double target(int j, int l, int k) {
    double right = pooled[k * classes + k];
    double scale = right + ability[j] * (1 - right);
    return (l == k ? right : ability[j] * pooled[l * classes + k]) / scale;
  }

  private void scaleAbilities() {
    double[] wrong = new double[ability.length];
    double[] expected = new double[ability.length];
    double wrongOfAll = 0;
    double answersOfAll = 0;
    for (int j = 0; j < ability.length; j++) {
      for (int k = 0; k < classes; k++) {
        double total = totals[j * classes + k];
        wrong[j] += total - counts[(j * classes + k) * classes + k];
        expected[j] += total * (1 - pooled[k * classes + k]);
        answersOfAll += total;
      }
      wrongOfAll += wrong[j];
    }
    double rate = answersOfAll > 0 ? wrongOfAll / answersOfAll : 0;
    double prior = 2 * Math.max(MIN_ERROR_RATE, rate);
    for (int j = 0; j < ability.length; j++) {
      ability[j] = (Math.max(0, wrong[j]) + prior) / (expected[j] + prior);
    }
  }

  private void expect() {
    double sum = 0;
    for (int t = 0; t < votes.tasks; t++) {
      int row = t * classes;
      logJoint(t, posterior, row);
      if (votes.known(t) >= 0) {
        sum += posterior[row + votes.known(t)];
        votes.clamp(posterior, t);
      } else {
        sum += Votes.softmax(posterior, row, classes);
      }
    }
    logLikelihood = sum;
  }

  private void logJoint(int t, double[] into, int row) {
    double[] prior = votes.prior(t);
    for (int k = 0; k < classes; k++) {
      into[row + k] = prior == null ? logClass[k] : StrictMath.log(prior[k]);
    }
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      double weight = votes.weight(p);
      int cell = (answers.labelerAt(p) * classes + answers.labelAt(p)) * classes;
      for (int k = 0; k < classes; k++) {
        into[row + k] += weight * logTheta[cell + k];
      }
    }
  }

  private double logPrior() {
    double sum = 0;
    for (int j = 0; j < ability.length; j++) {
      for (int l = 0; l < classes; l++) {
        for (int k = 0; k < classes; k++) {
          int cell = (j * classes + l) * classes + k;
          sum += settings.strength * target(j, l, k) * logTheta[cell];
        }
      }
    }
    for (int k = 0; k < classes; k++) {
      sum += (CLASS_PRIOR + settings.uniform * votes.tasks / classes) * logClass[k];
    }
    return sum;
  }

  /**
   * How well each answer is foretold by the other answers: per task the sum of the log probability
   * of each answer, with the answer itself taken out of the posterior of its item and out of the
   * confusion matrix of its labeler. In nats.
   */
  double[] leaveOneOutScores() {
    double[] scores = new double[votes.tasks];
    double[] joint = new double[classes];
    double[] others = new double[classes];
    for (int t = 0; t < votes.tasks; t++) {
      logJoint(t, joint, 0);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double weight = votes.weight(p);
        int cell = (answers.labelerAt(p) * classes + answers.labelAt(p)) * classes;
        if (votes.known(t) >= 0) {
          System.arraycopy(posterior, t * classes, others, 0, classes);
        } else {
          for (int k = 0; k < classes; k++) {
            others[k] = joint[k] - weight * logTheta[cell + k];
          }
          Votes.softmax(others, 0, classes);
        }
        double likelihood = foretold(t, p, others);
        scores[t] += weight * StrictMath.log(Math.max(1e-12, likelihood));
      }
    }
    return scores;
  }

  private double foretold(int t, int p, double[] others) {
    int j = answers.labelerAt(p);
    int l = answers.labelAt(p);
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double own = votes.weight(p) * posterior[t * classes + k];
      double count = Math.max(0, counts[(j * classes + l) * classes + k] - own);
      double total = Math.max(0, totals[j * classes + k] - own);
      double prior = settings.strength;
      sum += others[k] * (count + prior * target(j, l, k)) / (total + prior);
    }
    return sum;
  }
}

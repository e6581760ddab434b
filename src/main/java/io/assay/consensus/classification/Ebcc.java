package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Enhanced Bayesian classifier combination: classes of several subtypes, on each of which labelers
 * may err in their own way, by mean-field variational Bayes.
 *
 * <p>Labelers who err together on a subtype are correlated given the class, which one confusion
 * matrix a labeler cannot say. Task i has class z_i = k with probability tau_k and subtype g_i = m
 * of M with probability pi_km; labeler j then answers l with probability v_jkm(l). Beforehand tau ~
 * Dirichlet(1, ..., 1), pi_k ~ Dirichlet(A/M, ..., A/M) with A = 0.1, v_jkm ~ Dirichlet(b_k), b_kl
 * = 4 if l = k, else 1. With answers l_ij of weight w_ij, R_ikm the probability that z_i = k and
 * g_i = m (one-hot over k where the label is known), and E under the Dirichlet factors:
 *
 * <pre>
 *   tau ~ Dirichlet(1 + sum_im R_ikm),  pi_k ~ Dirichlet(A/M + sum_i R_ikm),
 *   v_jkm ~ Dirichlet(b_kl + sum_i w_ij R_ikm [l_ij = l])                       (answers)
 *   log R_ikm = E log tau_k + E log pi_km + sum_j w_ij E log v_jkm(l_ij) - log Z_i   (nats)
 *   T_ik = sum_m R_ikm
 * </pre>
 *
 * An item's own prior stands in for tau. The bound sum_i log Z_i - KL of all factors from their
 * priors never falls. R starts as the share of the votes for k; one start gives all of it to one
 * subtype, which is the independent combination, the others split it over m by a uniform draw from
 * the simplex ({@link Signatures}); the best bound wins. M = 10, or fewer where the tables would
 * grow too large. Source: Li, Rubinstein and Cohn (2019), Exploiting worker correlation for label
 * aggregation in crowdsourcing.
 */
public final class Ebcc implements Aggregator {
  private static final int SUBTYPES = 10;
  private static final double SUBTYPE_PRIOR = 0.1;
  private static final double CLASS_PRIOR = 1;
  private static final double RIGHT_PRIOR = 4;
  private static final double WRONG_PRIOR = 1;
  private static final int STARTS = 4;
  private static final int MAX_ITERATIONS = 200;
  private static final double TOLERANCE = 1e-3;

  /** Largest table of labelers by labels by classes by subtypes, and of tasks by the latter two. */
  private static final long MAX_CELLS = 1L << 24;

  @Override
  public String name() {
    return "ebcc";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    if (!ConfusionEm.fits(votes)) {
      return OneCoin.estimate(name(), votes);
    }
    Signatures signatures = Signatures.of(votes);
    int subtypes = subtypes(votes);
    int starts = subtypes == 1 ? 1 : STARTS;
    Run best = Restarts.best(starts, start -> Run.from(votes, signatures, subtypes, start));
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("starts", Integer.toString(starts));
    parameters.put("subtypes", Integer.toString(subtypes));
    Fitted fitted = new Fitted(best.iterations, best.logLikelihood, 2);
    return Consensus.of(name(), parameters, votes, best.posterior, fitted);
  }

  static int subtypes(Votes votes) {
    long rows = Math.max((long) votes.answers.labelers() * votes.classes, votes.tasks);
    long fit = MAX_CELLS / Math.max(1, rows * votes.classes);
    return (int) Math.max(1, Math.min(SUBTYPES, fit));
  }

  /** One run from one start; groups are numbered k * M + m. */
  static final class Run implements Restarts.Run {
    private final Votes votes;
    private final int classes;
    private final int subtypes;
    private final int groups;
    private final double[] membership;
    private final double[] posterior;
    private final LatentCounts counts;
    private final double[] logAnswer;
    private final double[] logClass;
    private final double[] logSubtype;
    private double[] classCounts;
    private double[] groupCounts;
    private double logLikelihood;
    private double bound;
    private int iterations;

    Run(Votes votes, Signatures signatures, int subtypes, int start) {
      this.votes = votes;
      this.classes = votes.classes;
      this.subtypes = subtypes;
      this.groups = classes * subtypes;
      this.membership = new double[votes.tasks * groups];
      this.posterior = votes.majority();
      this.counts = new LatentCounts(votes, groups);
      this.logAnswer = new double[counts.cells()];
      this.logClass = new double[classes];
      this.logSubtype = new double[groups];
      this.classCounts = new double[classes];
      this.groupCounts = new double[groups];
      for (int t = 0; t < votes.tasks; t++) {
        for (int k = 0; k < classes; k++) {
          split(signatures, t, k, start);
        }
      }
    }

    static Run from(Votes votes, Signatures signatures, int subtypes, int start) {
      Run run = new Run(votes, signatures, subtypes, start);
      while (run.iterations < MAX_ITERATIONS && run.iterate() > TOLERANCE) {
        // Each call is one iteration.
      }
      run.bound = run.boundNow();
      return run;
    }

    /** Start 0: all to the first subtype; else a uniform draw from the simplex of the subtypes. */
    private void split(Signatures signatures, int t, int k, int start) {
      int row = t * groups + k * subtypes;
      if (start == 0) {
        membership[row] = posterior[t * classes + k];
        return;
      }
      for (int m = 0; m < subtypes; m++) {
        long draw = ((long) start * classes + k) * subtypes + m;
        membership[row + m] = -StrictMath.log(signatures.ofTask(t, draw));
      }
      Votes.normalise(membership, row, subtypes);
      for (int m = 0; m < subtypes; m++) {
        membership[row + m] *= posterior[t * classes + k];
      }
    }

    /** Returns the largest change of a posterior. */
    double iterate() {
      maximise();
      iterations++;
      return expect();
    }

    private void maximise() {
      counts.count(membership);
      groupCounts = new double[groups];
      classCounts = new double[classes];
      Arrays.fill(groupCounts, SUBTYPE_PRIOR / subtypes);
      Arrays.fill(classCounts, CLASS_PRIOR);
      for (int t = 0; t < votes.tasks; t++) {
        for (int g = 0; g < groups; g++) {
          groupCounts[g] += membership[t * groups + g];
        }
        for (int k = 0; k < classes && votes.prior(t) == null; k++) {
          classCounts[k] += posterior[t * classes + k];
        }
      }
      Dirichlet.expectedLogs(classCounts, logClass);
      double[] logs = new double[subtypes];
      for (int k = 0; k < classes; k++) {
        Dirichlet.expectedLogs(subtypeCounts(k), logs);
        System.arraycopy(logs, 0, logSubtype, k * subtypes, subtypes);
      }
      double[] answerCounts = new double[classes];
      double[] answerLogs = new double[classes];
      for (int j = 0; j < votes.answers.labelers(); j++) {
        for (int g = 0; g < groups; g++) {
          answerCounts(j, g, answerCounts);
          Dirichlet.expectedLogs(answerCounts, answerLogs);
          for (int l = 0; l < classes; l++) {
            logAnswer[counts.cell(j, l, g)] = answerLogs[l];
          }
        }
      }
    }

    private double[] subtypeCounts(int k) {
      return Arrays.copyOfRange(groupCounts, k * subtypes, (k + 1) * subtypes);
    }

    private void answerCounts(int j, int group, double[] into) {
      answerPrior(group / subtypes, into);
      for (int l = 0; l < classes; l++) {
        into[l] += counts.get(j, l, group);
      }
    }

    private static void answerPrior(int k, double[] into) {
      Arrays.fill(into, WRONG_PRIOR);
      into[k] = RIGHT_PRIOR;
    }

    private double expect() {
      logLikelihood = 0;
      double change = 0;
      for (int t = 0; t < votes.tasks; t++) {
        int row = t * groups;
        double[] prior = votes.prior(t);
        for (int g = 0; g < groups; g++) {
          int k = g / subtypes;
          double logPrior = prior == null ? logClass[k] : StrictMath.log(prior[k]);
          boolean impossible = votes.known(t) >= 0 && votes.known(t) != k;
          membership[row + g] = impossible ? Double.NEGATIVE_INFINITY : logPrior + logSubtype[g];
        }
        counts.addEvidence(t, logAnswer, membership, row);
        logLikelihood += Votes.softmax(membership, row, groups);
        change = Math.max(change, sumSubtypes(t));
      }
      return change;
    }

    private double sumSubtypes(int t) {
      double change = 0;
      for (int k = 0; k < classes; k++) {
        double sum = 0;
        for (int m = 0; m < subtypes; m++) {
          sum += membership[t * groups + k * subtypes + m];
        }
        change = Math.max(change, Math.abs(sum - posterior[t * classes + k]));
        posterior[t * classes + k] = Math.min(1, sum);
      }
      return change;
    }

    /** KL of all factors from their priors, in nats. */
    private double divergence() {
      double[] prior = new double[classes];
      Arrays.fill(prior, CLASS_PRIOR);
      double sum = Dirichlet.divergence(classCounts, prior);
      double[] subtypePrior = new double[subtypes];
      Arrays.fill(subtypePrior, SUBTYPE_PRIOR / subtypes);
      for (int k = 0; k < classes; k++) {
        sum += Dirichlet.divergence(subtypeCounts(k), subtypePrior);
      }
      double[] answerCounts = new double[classes];
      for (int j = 0; j < votes.answers.labelers(); j++) {
        for (int g = 0; g < groups; g++) {
          answerCounts(j, g, answerCounts);
          answerPrior(g / subtypes, prior);
          sum += Dirichlet.divergence(answerCounts, prior);
        }
      }
      return sum;
    }

    @Override
    public double bound() {
      return bound;
    }

    /** The bound where the run stands. */
    double boundNow() {
      return logLikelihood - divergence();
    }
  }
}

package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labelers who either know the label or answer by a habit of their own, by variational Bayes.
 *
 * <p>Labeler j knows the label of a task with probability theta_j, else answers l with probability
 * xi_j(l), whatever the label is. Beforehand theta_j ~ Beta(1/2, 1/2), xi_j ~ Dirichlet(10, ...,
 * 10), classes are equally likely or have the item's own prior. With answers l_ij of weight w_ij,
 * T_ik the posterior, and exp E log x written x':
 *
 * <pre>
 *   E:  log T_ik = log P_ik + sum_j w_ij log(theta'_j [l_ij = k] + (1 - theta_j)' xi'_j(l_ij))
 *                  - log Z_i                                                          (nats)
 *       knew_ij  = w_ij T_i,l_ij theta'_j / (theta'_j + (1 - theta_j)' xi'_j(l_ij))   (answers)
 *   M:  theta_j ~ Beta(1/2 + sum_i knew_ij, 1/2 + sum_i (w_ij - knew_ij))
 *       xi_j(l) ~ Dirichlet(10 + sum_i (w_ij - knew_ij) [l_ij = l])
 * </pre>
 *
 * The bound sum_i log Z_i - KL of all theta and xi from their priors never falls. One start has no
 * opinion of anybody, so that the first E step follows the majority; the others differ from it by
 * numbers drawn from {@link Signatures}; the best bound wins. Source: Hovy, Berg-Kirkpatrick,
 * Vaswani and Hovy (2013), Learning whom to trust with MACE.
 */
public final class Mace implements Aggregator {
  private static final double KNOWING_PRIOR = 0.5;
  private static final double HABIT_PRIOR = 10;
  private static final int STARTS = 10;
  private static final int MAX_ITERATIONS = 50;
  private static final double TOLERANCE = 1e-6;
  private static final double NOISE = 0.5;

  /** exp of more overflows; a labeler so sure is never reached. */
  private static final double MAX_ODDS = 700;

  @Override
  public String name() {
    return "mace";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    if (!ConfusionEm.fits(votes)) {
      return OneCoin.estimate(name(), votes);
    }
    Signatures signatures = Signatures.of(votes);
    Em best = Restarts.best(STARTS, start -> Em.run(votes, signatures, start));
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("starts", Integer.toString(STARTS));
    Fitted fitted = new Fitted(best.iterations, best.logLikelihood, 2);
    return Consensus.of(name(), parameters, votes, best.posterior, fitted);
  }

  /** One run from one start. Tables are indexed [j * K + l]. */
  static final class Em implements Restarts.Run {
    private final Votes votes;
    private final Answers answers;
    private final int classes;
    private final double[] posterior;
    private final double[] known;
    private final double[] guessed;
    private final double[] logRight;
    private final double[] logWrong;
    private double logLikelihood;
    private double divergence;
    private int iterations;

    Em(Votes votes, Signatures signatures, int start) {
      this.votes = votes;
      this.answers = votes.answers;
      this.classes = votes.classes;
      this.posterior = new double[votes.tasks * classes];
      this.known = new double[answers.labelers()];
      this.guessed = new double[answers.labelers() * classes];
      this.logRight = new double[guessed.length];
      this.logWrong = new double[guessed.length];
      for (int j = 0; j < known.length; j++) {
        begin(signatures, j, start);
      }
    }

    static Em run(Votes votes, Signatures signatures, int start) {
      Em em = new Em(votes, signatures, start);
      double before;
      do {
        before = em.bound();
        em.iterate();
      } while (em.iterations < MAX_ITERATIONS
          && (em.iterations == 1 || em.bound() - before > TOLERANCE * Math.abs(before)));
      return em;
    }

    /** Parameters of nobody in particular, moved by up to NOISE of themselves. */
    private void begin(Signatures signatures, int j, int start) {
      double noise = start == 0 ? 0 : NOISE;
      long first = (long) start * (classes + 2);
      double[] habit = new double[classes];
      for (int l = 0; l < classes; l++) {
        habit[l] = 1 + noise * signatures.ofLabeler(j, first + l);
      }
      Votes.normalise(habit, 0, classes);
      double knows = 1 + noise * signatures.ofLabeler(j, first + classes);
      double guesses = 1 + noise * signatures.ofLabeler(j, first + classes + 1);
      double share = knows / (knows + guesses);
      for (int l = 0; l < classes; l++) {
        setLogs(j, l, StrictMath.log(share), StrictMath.log(1 - share), StrictMath.log(habit[l]));
      }
    }

    private void setLogs(int j, int l, double logKnows, double logGuesses, double logHabit) {
      double wrong = logGuesses + logHabit;
      logWrong[j * classes + l] = wrong;
      logRight[j * classes + l] =
          wrong + StrictMath.log1p(StrictMath.exp(Math.min(MAX_ODDS, logKnows - wrong)));
    }

    /** E for the parameters at hand, then M, then E again so that the bound is one of both. */
    void iterate() {
      if (iterations == 0) {
        expect();
      }
      maximise();
      expect();
      iterations++;
    }

    private void expect() {
      logLikelihood = 0;
      Arrays.fill(known, 0);
      Arrays.fill(guessed, 0);
      for (int t = 0; t < votes.tasks; t++) {
        int row = t * classes;
        double[] prior = votes.prior(t);
        double shared = 0;
        for (int k = 0; k < classes; k++) {
          posterior[row + k] = StrictMath.log(prior == null ? 1.0 / classes : prior[k]);
        }
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          int cell = answers.labelerAt(p) * classes + answers.labelAt(p);
          shared += votes.weight(p) * logWrong[cell];
          posterior[row + answers.labelAt(p)] +=
              votes.weight(p) * (logRight[cell] - logWrong[cell]);
        }
        if (votes.known(t) >= 0) {
          logLikelihood += shared + posterior[row + votes.known(t)];
          votes.clamp(posterior, t);
        } else {
          logLikelihood += shared + Votes.softmax(posterior, row, classes);
        }
        count(t);
      }
    }

    private void count(int t) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        int cell = j * classes + answers.labelAt(p);
        double believed = posterior[t * classes + answers.labelAt(p)];
        double luck = StrictMath.exp(logWrong[cell] - logRight[cell]);
        double knew = votes.weight(p) * believed * (1 - luck);
        known[j] += knew;
        guessed[cell] += votes.weight(p) - knew;
      }
    }

    private void maximise() {
      double[] habitPrior = new double[classes];
      Arrays.fill(habitPrior, HABIT_PRIOR);
      double[] knowingPrior = {KNOWING_PRIOR, KNOWING_PRIOR};
      double[] habit = new double[classes];
      double[] habitLogs = new double[classes];
      double[] knowing = new double[2];
      double[] knowingLogs = new double[2];
      divergence = 0;
      for (int j = 0; j < known.length; j++) {
        knowing[0] = KNOWING_PRIOR + known[j];
        knowing[1] = KNOWING_PRIOR;
        for (int l = 0; l < classes; l++) {
          habit[l] = HABIT_PRIOR + guessed[j * classes + l];
          knowing[1] += guessed[j * classes + l];
        }
        Dirichlet.expectedLogs(knowing, knowingLogs);
        Dirichlet.expectedLogs(habit, habitLogs);
        divergence += Dirichlet.divergence(knowing, knowingPrior);
        divergence += Dirichlet.divergence(habit, habitPrior);
        for (int l = 0; l < classes; l++) {
          setLogs(j, l, knowingLogs[0], knowingLogs[1], habitLogs[l]);
        }
      }
    }

    @Override
    public double bound() {
      return logLikelihood - divergence;
    }
  }
}

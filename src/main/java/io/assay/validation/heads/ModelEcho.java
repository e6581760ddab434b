package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.AnswerEvidence;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.LabelPrior;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds labelers whose answers are the model's: beside the model they tell nothing, and a model
 * that learns from them would believe itself.
 *
 * <p>With m_i the class the model takes for most likely, T_i^(-j) what the prior and the others say
 * of item i, and θ_j the confusions of labeler j by a fit without the model, an honest labeler
 * gives m_i with probability e_ij = sum_k T_ik^(-j) θ_j(m_i|k): more often than others where the
 * model is right, yet no more often than truth explains. For one who takes a share r of the answers
 * from the model,
 *
 * <pre>
 *   E_j = mean over r of prod_i (1 - r + r [l_ij = m_i] / e_ij)
 * </pre>
 *
 * <p>has mean 1 for honest labelers: an e-value (Vovk, Wang 2021), r in {.5, .75, .95}. Accounts of
 * a farm have few answers each, so it is asked first whether there are echoes at all: with a share
 * π of them,
 *
 * <pre>
 *   E = mean over π of prod_j (1 - π + π E_j),  π in {.02, .05, .1, .2, .4, .8},
 * </pre>
 *
 * <p>is an e-value for all labelers together, and above {@value #ODDS} it is no chance. Then
 * labelers are echoes with posterior π E_j / (1 - π + π E_j) of {@value #POSTERIOR} or more, at the
 * π of the largest product. What echoes say is then no longer taken for what others say of an item,
 * and all is asked again until no more are found.
 */
final class ModelEcho {
  private static final double ODDS = 1000;
  private static final double POSTERIOR = 0.95;
  private static final double[] COPIED = {0.5, 0.75, 0.95};
  private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.4, 0.8};
  private static final int ROUNDS = 4;

  /** However sure all others are, somebody may slip. */
  private static final double MOST_SURE = 0.98;

  private final Answers answers;
  private final AnswerEvidence fit;
  private final Exclusions exclusions;
  private final int[] likeliest;

  /**
   * A search among labelers.
   *
   * @param confusions of a fit to these answers without the model
   * @param exclusions of the fit; who is ignored is neither asked after nor believed
   * @param predictions by task and label; null for a task without one
   */
  ModelEcho(
      Answers answers,
      Confusions confusions,
      Exclusions exclusions,
      float[] @Nullable [] predictions) {
    this.answers = answers;
    this.fit = new AnswerEvidence(confusions);
    this.exclusions = exclusions;
    this.likeliest = new int[answers.tasks()];
    for (int t = 0; t < likeliest.length; t++) {
      likeliest[t] = predictions[t] == null ? -1 : argmax(predictions[t]);
    }
  }

  /**
   * Finds the echoes among some labelers.
   *
   * @param prior what the model is taken to say of the items
   */
  SortedSet<String> find(LabelPrior prior, Predicate<String> candidates) {
    return new Search(prior, candidates).run();
  }

  /** One search, in which echoes fall silent. */
  private final class Search {
    private final LabelPrior prior;
    private final Predicate<String> candidates;
    private final double[] evidence;

    Search(LabelPrior prior, Predicate<String> candidates) {
      this.prior = prior;
      this.candidates = labeler -> candidates.test(labeler) && !exclusions.ignores(labeler);
      this.evidence = fit.ofEach(answers);
      for (int j = 0; j < answers.labelers(); j++) {
        if (exclusions.ignores(answers.labeler(j))) {
          silence(j);
        }
      }
    }

    private SortedSet<String> run() {
      TreeSet<String> echoes = new TreeSet<>();
      for (int round = 0; round < ROUNDS; round++) {
        boolean more = false;
        for (int j : suspects(logEValues())) {
          more |= echoes.add(answers.labeler(j));
          silence(j);
        }
        if (!more) {
          break;
        }
      }
      return echoes;
    }

    /** Takes what a labeler said from what is said of the items. */
    private void silence(int j) {
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        int from = answers.positionOf(q) * fit.classes();
        Arrays.fill(evidence, from, from + fit.classes(), 0);
      }
    }

    /** ln E_j by labeler. */
    private double[] logEValues() {
      double[] expected = expected();
      double[] logEValue = new double[answers.labelers()];
      for (int j = 0; j < logEValue.length; j++) {
        if (!candidates.test(answers.labeler(j))) {
          logEValue[j] = Double.NEGATIVE_INFINITY;
          continue;
        }
        double[] byShare = new double[COPIED.length];
        for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
          int model = likeliest[answers.taskOf(q)];
          for (int r = 0; r < byShare.length && model >= 0; r++) {
            boolean same = answers.labelOf(q) == model;
            double odds = 1 - COPIED[r] + (same ? COPIED[r] / expected[answers.positionOf(q)] : 0);
            byShare[r] += StrictMath.log(odds);
          }
        }
        logEValue[j] = logMean(byShare);
      }
      return logEValue;
    }

    /** e_ij by position. */
    private double[] expected() {
      double[] expected = new double[answers.size()];
      double[] row = new double[fit.classes()];
      for (int t = 0; t < answers.tasks(); t++) {
        double[] known = prior.find(answers.task(t), answers.labelNames()).orElse(null);
        for (int p = answers.taskStart(t); p < answers.taskEnd(t) && likeliest[t] >= 0; p++) {
          fit.others(answers, t, p, known, evidence, row);
          double[] table = fit.table(answers.labeler(answers.labelerAt(p)));
          for (int k = 0; k < row.length; k++) {
            expected[p] += row[k] * fit.given(table, likeliest[t], k);
          }
          expected[p] = Math.max(1e-6, Math.min(MOST_SURE, expected[p]));
        }
      }
      return expected;
    }
  }

  /** Who is an echo by these e-values; nobody where all of them together may be chance. */
  private static int[] suspects(double[] logEValue) {
    double[] product = new double[SHARES.length];
    int best = 0;
    for (int s = 0; s < SHARES.length; s++) {
      for (double one : logEValue) {
        product[s] += one == Double.NEGATIVE_INFINITY ? 0 : logMix(SHARES[s], one);
      }
      best = product[s] > product[best] ? s : best;
    }
    if (logMean(product) < StrictMath.log(ODDS)) {
      return new int[0];
    }
    double share = SHARES[best];
    double least = StrictMath.log(POSTERIOR / (1 - POSTERIOR) * (1 - share) / share);
    return IntStream.range(0, logEValue.length).filter(j -> logEValue[j] >= least).toArray();
  }

  /** ln(1 - π + π e^x). */
  private static double logMix(double share, double x) {
    double high = Math.max(0, x);
    return high
        + StrictMath.log((1 - share) * StrictMath.exp(-high) + share * StrictMath.exp(x - high));
  }

  private static double logMean(double[] logs) {
    double max = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (double one : logs) {
      sum += StrictMath.exp(one - max);
    }
    return max + StrictMath.log(sum / logs.length);
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}

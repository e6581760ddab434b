package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One confusion matrix for every labeler and the shares of the classes, by maximum likelihood EM.
 *
 * <p>With tasks i, labelers j, classes k of K, answers l_ij of weight w_ij and T_ik the posterior,
 * which starts as the shares of the votes and is one-hot where the label is known:
 *
 * <pre>
 *   M:  pi_k = (sum_i T_ik + a) / (sum over k)                          (K shares)
 *       theta_j(l|k) = (sum_i w_ij T_ik [l_ij = l] + a) / (sum over l)  (K by K for each j)
 *   E:  log T_ik = log pi_k + sum_j w_ij log theta_j(l_ij|k) - log Z_i  (nats)
 * </pre>
 *
 * a = 0.01 answers keeps what was never seen from being impossible, and the objective sum_i log Z_i
 * + a sum_jkl log theta_j(l|k) + a sum_k log pi_k never falls. An item's own prior stands in for
 * pi. Labelers with few answers are trusted or distrusted for little: see {@link
 * HierarchicalDawidSkene}. Source: Dawid and Skene (1979), Maximum likelihood estimation of
 * observer error-rates using the EM algorithm.
 */
public final class DawidSkene implements Aggregator {
  private static final double SMOOTHING = 0.01;
  private static final int MAX_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-6;

  @Override
  public String name() {
    return "dawid-skene";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    if (!ConfusionEm.fits(votes)) {
      return OneCoin.estimate(name(), votes);
    }
    Em em = new Em(votes);
    em.run();
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("smoothing", Double.toString(SMOOTHING));
    Fitted fitted = new Fitted(em.objectives.size(), em.logLikelihood, SMOOTHING * votes.classes);
    return Consensus.of(name(), parameters, votes, em.posterior, fitted);
  }

  /** One run on one table of votes. */
  static final class Em {
    final List<Double> objectives = new ArrayList<>();
    private final Votes votes;
    private final int classes;
    private final double[] posterior;
    private final LatentCounts counts;
    private final double[] logTheta;
    private final double[] logClass;
    private double logLikelihood;

    Em(Votes votes) {
      this.votes = votes;
      this.classes = votes.classes;
      this.posterior = votes.majority();
      this.counts = new LatentCounts(votes, classes);
      this.logTheta = new double[counts.cells()];
      this.logClass = new double[classes];
    }

    void run() {
      for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
        double before = logLikelihood;
        double logPrior = maximise();
        expect();
        objectives.add(logLikelihood + logPrior);
        if (iteration > 0
            && Math.abs(logLikelihood - before) <= TOLERANCE * Math.abs(logLikelihood)) {
          break;
        }
      }
    }

    /** Returns a times the sum of all log parameters. */
    private double maximise() {
      counts.count(posterior);
      double sum = 0;
      for (int j = 0; j < votes.answers.labelers(); j++) {
        for (int k = 0; k < classes; k++) {
          double total = 0;
          for (int l = 0; l < classes; l++) {
            total += counts.get(j, l, k) + SMOOTHING;
          }
          for (int l = 0; l < classes; l++) {
            int cell = counts.cell(j, l, k);
            logTheta[cell] = StrictMath.log((counts.get(j, l, k) + SMOOTHING) / total);
            sum += logTheta[cell];
          }
        }
      }
      Arrays.fill(logClass, SMOOTHING);
      for (int t = 0; t < votes.tasks; t++) {
        for (int k = 0; k < classes && votes.prior(t) == null; k++) {
          logClass[k] += posterior[t * classes + k];
        }
      }
      Votes.normalise(logClass, 0, classes);
      for (int k = 0; k < classes; k++) {
        logClass[k] = StrictMath.log(logClass[k]);
        sum += logClass[k];
      }
      return SMOOTHING * sum;
    }

    private void expect() {
      logLikelihood = 0;
      for (int t = 0; t < votes.tasks; t++) {
        int row = t * classes;
        double[] prior = votes.prior(t);
        for (int k = 0; k < classes; k++) {
          posterior[row + k] = prior == null ? logClass[k] : StrictMath.log(prior[k]);
        }
        counts.addEvidence(t, logTheta, posterior, row);
        if (votes.known(t) >= 0) {
          logLikelihood += posterior[row + votes.known(t)];
          votes.clamp(posterior, t);
        } else {
          logLikelihood += Votes.softmax(posterior, row, classes);
        }
      }
    }
  }
}

package io.assay.consensus.classification;

/**
 * How well a fit foretells each answer from the others.
 *
 * <p>The answer itself is taken out of the posterior of its item and out of the confusion matrix of
 * its labeler: P(l_ij | others) = sum_k T^(-j)_ik (c_j(l,k) - w T_ik + s Q_j(l|k)) / (c_j(.,k) - w
 * T_ik + s), with T^(-j)_ik ~ pi_k (T_ik / (pi_k theta_j(l|k)^w))^b, where b is the inverse
 * temperature. Items with known labels say nothing about temperature and are left out.
 *
 * <p>Of many tasks, evenly spread ones are looked at: how well models do on {@value #MAX_ANSWERS}
 * answers tells them apart.
 */
final class LeaveOneOut {
  private static final int MAX_ANSWERS = 1 << 15;
  private static final double MIN_LIKELIHOOD = 1e-12;
  private static final double MIN_POSTERIOR = 1e-300;

  private final Votes votes;
  private final LocalPasses passes;
  private final ConfusionEm em;
  private final ConfusionParameters parameters;
  private final int stride;
  private final double[] row;
  private final double[] totals;

  LeaveOneOut(Votes votes, LocalPasses passes, ConfusionEm em) {
    this.votes = votes;
    this.passes = passes;
    this.em = em;
    this.parameters = em.parameters();
    this.stride = 1 + votes.answers.size() / MAX_ANSWERS;
    this.row = new double[votes.classes];
    int classes = votes.classes;
    int cells = classes * classes;
    double[] counts = em.sums().counts;
    this.totals = new double[passes.labelers() * classes];
    for (int i = 0; i < counts.length; i++) {
      totals[i / cells * classes + i % classes] += counts[i];
    }
  }

  /** What takes the distribution foretold for an answer, and the answer. */
  interface Foretold {
    void answer(double[] distribution, int label, double weight);
  }

  /** Per task looked at the sum of the weighted log probabilities of its answers, in nats. */
  double[] scores(double inverseTemperature) {
    double[] scores = new double[(votes.tasks + stride - 1) / stride];
    double[] others = new double[votes.classes];
    for (int n = 0; n < scores.length; n++) {
      int t = n * stride;
      if (votes.known(t) >= 0) {
        continue;
      }
      passes.posterior(t, parameters, row);
      for (int p = passes.block().starts()[t]; p < passes.block().starts()[t + 1]; p++) {
        others(t, p, inverseTemperature, others);
        double likelihood = likelihood(p, votes.answers.labelAt(p), others);
        scores[n] += votes.weight(p) * StrictMath.log(Math.max(MIN_LIKELIHOOD, likelihood));
      }
    }
    return scores;
  }

  /**
   * Goes through the answers looked at to which there are others, each with its distribution
   * foretold from these.
   */
  void foretell(double inverseTemperature, Foretold visitor) {
    double[] others = new double[votes.classes];
    double[] distribution = new double[votes.classes];
    for (int t = 0; t < votes.tasks; t += stride) {
      if (votes.known(t) >= 0 || votes.answers.taskEnd(t) - votes.answers.taskStart(t) < 2) {
        continue;
      }
      passes.posterior(t, parameters, row);
      for (int p = passes.block().starts()[t]; p < passes.block().starts()[t + 1]; p++) {
        others(t, p, inverseTemperature, others);
        for (int l = 0; l < votes.classes; l++) {
          distribution[l] = likelihood(p, l, others);
        }
        visitor.answer(distribution, votes.answers.labelAt(p), votes.weight(p));
      }
    }
  }

  /**
   * T of a task whose label is known, foretold as if it were not: from its answers, with what its
   * label taught of those who answered taken out.
   */
  void foretellKnown(int t, double[] into) {
    int classes = votes.classes;
    double[] counts = em.sums().counts;
    double strength = em.settings().strength();
    double[] prior = votes.prior(t);
    for (int k = 0; k < classes; k++) {
      into[k] = StrictMath.log(prior == null ? parameters.share[k] : prior[k]);
    }
    for (int p = passes.block().starts()[t]; p < passes.block().starts()[t + 1]; p++) {
      int cell = passes.block().cells()[p];
      int labeler = cell / (classes * classes);
      double weight = votes.weight(p);
      for (int k = 0; k < classes; k++) {
        double own = k == votes.known(t) ? weight : 0;
        double drawn = strength * em.targets().of(labeler, votes.answers.labelAt(p), k);
        double count = Math.max(0, counts[cell + k] - own) + drawn;
        double total = Math.max(0, totals[labeler * classes + k] - own) + strength;
        into[k] += weight * StrictMath.log(count / total);
      }
    }
    Votes.softmax(into, 0, classes);
  }

  private void others(int t, int p, double inverseTemperature, double[] into) {
    double weight = votes.weight(p);
    int cell = passes.block().cells()[p];
    double[] prior = votes.prior(t);
    for (int k = 0; k < into.length; k++) {
      double logPrior = StrictMath.log(prior == null ? parameters.share[k] : prior[k]);
      double logPosterior = StrictMath.log(Math.max(MIN_POSTERIOR, row[k]));
      double evidence =
          logPosterior - logPrior - weight * StrictMath.log(parameters.factors[cell + k]);
      into[k] = logPrior + inverseTemperature * evidence;
    }
    Votes.softmax(into, 0, into.length);
  }

  /** P(label of the labeler at p | others). */
  private double likelihood(int p, int label, double[] others) {
    int classes = votes.classes;
    int labeler = passes.block().cells()[p] / (classes * classes);
    int cell = (labeler * classes + label) * classes;
    int given = votes.answers.labelAt(p);
    double[] counts = em.sums().counts;
    double strength = em.settings().strength();
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double own = votes.weight(p) * row[k];
      double count = Math.max(0, counts[cell + k] - (label == given ? own : 0));
      double total = Math.max(0, totals[labeler * classes + k] - own);
      double drawn = strength * em.targets().of(labeler, label, k);
      sum += others[k] * (count + drawn) / (total + strength);
    }
    return sum;
  }
}

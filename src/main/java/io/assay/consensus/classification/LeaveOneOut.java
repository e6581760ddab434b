package io.assay.consensus.classification;

/**
 * How well a fit foretells each answer from the others.
 *
 * <p>The answer itself is taken out of the posterior of its item and out of the confusion matrix of
 * its labeler: P(l_ij | others) = sum_k T^(-j)_ik (c_j(l,k) - w T_ik + s Q_j(l|k)) / (c_j(.,k) - w
 * T_ik + s), with T^(-j)_ik ~ T_ik / theta_j(l|k)^w.
 */
final class LeaveOneOut {
  private static final double MIN_LIKELIHOOD = 1e-12;

  private final Votes votes;
  private final LocalPasses passes;
  private final ConfusionEm em;
  private final double[] posterior;
  private final double[] totals;
  private final double[] targets;

  LeaveOneOut(Votes votes, LocalPasses passes, ConfusionEm em, double[] posterior) {
    this.votes = votes;
    this.passes = passes;
    this.em = em;
    this.posterior = posterior;
    int classes = votes.classes;
    int cells = classes * classes;
    double[] counts = em.sums().counts;
    this.totals = new double[passes.labelers() * classes];
    this.targets = new double[counts.length];
    double[] target = new double[cells];
    for (int j = 0; j < passes.labelers(); j++) {
      em.targets().of(j, target);
      System.arraycopy(target, 0, targets, j * cells, cells);
      for (int i = 0; i < cells; i++) {
        totals[j * classes + i % classes] += counts[j * cells + i];
      }
    }
  }

  /** Per task the sum of the weighted log probabilities of its answers, in nats. */
  double[] scores() {
    double[] scores = new double[votes.tasks];
    int classes = votes.classes;
    double[] others = new double[classes];
    AnswerBlock block = passes.block();
    for (int t = 0; t < votes.tasks; t++) {
      for (int p = block.starts()[t]; p < block.starts()[t + 1]; p++) {
        others(t, p, others);
        double likelihood = foretold(t, p, others);
        scores[t] += votes.weight(p) * StrictMath.log(Math.max(MIN_LIKELIHOOD, likelihood));
      }
    }
    return scores;
  }

  private void others(int t, int p, double[] into) {
    int classes = votes.classes;
    double weight = votes.weight(p);
    System.arraycopy(posterior, t * classes, into, 0, classes);
    if (votes.known(t) >= 0 || weight == 0) {
      return;
    }
    int cell = passes.block().cells()[p];
    double[] factors = em.parameters().factors;
    for (int k = 0; k < classes; k++) {
      double factor = factors[cell + k];
      into[k] /= weight == 1 ? factor : StrictMath.pow(factor, weight);
    }
    Votes.normalise(into, 0, classes);
  }

  private double foretold(int t, int p, double[] others) {
    int classes = votes.classes;
    int cell = passes.block().cells()[p];
    int row = cell / (classes * classes) * classes;
    double[] counts = em.sums().counts;
    double strength = em.settings().strength();
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double own = votes.weight(p) * posterior[t * classes + k];
      double count = Math.max(0, counts[cell + k] - own);
      double total = Math.max(0, totals[row + k] - own);
      sum += others[k] * (count + strength * targets[cell + k]) / (total + strength);
    }
    return sum;
  }
}

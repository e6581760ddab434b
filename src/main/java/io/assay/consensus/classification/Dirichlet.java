package io.assay.consensus.classification;

/*
 * E log p_n = ψ(c_n) - ψ(sum c).
 * KL(c || b) = ln Γ(sum c) - sum ln Γ(c_n) - ln Γ(sum b) + sum ln Γ(b_n) + sum (c_n - b_n) E log p_n.
 */
/** What variational Bayes asks of a Dirichlet distribution with concentrations c. */
final class Dirichlet {
  private Dirichlet() {}

  /** Writes E log p_n under the concentrations. */
  static void expectedLogs(double[] concentrations, double[] into) {
    double sum = 0;
    for (double concentration : concentrations) {
      sum += concentration;
    }
    double ofSum = GammaFunctions.digamma(sum);
    for (int n = 0; n < concentrations.length; n++) {
      into[n] = GammaFunctions.digamma(concentrations[n]) - ofSum;
    }
  }

  /** The Kullback–Leibler divergence from a prior, in nats. */
  static double divergence(double[] concentrations, double[] prior) {
    double[] logs = new double[prior.length];
    expectedLogs(concentrations, logs);
    double sum = 0;
    double priorSum = 0;
    double divergence = 0;
    for (int n = 0; n < prior.length; n++) {
      sum += concentrations[n];
      priorSum += prior[n];
      divergence +=
          GammaFunctions.logGamma(prior[n])
              - GammaFunctions.logGamma(concentrations[n])
              + (concentrations[n] - prior[n]) * logs[n];
    }
    return divergence + GammaFunctions.logGamma(sum) - GammaFunctions.logGamma(priorSum);
  }
}

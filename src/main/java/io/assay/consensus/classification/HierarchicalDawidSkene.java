package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dawid–Skene with confusion matrices drawn to the pooled one, by maximum a posteriori EM.
 *
 * <p>Source: Dawid and Skene (1979), Maximum likelihood estimation of observer error-rates using
 * the EM algorithm. The pull to the pooled matrix keeps labelers with few answers from being
 * trusted or distrusted for nothing; see {@link ConfusionEm} for the equations.
 */
public final class HierarchicalDawidSkene implements Aggregator {
  private static final double STRENGTH = 2;

  /** The settings of every fit, here and on a cluster. */
  public static final ConfusionEm.Settings SETTINGS = new ConfusionEm.Settings(STRENGTH, 0, false);

  @Override
  public String name() {
    return "hierarchical-dawid-skene";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    if (!ConfusionEm.fits(votes)) {
      return OneCoin.estimate(name(), votes);
    }
    LocalPasses passes = new LocalPasses(votes);
    ConfusionEm em = new ConfusionEm(passes, SETTINGS);
    double[] posterior = passes.posterior(em.run());
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("strength", Double.toString(STRENGTH));
    return Consensus.of(name(), parameters, votes, posterior, em.fitted());
  }
}

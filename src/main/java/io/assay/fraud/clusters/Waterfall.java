package io.assay.fraud.clusters;

import io.assay.fraud.linkage.EvidenceFamily;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a probability came about: steps in nats from the prior on, whose sum is its log odds.
 *
 * @param steps the first one is the prior
 */
public record Waterfall(List<Step> steps) {
  /** What the first step is called. */
  public static final String PRIOR = "prior";

  /**
   * One step.
   *
   * @param family null for the prior
   * @param nats by how much it moves the log odds
   */
  public record Step(@Nullable EvidenceFamily family, String label, double nats) {}

  public Waterfall {
    steps = List.copyOf(steps);
  }

  static Waterfall startingAt(double prior) {
    return new Waterfall(List.of(new Step(null, PRIOR, Odds.quantise(prior))));
  }

  Waterfall plus(@Nullable EvidenceFamily family, String label, double nats) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(family, label, Odds.quantise(nats)));
    return new Waterfall(longer);
  }

  /** The sum of the steps: log odds. */
  public double logOdds() {
    double sum = 0;
    for (Step step : steps) {
      sum += step.nats();
    }
    return sum;
  }

  public double probability() {
    return Odds.probability(logOdds());
  }
}

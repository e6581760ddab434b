package io.assay.consensus.pairwise;

import io.assay.consensus.classification.BetaDistribution;
import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Scores of things compared in pairs, by labelers who differ.
 *
 * <p>Labeler j says a > b with probability η_j p(a > b) + (1 - η_j) p(b > a) and a tie with p(a =
 * b), where p(a > b) ~ e^{d/2}, p(b > a) ~ e^{-d/2}, p(a = b) ~ ν and d = s_a - s_b; without ties
 * that is η_j σ(d) + (1 - η_j) σ(-d). Priors: s ~ N(0, 4), η_j ~ Beta(4, 1.5), log ν ~ N(-1, 4).
 * The maximum a posteriori is climbed to by expectation and maximisation; no step lowers the
 * posterior. Errors are those of the normal distribution with the Fisher information there.
 *
 * <p>Source: Chen, Bennett, Collins-Thompson, Horvitz (2013), Pairwise ranking aggregation in a
 * crowdsourced setting; ties: Davidson (1970), On extending the Bradley–Terry model.
 */
public final class CrowdBradleyTerry {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /** Estimates from comparisons in any order; a pair may be compared by many and again. */
  public PairwiseConsensus estimate(Collection<Comparison> comparisons) {
    ComparisonTable table = new ComparisonTable(comparisons);
    CrowdBradleyTerryEm em = new CrowdBradleyTerryEm(table);
    em.run();
    ScoreCovariance covariance = ScoreCovariance.invert(em.information());
    int[] compared = new int[table.things.size()];
    int[] answers = new int[table.labelers.size()];
    for (int p = 0; p < table.size(); p++) {
      compared[table.leftAt[p]]++;
      compared[table.rightAt[p]]++;
      answers[table.labelerAt[p]]++;
    }
    List<Score> scores = new ArrayList<>();
    for (int a = 0; a < compared.length; a++) {
      scores.add(
          new Score(
              table.things.get(a),
              Consensus.quantise(em.score(a)),
              Consensus.quantise(Math.sqrt(covariance.of(a))),
              compared[a]));
    }
    List<ComparisonReliability> labelers = new ArrayList<>();
    for (int j = 0; j < answers.length; j++) {
      labelers.add(reliability(table.labelers.get(j), answers[j], em, j));
    }
    return new PairwiseConsensus(scores, labelers, covariance, em.tieWidth(), em.iterations());
  }

  private static ComparisonReliability reliability(
      String labeler, int answers, CrowdBradleyTerryEm em, int j) {
    double eta = em.reliability(j);
    double variance = Math.min(em.reliabilityVariance(j), eta * (1 - eta) / 1.5);
    BetaDistribution beta = BetaDistribution.of(eta, variance);
    return new ComparisonReliability(
        labeler,
        answers,
        Consensus.quantise(eta),
        Consensus.quantise(Math.min(eta, beta.quantile(LOW))),
        Consensus.quantise(Math.max(eta, beta.quantile(HIGH))));
  }
}

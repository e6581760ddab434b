package io.assay.consensus.numeric;

import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Means that discount whoever is often far off, corrected for everybody's bias.
 *
 * <p>l_ij = μ + b_j + a_j (t_i - μ) + e_ij with e_ij of Student's t distribution with ν = 5 degrees
 * of freedom and scale s_j; t_i ~ N(μ, τ²), b_j ~ N(0, β²), a_j ~ N(1, γ²), s_j² ~ inverse gamma
 * around a pooled s². μ, τ², β², γ² and s² come from the data (empirical Bayes). The gain a_j tells
 * who always gives the same number (a_j near 0) from who is exact. The biases are fixed by their
 * mean, weighted by precision, being 0, the gains by their mean over all ratings being 1, unless
 * known values fix them. Units are those of the ratings: scaling or shifting all of them does the
 * same to the result.
 *
 * <p>How heavy the tails are, whether gains differ and how strongly scales are pooled is not known
 * beforehand: several such models and the plain mean are weighed by how well they foretell ratings
 * left out.
 *
 * <p>Source: Lange, Little, Taylor (1989), Robust statistical modeling using the t distribution;
 * variational form: Tipping, Lawrence (2005), Variational inference for Student-t models.
 */
public final class RobustMean {
  private static final double HEAVY = 5;
  private static final double NORMAL = 1e6;
  private static final double WEAK = 4;
  private static final double STRONG = 40;
  private static final List<RobustMeanAscent.Settings> SETTINGS =
      List.of(
          new RobustMeanAscent.Settings(HEAVY, true, WEAK),
          new RobustMeanAscent.Settings(HEAVY, false, WEAK),
          new RobustMeanAscent.Settings(NORMAL, true, WEAK),
          new RobustMeanAscent.Settings(NORMAL, true, STRONG));

  private final double leastScale;

  /**
   * Makes the estimator.
   *
   * @param leastScale a spread of true values that is believable before anything is seen, in the
   *     units of the ratings; taken where the ratings differ less
   */
  public RobustMean(double leastScale) {
    if (!(leastScale > 0)) {
      throw new IllegalArgumentException("the least scale is above 0: " + leastScale);
    }
    this.leastScale = leastScale;
  }

  /** Estimates without known values. */
  public NumericConsensus estimate(Collection<Rating> ratings) {
    return estimate(ratings, Map.of(), Map.of());
  }

  /**
   * Estimates from all that is known.
   *
   * @param gold known values by item; those of items without ratings are left out
   * @param reliabilities what a former estimate said of labelers, as in {@link
   *     NumericReliability#reliability}; taken as the centre of their prior
   * @throws IllegalArgumentException when a labeler rated an item twice
   */
  public NumericConsensus estimate(
      Collection<Rating> ratings, Map<String, Double> gold, Map<String, Double> reliabilities) {
    RatingTable table = new RatingTable(ratings);
    if (table.size() == 0) {
      return new NumericConsensus(List.of(), List.of(), 0);
    }
    double[] sorted = table.valueAt.clone();
    Arrays.sort(sorted);
    double centre = sorted[sorted.length / 2];
    double scale = Math.max(leastScale, deviation(sorted, centre));
    List<RobustMeanAscent> models = new ArrayList<>();
    int iterations = 0;
    for (RobustMeanAscent.Settings settings : SETTINGS) {
      RobustMeanAscent model =
          new RobustMeanAscent(settings, table, centre, scale, gold, reliabilities);
      iterations += model.run();
      models.add(model);
    }
    List<NumericReliability> judged = models.get(0).reliabilities();
    return new NumericConsensus(items(table, gold, models), judged, iterations);
  }

  private static double deviation(double[] values, double centre) {
    double squares = 0;
    for (double value : values) {
      squares += (value - centre) * (value - centre);
    }
    return Math.sqrt(squares / values.length);
  }

  private static List<NumericEstimate> items(
      RatingTable table, Map<String, Double> gold, List<RobustMeanAscent> models) {
    PlainMean plain = new PlainMean(table);
    double[] weights = weights(table, plain, models);
    List<NumericEstimate> items = new ArrayList<>(table.items.size());
    for (int i = 0; i < table.items.size(); i++) {
      double value = weights[models.size()] * plain.value(i);
      for (int m = 0; m < models.size(); m++) {
        value += weights[m] * models.get(m).value(i);
      }
      double square = 0;
      double share = 1 - weights[models.size()];
      for (int m = 0; m < models.size(); m++) {
        double error = models.get(m).standardError(i);
        double apart = models.get(m).value(i) - value;
        double weight = share > 0 ? weights[m] / share : 1.0 / models.size();
        square += weight * (error * error + apart * apart);
      }
      Double known = gold.get(table.items.get(i));
      items.add(
          estimate(
              table.items.get(i),
              known == null ? value : known,
              known == null ? Math.sqrt(square) : 0,
              plain.count(i)));
    }
    return items;
  }

  private static NumericEstimate estimate(String item, double value, double error, int answers) {
    return new NumericEstimate(
        item,
        Consensus.quantise(value),
        Consensus.quantise(error),
        Consensus.quantise(value - NormalInterval.Z * error),
        Consensus.quantise(value + NormalInterval.Z * error),
        answers);
  }

  private static double[] weights(
      RatingTable table, PlainMean plain, List<RobustMeanAscent> models) {
    List<double[]> without = new ArrayList<>();
    for (RobustMeanAscent model : models) {
      double[] values = new double[table.size()];
      Arrays.setAll(values, model::valueWithout);
      without.add(values);
    }
    double[] values = new double[table.size()];
    double[] counts = new double[table.size()];
    for (int p = 0; p < values.length; p++) {
      values[p] = plain.valueWithout(p);
      if (plain.hasOthers(p)) {
        counts[p] = table.weightAt[p];
      }
    }
    without.add(values);
    return StackedMean.weights(table, without, counts);
  }
}

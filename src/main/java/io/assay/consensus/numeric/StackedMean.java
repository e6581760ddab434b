package io.assay.consensus.numeric;

import java.util.Arrays;
import java.util.List;

/*
 * A rating is the truth plus an error that the other ratings of the item know nothing of. So
 *
 *   E (l_ij - x_i)² = E (l_ij - t_i)² + E (x_i - t_i)²
 *
 * for any estimate x_i made without this rating: the first term is the same for all estimates, and
 * the squared error against ratings left out ranks estimates as truth would. The weights w >= 0 with
 * sum 1 minimise sum_ij g_ij (l_ij - sum_m w_m x_mi)². A pull of one item's worth to equal weights decides
 * where the ratings cannot.
 */
/**
 * Weighs several estimates of the same values by how well they foretell ratings left out.
 *
 * <p>Source: Breiman (1996), Stacked regressions.
 */
final class StackedMean {
  private static final int SWEEPS = 200;

  private StackedMean() {}

  /**
   * The weights of the estimates.
   *
   * @param without by estimate, the value of each rating's item judged without that rating
   * @param counts how much each rating counts; 0 where nothing else is known of its item
   */
  static double[] weights(RatingTable table, List<double[]> without, double[] counts) {
    int models = without.size();
    double[][] products = new double[models][models];
    double total = 0;
    double squares = 0;
    for (int p = 0; p < table.size(); p++) {
      total += counts[p];
      for (int a = 0; a < models; a++) {
        double error = table.valueAt[p] - without.get(a)[p];
        squares += counts[p] * error * error / models;
        for (int b = 0; b <= a; b++) {
          products[a][b] += counts[p] * error * (table.valueAt[p] - without.get(b)[p]);
          products[b][a] = products[a][b];
        }
      }
    }
    double[] weights = new double[models];
    Arrays.fill(weights, 1.0 / models);
    if (!(total > 0) || !(squares > 0)) {
      return weights;
    }
    for (int a = 0; a < models; a++) {
      products[a][a] += squares / table.items.size();
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int a = 0; a < models; a++) {
        for (int b = 0; b < a; b++) {
          trade(weights, products, a, b);
        }
      }
    }
    return weights;
  }

  /** Moves weight between two estimates to where the quadratic form w' P w is least. */
  private static void trade(double[] weights, double[][] products, int a, int b) {
    double slope = 0;
    for (int m = 0; m < weights.length; m++) {
      slope += weights[m] * (products[a][m] - products[b][m]);
    }
    double curvature = products[a][a] + products[b][b] - 2 * products[a][b];
    if (curvature > 0) {
      double step = Math.max(-weights[a], Math.min(weights[b], -slope / curvature));
      weights[a] += step;
      weights[b] -= step;
    }
  }
}

package io.assay.consensus.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rounds of {@link WeightedMedoid}. */
final class MedoidIterations {
  private static final int ROUNDS = 6;
  private static final double USUAL_ERROR = 0.2;
  private static final double LEAST_ERROR = 0.01;
  private static final double STRENGTH = 2;

  private final TextTable table;

  /** Distances between the groups of each item. */
  private final List<double[][]> distances = new ArrayList<>();

  private final double[] error;
  private final int[] checked;
  private double usual = USUAL_ERROR;

  MedoidIterations(TextTable table) {
    this.table = table;
    for (List<TextTable.Group> groups : table.groups) {
      distances.add(distances(groups));
    }
    error = new double[table.labelers.size()];
    checked = new int[error.length];
    Arrays.fill(error, USUAL_ERROR);
    for (int i = 0; i < table.items.size(); i++) {
      if (table.answers(i) > 1) {
        for (TextTable.Group group : table.groups.get(i)) {
          for (int position : group.positions()) {
            checked[table.labelerAt[position]]++;
          }
        }
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      judge();
    }
  }

  private static double[][] distances(List<TextTable.Group> groups) {
    double[][] distances = new double[groups.size()][groups.size()];
    for (int a = 0; a < distances.length; a++) {
      for (int b = 0; b < a; b++) {
        distances[a][b] = TextDistance.of(groups.get(a).text(), groups.get(b).text());
        distances[b][a] = distances[a][b];
      }
    }
    return distances;
  }

  private double[] weights() {
    double[] weights = new double[error.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = 1 / Math.max(LEAST_ERROR, error[j]);
    }
    return weights;
  }

  private double[] costs(int i, double[] votes) {
    double[] costs = new double[votes.length];
    for (int a = 0; a < costs.length; a++) {
      for (int b = 0; b < costs.length; b++) {
        costs[a] += votes[b] * distances.get(i)[a][b];
      }
    }
    return costs;
  }

  private void judge() {
    double[] weights = weights();
    double[] sum = new double[error.length];
    double[] each = new double[table.weightAt.length];
    double count = STRENGTH;
    for (int i = 0; i < table.items.size(); i++) {
      if (table.answers(i) < 2) {
        continue;
      }
      double[] costs = costs(i, table.votes(i, weights));
      for (int g = 0; g < costs.length; g++) {
        for (int p : table.groups.get(i).get(g).positions()) {
          int j = table.labelerAt[p];
          double distance = distanceToOthers(i, g, costs, table.weightAt[p] * weights[j]);
          sum[j] += distance;
          each[p] = table.weightAt[p] * distance;
          count += table.weightAt[p];
        }
      }
    }
    Arrays.sort(each); // Labelers of equal texts may come in any order.
    double all = STRENGTH * USUAL_ERROR;
    for (double one : each) {
      all += one;
    }
    usual = all / count;
    for (int j = 0; j < error.length; j++) {
      error[j] = (sum[j] + STRENGTH * usual) / (checked[j] + STRENGTH);
    }
  }

  /** How far an answer of group g is from the medoid of the others. */
  private double distanceToOthers(int i, int g, double[] costs, double vote) {
    double[] own = distances.get(i)[g];
    int best = -1;
    double least = 0;
    for (int k = 0; k < costs.length; k++) {
      boolean others = k != g || table.groups.get(i).get(g).positions().size() > 1;
      double cost = costs[k] - vote * own[k];
      if (others && (best < 0 || cost < least)) {
        best = k;
        least = cost;
      }
    }
    return own[best];
  }

  /** The group whose text is closest to all answers; of equally close ones the first. */
  int medoid(int i) {
    double[] costs = costs(i, table.votes(i, weights()));
    int best = 0;
    for (int k = 1; k < costs.length; k++) {
      if (costs[k] < costs[best]) {
        best = k;
      }
    }
    return best;
  }

  double distance(int i, int a, int b) {
    return distances.get(i)[a][b];
  }

  double confidence(int i) {
    double[] votes = table.votes(i, weights());
    double[] own = distances.get(i)[medoid(i)];
    double total = 1 / Math.max(LEAST_ERROR, usual);
    double right = total * (1 - usual);
    for (int g = 0; g < votes.length; g++) {
      right += votes[g] * (1 - own[g]);
      total += votes[g];
    }
    return right / total;
  }

  /** How far the labeler's answers are off. */
  double error(int j) {
    return error[j];
  }

  /** The number of the labeler's answers to items others answered too. */
  int checked(int j) {
    return checked[j];
  }
}

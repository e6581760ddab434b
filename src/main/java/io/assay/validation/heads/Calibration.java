package io.assay.validation.heads;

import java.util.Arrays;
import java.util.Comparator;

/** How far probabilities are from what comes true. */
final class Calibration {
  private static final int BINS = 10;

  private Calibration() {}

  /**
   * Expected calibration error of the likeliest classes, in ten bins of as many rows each: the mean
   * distance between how likely they are held and how likely the targets hold them. Source: Guo et
   * al. (2017), On calibration of modern neural networks.
   *
   * @param probability {@code [row * K + class]}; rows of weight 0 do not count
   */
  static double error(float[] probability, Targets targets) {
    int classes = targets.classes();
    Integer[] rows = new Integer[targets.rows()];
    Arrays.setAll(rows, row -> row);
    int[] likeliest = new int[rows.length];
    int counted = 0;
    for (int row = 0; row < rows.length; row++) {
      for (int k = 1; k < classes; k++) {
        boolean more = probability[row * classes + k] > probability[row * classes + likeliest[row]];
        likeliest[row] = more ? k : likeliest[row];
      }
      if (targets.weight()[row] > 0) {
        rows[counted] = row;
        counted++;
      }
    }
    Integer[] order = Arrays.copyOf(rows, counted);
    Arrays.sort(order, Comparator.comparing(row -> probability[row * classes + likeliest[row]]));
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double away = 0;
      for (int i = counted * bin / BINS; i < counted * (bin + 1) / BINS; i++) {
        int at = order[i] * classes + likeliest[order[i]];
        away += probability[at] - targets.probability()[at];
      }
      error += Math.abs(away);
    }
    return counted == 0 ? 0 : error / counted;
  }
}

package io.assay.validation.gpu;

import io.assay.validation.features.SparseMatrix;
import io.assay.validation.heads.SoftmaxTrainer;
import io.assay.validation.heads.Targets;
import java.util.Arrays;

/**
 * The loss that {@link SoftmaxTrainer} describes, over chosen rows and the columns these have.
 *
 * @param used the columns in use, ascending
 * @param features the chosen rows on these columns
 * @param targets the distribution over the classes by row
 * @param rowWeight what each row counts; they sum to 1, or all are 0
 * @param cost what half the square of a weight costs, by column; nothing for the bias, the last
 * @param inverseCurvature about the inverse of the second derivative by a weight at 0, by column
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of entries.
record HeadProblem(
    int[] used,
    int classes,
    SparseMatrix features,
    float[] targets,
    float[] rowWeight,
    float[] cost,
    float[] inverseCurvature) {
  private static final double MIN_TOTAL = 1e-6;

  /** Of a column whose rows count nothing and whose weights cost nothing. */
  private static final float MIN_CURVATURE = 1e-12f;

  static HeadProblem of(
      SparseMatrix features, int[] rows, Targets targets, SoftmaxTrainer settings) {
    int[] used = used(features, rows);
    SparseMatrix chosen = choose(features, rows, used);
    int classes = targets.classes();
    float[] target = new float[rows.length * classes];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      total += targets.weight()[rows[i]];
      System.arraycopy(targets.probability(), rows[i] * classes, target, i * classes, classes);
    }
    float[] weight = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      weight[i] = total > 0 ? (float) (targets.weight()[rows[i]] / total) : 0;
    }
    float spread = (1 - 1f / classes) / classes;
    float[] curvature = new float[used.length];
    for (int i = 0; i < rows.length; i++) {
      for (int p = chosen.start()[i]; p < chosen.start()[i + 1]; p++) {
        float value = chosen.value()[p];
        curvature[chosen.index()[p]] += weight[i] * value * value;
      }
    }
    float[] cost = new float[used.length + 1];
    float[] inverse = new float[used.length + 1];
    float strength = (float) (settings.strength() / Math.max(MIN_TOTAL, total));
    for (int c = 0; c < used.length; c++) {
      float own = spread * curvature[c];
      cost[c] = strength + (float) settings.shrinkage() * own;
      inverse[c] = 1 / (own + cost[c] + MIN_CURVATURE);
    }
    inverse[used.length] = 1 / spread;
    return new HeadProblem(used, classes, chosen, target, weight, cost, inverse);
  }

  private static int[] used(SparseMatrix features, int[] rows) {
    boolean[] has = new boolean[features.columns()];
    for (int row : rows) {
      for (int p = features.start()[row]; p < features.start()[row + 1]; p++) {
        has[features.index()[p]] = true;
      }
    }
    int[] used = new int[has.length];
    int size = 0;
    for (int c = 0; c < has.length; c++) {
      if (has[c]) {
        used[size++] = c;
      }
    }
    return Arrays.copyOf(used, size);
  }

  private static SparseMatrix choose(SparseMatrix features, int[] rows, int[] used) {
    int[] place = new int[features.columns()];
    for (int c = 0; c < used.length; c++) {
      place[used[c]] = c;
    }
    int[] start = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      int length = features.start()[rows[i] + 1] - features.start()[rows[i]];
      start[i + 1] = Math.addExact(start[i], length);
    }
    int[] index = new int[start[rows.length]];
    float[] value = new float[index.length];
    for (int i = 0; i < rows.length; i++) {
      int from = features.start()[rows[i]];
      for (int p = start[i]; p < start[i + 1]; p++) {
        index[p] = place[features.index()[from + p - start[i]]];
        value[p] = features.value()[from + p - start[i]];
      }
    }
    return new SparseMatrix(used.length, start, index, value);
  }
}

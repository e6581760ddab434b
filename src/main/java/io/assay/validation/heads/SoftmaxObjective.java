package io.assay.validation.heads;

import io.assay.validation.features.SparseMatrix;
import java.util.Arrays;

/*
 * Classes lie in groups of four, the last one filled up with classes nobody has: a row then has four
 * sums in registers whatever K is. Columns that none of the rows has are left out, since their
 * weights stay 0. The table is kept twice, by row for the scores and by column for the gradient, so
 * that each score and each slope is one sum in a fixed order that no other thread touches.
 */
/**
 * The loss of softmax regression over sparse rows x_i with targets t_i and row weights v_i, in nats
 * a row, with V = sum_i v_i and z_i = W x_i + b:
 *
 * <pre>
 *   (1/V) sum_i v_i (ln sum_k exp z_ik - sum_k t_ik z_ik) + 1/2 sum_ck (strength/V + shrinkage h_c) W_ck²
 *   h_c = (1/V) sum_i v_i x_ic² (1 - 1/K) / K
 * </pre>
 *
 * The biases b cost nothing. The strength is a normal distribution of the weights known beforehand,
 * of variance 1 / strength; the shrinkage is ridge regression on columns scaled to one variance,
 * which keeps frequent columns from explaining what is noise.
 */
final class SoftmaxObjective implements Objective {
  private static final int GROUP = 4;
  private static final int ROW_BLOCK = 512;
  private static final int COLUMN_BLOCK = 512;

  /** Of a column whose rows count nothing and whose weights cost nothing. */
  private static final float MIN_CURVATURE = 1e-12f;

  private static final double MIN_TOTAL = 1e-6;

  private final int classes;
  private final int stride;
  private final int rows;
  private final int columns;

  /** The columns in use, ascending. */
  private final int[] used;

  private final int[] rowStart;
  private final int[] columnOf;
  private final float[] rowValue;
  private final int[] columnStart;
  private final int[] rowOf;
  private final float[] columnValue;
  private final float[] target;
  private final float[] weight;

  /** What half the square of a weight costs, by column. */
  private final float[] cost;

  /** The second derivative of the loss by a weight of a column where all classes are as likely. */
  private final float[] curvature;

  /** v_i (p_i - t_i) / V after a pass, [row * stride + class]. */
  private final float[] residual;

  SoftmaxObjective(SparseMatrix features, int[] chosen, Targets targets, SoftmaxTrainer settings) {
    this.classes = targets.classes();
    this.stride = (classes + GROUP - 1) / GROUP * GROUP;
    this.rows = chosen.length;
    int[] place = new int[features.columns()];
    this.rowStart = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      int from = features.start()[chosen[i]];
      int to = features.start()[chosen[i] + 1];
      for (int p = from; p < to; p++) {
        place[features.index()[p]]++;
      }
      rowStart[i + 1] = rowStart[i] + to - from;
    }
    this.used = used(place);
    this.columns = used.length;
    this.columnStart = new int[columns + 1];
    for (int c = 0; c < columns; c++) {
      columnStart[c + 1] = columnStart[c] + place[used[c]];
      place[used[c]] = c;
    }
    int size = rowStart[rows];
    this.columnOf = new int[size];
    this.rowValue = new float[size];
    this.rowOf = new int[size];
    this.columnValue = new float[size];
    this.target = new float[rows * stride];
    this.weight = new float[rows];
    this.residual = new float[rows * stride];
    copy(features, chosen, place);
    double total = weigh(chosen, targets);
    this.curvature = curvature();
    this.cost = new float[columns];
    for (int c = 0; c < columns; c++) {
      cost[c] = (float) (settings.strength() / Math.max(MIN_TOTAL, total));
      cost[c] += (float) settings.shrinkage() * curvature[c];
    }
  }

  private static int[] used(int[] counts) {
    int[] used = new int[counts.length];
    int size = 0;
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0) {
        used[size++] = c;
      }
    }
    return Arrays.copyOf(used, size);
  }

  private void copy(SparseMatrix features, int[] chosen, int[] place) {
    int[] next = columnStart.clone();
    for (int i = 0; i < rows; i++) {
      int from = features.start()[chosen[i]];
      for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
        int c = place[features.index()[from + p - rowStart[i]]];
        float value = features.value()[from + p - rowStart[i]];
        columnOf[p] = c;
        rowValue[p] = value;
        int q = next[c]++;
        rowOf[q] = i;
        columnValue[q] = value;
      }
    }
  }

  /** Copies weights and targets; returns V. */
  private double weigh(int[] chosen, Targets targets) {
    double total = 0;
    for (int row : chosen) {
      total += targets.weight()[row];
    }
    for (int i = 0; i < rows; i++) {
      weight[i] = total > 0 ? (float) (targets.weight()[chosen[i]] / total) : 0;
      System.arraycopy(targets.probability(), chosen[i] * classes, target, i * stride, classes);
    }
    return total;
  }

  @Override
  public int size() {
    return (columns + 1) * stride;
  }

  @Override
  public double evaluate(float[] at, float[] gradient) {
    double loss = Blocks.sum(rows, ROW_BLOCK, (from, to) -> scoreRows(at, from, to));
    double norm = Blocks.sum(columns, COLUMN_BLOCK, (from, to) -> slopes(at, gradient, from, to));
    biasSlopes(gradient);
    return loss + 0.5 * norm;
  }

  /** The loss of some rows, whose residuals it leaves. */
  private double scoreRows(float[] at, int from, int to) {
    double loss = 0;
    for (int i = from; i < to; i++) {
      for (int group = 0; group < stride; group += GROUP) {
        score(at, i, group);
      }
      int row = i * stride;
      float expected = 0;
      for (int k = 0; k < classes; k++) {
        expected += target[row + k] * residual[row + k];
      }
      float normaliser = PortableMath.softmax(residual, row, classes);
      loss += (double) weight[i] * (normaliser - expected);
      for (int k = 0; k < classes; k++) {
        residual[row + k] = weight[i] * (residual[row + k] - target[row + k]);
      }
      for (int k = classes; k < stride; k++) {
        residual[row + k] = 0;
      }
    }
    return loss;
  }

  /** Scores of four classes of a row, put where its residuals come. */
  private void score(float[] at, int i, int group) {
    int bias = columns * stride + group;
    float z0 = at[bias];
    float z1 = at[bias + 1];
    float z2 = at[bias + 2];
    float z3 = at[bias + 3];
    for (int p = rowStart[i]; p < rowStart[i + 1]; p++) {
      int w = columnOf[p] * stride + group;
      float value = rowValue[p];
      z0 += value * at[w];
      z1 += value * at[w + 1];
      z2 += value * at[w + 2];
      z3 += value * at[w + 3];
    }
    int to = i * stride + group;
    residual[to] = z0;
    residual[to + 1] = z1;
    residual[to + 2] = z2;
    residual[to + 3] = z3;
  }

  /** The slopes of some columns; returns what their weights cost, twice. */
  private double slopes(float[] at, float[] gradient, int from, int to) {
    double norm = 0;
    for (int c = from; c < to; c++) {
      for (int group = 0; group < stride; group += GROUP) {
        int w = c * stride + group;
        float g0 = cost[c] * at[w];
        float g1 = cost[c] * at[w + 1];
        float g2 = cost[c] * at[w + 2];
        float g3 = cost[c] * at[w + 3];
        for (int p = columnStart[c]; p < columnStart[c + 1]; p++) {
          int r = rowOf[p] * stride + group;
          float value = columnValue[p];
          g0 += value * residual[r];
          g1 += value * residual[r + 1];
          g2 += value * residual[r + 2];
          g3 += value * residual[r + 3];
        }
        gradient[w] = g0;
        gradient[w + 1] = g1;
        gradient[w + 2] = g2;
        gradient[w + 3] = g3;
        double squares = (double) at[w] * at[w] + (double) at[w + 1] * at[w + 1];
        squares += (double) at[w + 2] * at[w + 2] + (double) at[w + 3] * at[w + 3];
        norm += cost[c] * squares;
      }
    }
    return norm;
  }

  private void biasSlopes(float[] gradient) {
    double[] sums = new double[stride];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < stride; k++) {
        sums[k] += residual[i * stride + k];
      }
    }
    for (int k = 0; k < stride; k++) {
      gradient[columns * stride + k] = (float) sums[k];
    }
  }

  /** With every class as likely as any other it is sum v x² (1 - 1/K) / K. */
  private float[] curvature() {
    float[] sums = new float[columns];
    Blocks.run(
        columns,
        COLUMN_BLOCK,
        (from, to) -> {
          for (int c = from; c < to; c++) {
            float sum = 0;
            for (int p = columnStart[c]; p < columnStart[c + 1]; p++) {
              sum += weight[rowOf[p]] * columnValue[p] * columnValue[p];
            }
            sums[c] = spread() * sum;
          }
        });
    return sums;
  }

  private float spread() {
    return (1 - 1f / classes) / classes;
  }

  /** About the inverse of the second derivative by each parameter at 0. */
  float[] inverseCurvature() {
    float[] inverse = new float[size()];
    for (int c = 0; c < columns; c++) {
      float value = 1 / (curvature[c] + cost[c] + MIN_CURVATURE);
      Arrays.fill(inverse, c * stride, (c + 1) * stride, value);
    }
    Arrays.fill(inverse, columns * stride, size(), 1 / spread());
    return inverse;
  }

  /** The head these parameters make. */
  SoftmaxHead head(int allColumns, float[] at) {
    float[] weights = new float[Math.multiplyExact(allColumns, classes)];
    for (int c = 0; c < columns; c++) {
      System.arraycopy(at, c * stride, weights, used[c] * classes, classes);
    }
    int bias = columns * stride;
    return new SoftmaxHead(classes, weights, Arrays.copyOfRange(at, bias, bias + classes));
  }
}

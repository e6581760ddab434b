package io.assay.validation.heads;

/**
 * The loss of an {@link MlpHead} over scaled rows, in nats a row: cross-entropy to the targets, and
 * l2/2 times the squares of all weights but the biases.
 *
 * <p>Each slope is one sum over the rows in their order; threads share the slopes, not the rows.
 */
final class MlpObjective implements Objective {
  private static final int COLUMN_BLOCK = 16;

  private final MlpShape shape;
  private final float[] rows;
  private final int count;
  private final float[] target;
  private final float[] weight;
  private final float l2;
  private final float[] units;
  private final float[] residual;
  private final float[] back;

  /**
   * A loss.
   *
   * @param rows scaled features of the chosen rows
   * @param chosen their numbers in the targets
   */
  MlpObjective(MlpShape shape, float[] rows, int[] chosen, Targets targets, double l2) {
    this.shape = shape;
    this.rows = rows;
    this.count = chosen.length;
    this.l2 = (float) l2;
    int classes = shape.classes();
    this.target = new float[count * classes];
    this.weight = new float[count];
    this.units = new float[count * shape.hidden()];
    this.back = new float[count * shape.hidden()];
    this.residual = new float[count * classes];
    double total = 0;
    for (int row : chosen) {
      total += targets.weight()[row];
    }
    for (int i = 0; i < count; i++) {
      weight[i] = total > 0 ? (float) (targets.weight()[chosen[i]] / total) : 0;
      System.arraycopy(targets.probability(), chosen[i] * classes, target, i * classes, classes);
    }
  }

  @Override
  public int size() {
    return shape.size();
  }

  @Override
  public double evaluate(float[] at, float[] gradient) {
    shape.forward(at, rows, count, units, residual);
    double loss = Blocks.sum(count, MlpShape.ROW_BLOCK, (from, to) -> residuals(at, from, to));
    Blocks.run(
        shape.columns() + 1, COLUMN_BLOCK, (from, to) -> hiddenSlopes(at, gradient, from, to));
    outputSlopes(at, gradient);
    double squares = squares(at, 0, shape.hiddenBias());
    squares += squares(at, shape.output(), shape.outputBias());
    return loss + 0.5 * l2 * squares;
  }

  private static double squares(float[] at, int from, int to) {
    return Blocks.sum(
        to - from,
        1 << 12,
        (first, end) -> {
          double sum = 0;
          for (int i = from + first; i < from + end; i++) {
            sum += (double) at[i] * at[i];
          }
          return sum;
        });
  }

  /** Turns log-odds into residuals and sends them back to the units; returns the loss. */
  private double residuals(float[] at, int from, int to) {
    int classes = shape.classes();
    int hidden = shape.hidden();
    double loss = 0;
    for (int i = from; i < to; i++) {
      int row = i * classes;
      float expected = 0;
      for (int k = 0; k < classes; k++) {
        expected += target[row + k] * residual[row + k];
      }
      float normaliser = PortableMath.softmax(residual, row, classes);
      loss += (double) weight[i] * (normaliser - expected);
      for (int k = 0; k < classes; k++) {
        residual[row + k] = weight[i] * (residual[row + k] - target[row + k]);
      }
      for (int h = 0; h < hidden; h++) {
        float sum = 0;
        int v = shape.output() + h * classes;
        for (int k = 0; k < classes && units[i * hidden + h] > 0; k++) {
          sum += at[v + k] * residual[row + k];
        }
        back[i * hidden + h] = sum;
      }
    }
    return loss;
  }

  /** The slopes of U by column, and of b as if it were one more column of ones. */
  private void hiddenSlopes(float[] at, float[] gradient, int from, int to) {
    int hidden = shape.hidden();
    int columns = shape.columns();
    for (int w = from * hidden; w < to * hidden; w++) {
      gradient[w] = w < shape.hiddenBias() ? l2 * at[w] : 0;
    }
    for (int i = 0; i < count; i++) {
      for (int d = from; d < to; d++) {
        float value = d < columns ? rows[i * columns + d] : 1;
        if (value != 0) {
          MlpShape.add(value, back, i * hidden, gradient, d * hidden, hidden);
        }
      }
    }
  }

  private void outputSlopes(float[] at, float[] gradient) {
    int hidden = shape.hidden();
    int classes = shape.classes();
    Blocks.run(
        hidden + 1,
        COLUMN_BLOCK,
        (from, to) -> {
          int first = shape.output() + from * classes;
          for (int w = first; w < shape.output() + to * classes; w++) {
            gradient[w] = w < shape.outputBias() ? l2 * at[w] : 0;
          }
          for (int i = 0; i < count; i++) {
            for (int h = from; h < to; h++) {
              float value = h < hidden ? units[i * hidden + h] : 1;
              int g = shape.output() + h * classes;
              MlpShape.add(value, residual, i * classes, gradient, g, classes);
            }
          }
        });
  }
}

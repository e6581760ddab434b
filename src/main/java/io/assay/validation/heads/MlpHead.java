package io.assay.validation.heads;

import io.assay.validation.features.DenseMatrix;

/**
 * A network of one hidden layer on dense features brought to mean 0 and deviation 1, x':
 *
 * <p>z_k = c_k + sum_h V_hk max(0, b_h + sum_d U_dh x'_d).
 */
public final class MlpHead implements Head<DenseMatrix> {
  private final MlpShape shape;
  private final DenseScaling scaling;
  private final float[] parameters;

  MlpHead(MlpShape shape, DenseScaling scaling, float[] parameters) {
    this.shape = shape;
    this.scaling = scaling;
    this.parameters = parameters;
  }

  @Override
  public int classes() {
    return shape.classes();
  }

  /** The number of columns of the features. */
  public int columns() {
    return shape.columns();
  }

  /** The number of hidden units. */
  public int hidden() {
    return shape.hidden();
  }

  /** U {@code [column * hidden + unit]}, b, V {@code [unit * K + class]}, c; not a copy. */
  public float[] parameters() {
    return parameters;
  }

  /** The mean of each column; not a copy. */
  public float[] mean() {
    return scaling.mean();
  }

  /** 1 / deviation of each column, 0 where it does not vary; not a copy. */
  public float[] scale() {
    return scaling.scale();
  }

  @Override
  public float[] logOdds(DenseMatrix features, int[] rows) {
    float[] scaled = scaling.apply(features, rows);
    float[] hidden = new float[rows.length * shape.hidden()];
    float[] scores = new float[rows.length * shape.classes()];
    shape.forward(parameters, scaled, rows.length, hidden, scores);
    return scores;
  }
}

package io.assay.validation.heads;

import io.assay.validation.features.SparseMatrix;

/**
 * Trains softmax regression with all rows at once, from weights of 0, by {@link Lbfgs}.
 *
 * @param l2 what half the sum of the squared weights costs, in nats a row
 * @param maxSteps steps after which it stops
 * @param tolerance relative fall of the loss in a step below which it stops
 */
public record SoftmaxTrainer(double l2, int maxSteps, double tolerance)
    implements HeadTrainer<SparseMatrix> {
  private static final double USUAL_L2 = 1e-4;
  private static final int USUAL_STEPS = 40;
  private static final double USUAL_TOLERANCE = 1e-4;

  /** The usual trainer. */
  public static SoftmaxTrainer usual() {
    return new SoftmaxTrainer(USUAL_L2, USUAL_STEPS, USUAL_TOLERANCE);
  }

  @Override
  public SoftmaxHead train(SparseMatrix features, int[] rows, Targets targets) {
    SoftmaxObjective objective = new SoftmaxObjective(features, rows, targets, l2);
    float[] at = new float[objective.size()];
    Lbfgs.minimise(objective, at, maxSteps, tolerance);
    return objective.head(features.columns(), at);
  }
}

package io.assay.validation.heads;

import io.assay.validation.features.SparseMatrix;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains softmax regression with all rows at once, from weights of 0, by limited-memory BFGS.
 *
 * @param strength what half the square of a weight costs in all, in nats: as a normal distribution
 *     known beforehand, of variance 1 / strength
 * @param shrinkage the same a row and for columns scaled to one variance
 * @param maxSteps steps after which it stops
 * @param tolerance relative fall of the loss in a step below which it stops
 */
public record SoftmaxTrainer(double strength, double shrinkage, int maxSteps, double tolerance)
    implements HeadTrainer<SparseMatrix> {
  private static final double SHRINKAGE = 3;
  private static final int STEPS = 40;
  private static final double TOLERANCE = 1e-5;

  /** One strength for targets that are mostly right. */
  public static SoftmaxTrainer usual() {
    return of(4);
  }

  /** Strengths to choose from by what they predict: the noisier the targets, the stronger. */
  public static List<SoftmaxTrainer> choices() {
    return List.of(of(1), of(4), of(16));
  }

  private static SoftmaxTrainer of(double strength) {
    return new SoftmaxTrainer(strength, SHRINKAGE, STEPS, TOLERANCE);
  }

  @Override
  public String head() {
    return "softmax regression";
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(
        Map.of(
            "strength", strength,
            "shrinkage", shrinkage,
            "maxSteps", (double) maxSteps,
            "tolerance", tolerance));
  }

  @Override
  public SoftmaxHead train(SparseMatrix features, int[] rows, Targets targets) {
    SoftmaxObjective objective = new SoftmaxObjective(features, rows, targets, this);
    float[] at = new float[objective.size()];
    Lbfgs.minimise(objective, at, objective.inverseCurvature(), maxSteps, tolerance);
    return objective.head(features.columns(), at);
  }
}

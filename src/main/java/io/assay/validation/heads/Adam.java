package io.assay.validation.heads;

import java.util.Arrays;

/**
 * Adam: the step of a parameter is its mean slope over the root of its mean squared slope, both
 * fading, m = {@value #FIRST} m + (1 - {@value #FIRST}) g, s likewise with {@value #SECOND}. Steps
 * shrink along half a cosine to 0. Source: Kingma and Ba (2015), Adam: a method for stochastic
 * optimization.
 */
final class Adam {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final float EPSILON = 1e-8f;

  private Adam() {}

  /** Moves a point to where the objective is smaller; returns the last value met. */
  static double minimise(Objective objective, float[] at, int steps, double rate) {
    float[] gradient = new float[at.length];
    float[] mean = new float[at.length];
    float[] square = new float[at.length];
    double value = Double.POSITIVE_INFINITY;
    double firstLeft = 1;
    double secondLeft = 1;
    for (int step = 0; step < steps; step++) {
      Arrays.fill(gradient, 0);
      value = objective.evaluate(at, gradient);
      firstLeft *= FIRST;
      secondLeft *= SECOND;
      double now = rate * (1 + StrictMath.cos(StrictMath.PI * step / steps)) / 2;
      float size = (float) (now / (1 - firstLeft));
      float correction = (float) (1 / (1 - secondLeft));
      Blocks.run(
          at.length,
          1 << 12,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              float g = gradient[i];
              mean[i] = (float) FIRST * mean[i] + (1 - (float) FIRST) * g;
              square[i] = (float) SECOND * square[i] + (1 - (float) SECOND) * g * g;
              float root = (float) Math.sqrt(square[i] * correction);
              at[i] -= size * mean[i] / (root + EPSILON);
            }
          });
    }
    return value;
  }
}

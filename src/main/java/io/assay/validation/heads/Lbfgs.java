package io.assay.validation.heads;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Limited-memory BFGS: the direction is -H g, where H is what the last {@value #MEMORY} steps s and
 * changes y of the gradient tell of the inverse Hessian (two-loop recursion, begun from the inverse
 * of its diagonal, so that rare features learn as fast as frequent ones), and a step along it is
 * halved until the value falls by {@value #SUFFICIENT} of what the slope promises.
 *
 * <p>Steps whose curvature s·y is not positive teach nothing. Source: Liu and Nocedal (1989), On
 * the limited memory BFGS method for large scale optimization.
 */
public final class Lbfgs {
  private static final int MEMORY = 8;
  private static final double SUFFICIENT = 1e-4;
  private static final double MIN_CURVATURE = 1e-10;
  private static final int MAX_HALVINGS = 20;

  private final Objective objective;
  private final ArrayDeque<Change> memory = new ArrayDeque<>();
  private final float[] inverseCurvature;
  private int evaluations;

  @SuppressWarnings("ArrayRecordComponent") // As long as the model has parameters.
  private record Change(float[] step, float[] slope, double curvature) {}

  private Lbfgs(Objective objective, float[] inverseCurvature) {
    this.objective = objective;
    this.inverseCurvature = inverseCurvature;
  }

  /**
   * Moves a point to where the objective is small.
   *
   * @param inverseCurvature about the inverse of the second derivative by each parameter at the
   *     start; all above 0
   * @param tolerance relative fall of the value in a step below which it stops
   * @return how often the objective was evaluated
   */
  public static int minimise(
      Objective objective, float[] at, float[] inverseCurvature, int maxSteps, double tolerance) {
    Lbfgs search = new Lbfgs(objective, inverseCurvature);
    search.run(at, maxSteps, tolerance);
    return search.evaluations;
  }

  private void run(float[] at, int maxSteps, double tolerance) {
    float[] gradient = new float[at.length];
    double value = evaluate(at, gradient);
    for (int step = 0; step < maxSteps; step++) {
      float[] direction = direction(gradient);
      double slope = Vectors.dot(direction, gradient);
      if (!(slope < 0)) {
        return;
      }
      float[] next = new float[at.length];
      float[] nextGradient = new float[at.length];
      double length = 1;
      double nextValue = Double.POSITIVE_INFINITY;
      int halvings = 0;
      for (; halvings < MAX_HALVINGS; halvings++, length /= 2) {
        Vectors.add(at, (float) length, direction, next);
        nextValue = evaluate(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * length * slope) {
          break;
        }
      }
      if (halvings == MAX_HALVINGS) {
        return;
      }
      learn(at, next, gradient, nextGradient);
      System.arraycopy(next, 0, at, 0, at.length);
      gradient = nextGradient;
      boolean done = value - nextValue <= tolerance * Math.abs(nextValue);
      value = nextValue;
      if (done) {
        return;
      }
    }
  }

  private double evaluate(float[] at, float[] gradient) {
    evaluations++;
    return objective.evaluate(at, gradient);
  }

  private void learn(float[] at, float[] next, float[] gradient, float[] nextGradient) {
    boolean full = memory.size() == MEMORY;
    Change old = full ? memory.removeLast() : null;
    float[] step = old == null ? new float[at.length] : old.step();
    float[] slope = old == null ? new float[at.length] : old.slope();
    Vectors.add(next, -1, at, step);
    Vectors.add(nextGradient, -1, gradient, slope);
    double curvature = Vectors.dot(step, slope);
    if (curvature > MIN_CURVATURE * Vectors.dot(slope, slope)) {
      memory.addFirst(new Change(step, slope, curvature));
    }
  }

  private float[] direction(float[] gradient) {
    float[] direction = gradient.clone();
    double[] taken = new double[memory.size()];
    int i = 0;
    for (Change change : memory) {
      taken[i] = Vectors.dot(change.step(), direction) / change.curvature();
      Vectors.add(direction, (float) -taken[i], change.slope(), direction);
      i++;
    }
    double scale = 1;
    if (!memory.isEmpty()) {
      Change last = memory.getFirst();
      scale = last.curvature() / Vectors.dot(last.slope(), last.slope(), inverseCurvature);
    }
    Vectors.multiply(direction, (float) scale, inverseCurvature);
    for (Iterator<Change> back = memory.descendingIterator(); back.hasNext(); ) {
      Change change = back.next();
      double put = Vectors.dot(change.slope(), direction) / change.curvature();
      i--;
      Vectors.add(direction, (float) (taken[i] - put), change.step(), direction);
    }
    Vectors.scale(direction, -1);
    return direction;
  }
}

package io.assay.validation.gpu;

import io.assay.validation.features.SparseMatrix;
import io.assay.validation.heads.Lbfgs;
import io.assay.validation.heads.Objective;

/*
 * What touches every entry of the features, the scores and the slopes, are kernels or their twins; what touches rows or
 * parameters once is the host's, in both cases by the same code. So the search takes the same steps to the same bits.
 */
/** Softmax regression by limited-memory BFGS on all rows at once, from weights of 0. */
final class HeadFit implements Job<float[]> {
  private final HeadProblem problem;
  private final int maxSteps;
  private final double tolerance;
  private final int width;
  private final float[] targets;
  private final Reduction columns;

  HeadFit(HeadProblem problem, int maxSteps, double tolerance) {
    this.problem = problem;
    this.maxSteps = maxSteps;
    this.tolerance = tolerance;
    width = Rows.width(problem.classes());
    targets = Rows.widen(problem.targets(), problem.classes());
    columns = Features.transposed(problem.features(), width);
  }

  /** The two passes over the entries. */
  private interface Passes {
    float[] probabilities(float[] weights);

    float[] sums(float[] residual);
  }

  @Override
  public boolean hasKernels() {
    return Rows.haveKernels(problem.classes());
  }

  @Override
  public float[] onCpu() {
    return fit(new OnCpu());
  }

  @Override
  public float[] onDevice(Device device) {
    return fit(new OnDevice(device));
  }

  @Override
  public boolean same(float[] one, float[] other) {
    return ExactArithmetic.sameBits(one, other);
  }

  private float[] fit(Passes passes) {
    Loss loss = new Loss(passes);
    float[] at = new float[loss.size()];
    float[] inverse = new float[at.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = problem.inverseCurvature()[i / width];
    }
    Lbfgs.minimise(loss, at, inverse, maxSteps, tolerance);
    return Rows.narrow(at, problem.classes());
  }

  private final class Loss implements Objective {
    private final Passes passes;

    Loss(Passes passes) {
      this.passes = passes;
    }

    @Override
    public int size() {
      return Math.multiplyExact(problem.features().columns() + 1, width);
    }

    @Override
    public double evaluate(float[] at, float[] gradient) {
      float[] rows = passes.probabilities(at);
      double[] nats = new double[problem.features().rows()];
      Rows.each(nats.length, (from, to) -> residuals(from, to, rows, nats));
      float[] sums = passes.sums(rows);
      double[] penalty = new double[problem.features().columns() + 1];
      Rows.each(penalty.length, (from, to) -> slopes(from, to, at, sums, gradient, penalty));
      double loss = 0;
      for (double one : nats) {
        loss += one;
      }
      double norm = 0;
      for (double one : penalty) {
        norm += one;
      }
      return loss + norm / 2;
    }
  }

  /** Turns probabilities into weighted residuals. */
  private void residuals(int from, int to, float[] rows, double[] nats) {
    for (int row = from; row < to; row++) {
      float weight = problem.rowWeight()[row];
      double sum = 0;
      for (int i = row * width; i < row * width + problem.classes(); i++) {
        if (targets[i] != 0) {
          sum -= (double) targets[i] * ExactArithmetic.log(rows[i]);
        }
        rows[i] = weight * (rows[i] - targets[i]);
      }
      nats[row] = weight * sum;
    }
  }

  private void slopes(
      int from, int to, float[] at, float[] sums, float[] gradient, double[] penalty) {
    for (int column = from; column < to; column++) {
      float cost = problem.cost()[column];
      double squares = 0;
      for (int i = column * width; i < (column + 1) * width; i++) {
        gradient[i] = cost * at[i] + sums[i];
        squares += (double) at[i] * at[i];
      }
      penalty[column] = cost * squares;
    }
  }

  private final class OnCpu implements Passes {
    @Override
    public float[] probabilities(float[] weights) {
      SparseMatrix features = problem.features();
      HeadReference.Input input =
          new HeadReference.Input(
              features.columns(),
              problem.classes(),
              width,
              features.start(),
              features.index(),
              features.value(),
              weights,
              1.0f,
              null,
              null);
      float[] output = new float[features.rows() * width];
      Rows.each(features.rows(), (from, to) -> HeadReference.forward(from, to, input, output));
      return output;
    }

    @Override
    public float[] sums(float[] residual) {
      return columns.onCpu(residual);
    }
  }

  private final class OnDevice implements Passes {
    private final Device device;
    private final Memory start;
    private final Memory index;
    private final Memory value;
    private final Memory output;
    private final Reduction.OnDevice sums;

    OnDevice(Device device) {
      this.device = device;
      SparseMatrix features = problem.features();
      start = device.upload(features.start());
      index = device.upload(features.index());
      value = device.upload(features.value());
      output = device.words((long) features.rows() * width);
      sums = columns.on(device);
    }

    @Override
    public float[] probabilities(float[] weights) {
      SparseMatrix features = problem.features();
      int kept = device.held();
      device.launch(
          Launch.warps("head_forward_" + width, features.rows())
              .with(features.rows())
              .with(features.columns())
              .with(problem.classes())
              .with(start)
              .with(index)
              .with(value)
              .with(device.upload(weights))
              .with(1.0f)
              .with(Memory.NONE)
              .with(Memory.NONE)
              .with(output));
      float[] probabilities = device.floats(output, features.rows() * width);
      device.release(kept);
      return probabilities;
    }

    @Override
    public float[] sums(float[] residual) {
      int kept = device.held();
      Memory sum = sums.run(device.upload(residual));
      float[] result = device.floats(sum, (problem.features().columns() + 1) * width);
      device.release(kept);
      return result;
    }
  }
}

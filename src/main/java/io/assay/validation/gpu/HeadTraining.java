package io.assay.validation.gpu;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import org.jspecify.annotations.Nullable;

/*
 * Rows i with weight w_i, features x_i, target distribution t_i, p_i = softmax(x_i W + b), and
 *
 *   loss     = sum_i w_i (- sum_k t_ik log p_ik) / sum_i w_i + l2 |W|^2 / 2
 *   gradient = sum_i w_i x_i (p_i - t_i) / sum_i w_i + l2 W.
 *
 * A step is the residuals of all rows, their sums by column, and Adam: always in the same order, so that the weights after
 * any number of steps are the same bits wherever they were computed.
 */
/** The gradient of a head, and its training by steps of Adam on all rows at once. */
final class HeadTraining {
  private final SoftmaxHead head;
  private final HeadReference.Input input;
  private final Reduction columns;
  private final AdamSettings settings;
  private final int rows;
  private final int width;
  private final float scale;

  /**
   * @param targets the distribution over the classes by row
   * @param rowWeight what each row counts, or null where each counts once
   */
  HeadTraining(
      SparseMatrix features,
      SoftmaxHead head,
      DenseMatrix targets,
      float @Nullable [] rowWeight,
      AdamSettings settings) {
    Features.check(features, head);
    if (targets.columns() != head.classes()
        || targets.value().length != (long) features.rows() * head.classes()) {
      throw new IllegalArgumentException("every row needs a target by class");
    }
    if (rowWeight != null && rowWeight.length != features.rows()) {
      throw new IllegalArgumentException("every row needs a weight");
    }
    this.head = head;
    this.settings = settings;
    rows = features.rows();
    width = Rows.width(head.classes());
    scale = (float) (1 / total(rowWeight, rows));
    columns = Features.transposed(features, width);
    input =
        new HeadReference.Input(
            head.columns(),
            head.classes(),
            width,
            features.start(),
            features.index(),
            features.value(),
            Rows.widen(head.weights(), head.classes()),
            1.0f,
            Rows.widen(targets.value(), head.classes()),
            rowWeight);
  }

  private static double total(float @Nullable [] rowWeight, int rows) {
    double total = rowWeight == null ? rows : 0;
    if (rowWeight != null) {
      for (float weight : rowWeight) {
        total += weight;
      }
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException("the rows must have weight");
    }
    return total;
  }

  /** The gradient at the head's weights, laid out like them. */
  Job<float[]> gradient() {
    return new GradientJob();
  }

  /** The head after so many steps. */
  Job<SoftmaxHead> steps(int steps) {
    return new TrainingJob(steps);
  }

  private int penalised() {
    return head.columns() * width;
  }

  private float[] gradientOnCpu(float[] weights) {
    HeadReference.Input at =
        new HeadReference.Input(
            input.columns(),
            input.classes(),
            width,
            input.start(),
            input.index(),
            input.value(),
            weights,
            1.0f,
            input.targets(),
            input.rowWeight());
    float[] residual = new float[rows * width];
    Rows.each(rows, (from, to) -> HeadReference.forward(from, to, at, residual));
    float[] gradient = columns.onCpu(residual);
    Rows.each(
        weights.length,
        (from, to) ->
            HeadReference.gradient(from, to, penalised(), scale, settings.l2(), weights, gradient));
    return gradient;
  }

  /** What a step needs on a device. */
  private final class OnDevice {
    private final Device device;
    private final int count = input.weights().length;
    private final Memory weights;
    private final Memory start;
    private final Memory index;
    private final Memory value;
    private final Memory targets;
    private final Memory rowWeight;
    private final Memory residual;
    private final Reduction.OnDevice sums;

    OnDevice(Device device) {
      this.device = device;
      weights = device.upload(input.weights());
      start = device.upload(input.start());
      index = device.upload(input.index());
      value = device.upload(input.value());
      targets = device.upload(input.targets());
      rowWeight = device.upload(input.rowWeight());
      residual = device.words((long) rows * width);
      sums = columns.on(device);
    }

    Memory gradient() {
      device.launch(
          Launch.warps("head_forward_" + width, rows)
              .with(rows)
              .with(input.columns())
              .with(input.classes())
              .with(start)
              .with(index)
              .with(value)
              .with(weights)
              .with(1.0f)
              .with(targets)
              .with(rowWeight)
              .with(residual));
      Memory gradient = sums.run(residual);
      device.launch(
          Launch.threads("head_gradient", count)
              .with(count)
              .with(penalised())
              .with(scale)
              .with(settings.l2())
              .with(weights)
              .with(gradient));
      return gradient;
    }

    void step(int step, Memory mean, Memory square) {
      Memory gradient = gradient();
      device.launch(
          Launch.threads("adam_step", count)
              .with(count)
              .with(settings.rate())
              .with(settings.beta1())
              .with(settings.beta2())
              .with(AdamSettings.correction(settings.beta1(), step))
              .with(AdamSettings.correction(settings.beta2(), step))
              .with(settings.epsilon())
              .with(gradient)
              .with(mean)
              .with(square)
              .with(weights));
    }
  }

  private final class GradientJob implements Job<float[]> {
    @Override
    public boolean hasKernels() {
      return Rows.haveKernels(head.classes());
    }

    @Override
    public float[] onCpu() {
      return Rows.narrow(gradientOnCpu(input.weights()), head.classes());
    }

    @Override
    public float[] onDevice(Device device) {
      Memory gradient = new OnDevice(device).gradient();
      return Rows.narrow(device.floats(gradient, input.weights().length), head.classes());
    }

    @Override
    public boolean same(float[] one, float[] other) {
      return ExactArithmetic.sameBits(one, other);
    }
  }

  private final class TrainingJob implements Job<SoftmaxHead> {
    private final int steps;

    TrainingJob(int steps) {
      this.steps = steps;
    }

    @Override
    public boolean hasKernels() {
      return Rows.haveKernels(head.classes());
    }

    @Override
    public SoftmaxHead onCpu() {
      float[] weights = input.weights().clone();
      float[] mean = new float[weights.length];
      float[] square = new float[weights.length];
      for (int step = 1; step <= steps; step++) {
        float[] gradient = gradientOnCpu(weights);
        float correction1 = AdamSettings.correction(settings.beta1(), step);
        float correction2 = AdamSettings.correction(settings.beta2(), step);
        Rows.each(
            weights.length,
            (from, to) ->
                HeadReference.adam(
                    from, to, settings, correction1, correction2, gradient, mean, square, weights));
      }
      return trained(weights);
    }

    @Override
    public SoftmaxHead onDevice(Device device) {
      OnDevice there = new OnDevice(device);
      Memory mean = device.noughts(there.count);
      Memory square = device.noughts(there.count);
      for (int step = 1; step <= steps; step++) {
        there.step(step, mean, square);
      }
      return trained(device.floats(there.weights, there.count));
    }

    private SoftmaxHead trained(float[] weights) {
      return new SoftmaxHead(head.columns(), head.classes(), Rows.narrow(weights, head.classes()));
    }

    @Override
    public boolean same(SoftmaxHead one, SoftmaxHead other) {
      return ExactArithmetic.sameBits(one.weights(), other.weights());
    }
  }
}

package io.assay.validation.gpu;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;

/** The probabilities a head gives to the rows of a matrix. */
final class HeadScoring implements Job<DenseMatrix> {
  private final SparseMatrix features;
  private final SoftmaxHead head;
  private final HeadReference.Input input;

  HeadScoring(SparseMatrix features, SoftmaxHead head, float temperature) {
    Features.check(features, head);
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("the temperature must be positive, not " + temperature);
    }
    this.features = features;
    this.head = head;
    this.input =
        new HeadReference.Input(
            head.columns(),
            head.classes(),
            Rows.width(head.classes()),
            features.start(),
            features.index(),
            features.value(),
            Rows.widen(head.weights(), head.classes()),
            1.0f / temperature,
            null,
            null);
  }

  @Override
  public boolean hasKernels() {
    return Rows.haveKernels(head.classes());
  }

  @Override
  public DenseMatrix onCpu() {
    float[] output = new float[Math.multiplyExact(features.rows(), input.width())];
    Rows.each(features.rows(), (from, to) -> HeadReference.forward(from, to, input, output));
    return new DenseMatrix(head.classes(), Rows.narrow(output, head.classes()));
  }

  /** As many rows at a time as fit. */
  @Override
  public DenseMatrix onDevice(Device device) {
    Memory weights = device.upload(input.weights());
    float[] output = new float[Math.multiplyExact(features.rows(), input.width())];
    int batch = features.rows();
    int kept = device.held();
    int row = 0;
    while (row < features.rows()) {
      int end = Math.min(features.rows(), row + batch);
      try {
        score(device, weights, row, end, output);
        row = end;
      } catch (DriverException e) {
        if (e.kind() != DriverException.Kind.OUT_OF_MEMORY || batch <= 1) {
          throw e;
        }
        batch = (end - row) / 2;
      } finally {
        device.release(kept);
      }
    }
    return new DenseMatrix(head.classes(), Rows.narrow(output, head.classes()));
  }

  private void score(Device device, Memory weights, int from, int to, float[] output) {
    Memory result = device.words((long) (to - from) * input.width());
    device.launch(launch(device, weights, from, to, result));
    device.download(result, output, from * input.width(), (to - from) * input.width());
  }

  /** The launch that scores some rows, once they are uploaded. */
  Launch launch(Device device, Memory weights, int from, int to, Memory result) {
    int rows = to - from;
    int first = features.start()[from];
    int entries = features.start()[to] - first;
    int[] start = new int[rows + 1];
    for (int row = 0; row <= rows; row++) {
      start[row] = features.start()[from + row] - first;
    }
    return Launch.warps("head_forward_" + input.width(), rows)
        .with(rows)
        .with(input.columns())
        .with(input.classes())
        .with(device.upload(start))
        .with(device.upload(features.index(), first, entries))
        .with(device.upload(features.value(), first, entries))
        .with(weights)
        .with(input.inverseTemperature())
        .with(Memory.NONE)
        .with(Memory.NONE)
        .with(result);
  }

  /** The launch that scores all rows. */
  Launch launch(Device device) {
    Memory result = device.words((long) features.rows() * input.width());
    return launch(device, device.upload(input.weights()), 0, features.rows(), result);
  }

  /**
   * Bytes that scoring all rows reads and writes at the least: features, where rows start, results.
   */
  long bytes() {
    return 8L * features.index().length + 4L * features.rows() * (1 + input.width());
  }

  @Override
  public boolean same(DenseMatrix one, DenseMatrix other) {
    return ExactArithmetic.sameBits(one.value(), other.value());
  }
}

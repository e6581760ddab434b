package io.assay.validation.onnx;

import java.util.List;
import java.util.stream.Collectors;

/** Which inputs and outputs make a graph an encoder. */
final class EncoderShapes {
  private static final int MAX_SIDE = 1024;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_NUMBERS = 65_536;
  private static final int MAX_DIMENSIONS = 8192;

  private EncoderShapes() {}

  static EncoderInput input(List<TensorShape> inputs) {
    if (inputs.size() != 1 || !inputs.get(0).takesOneItem()) {
      throw wrongInputs(inputs);
    }
    TensorShape shape = inputs.get(0);
    boolean isFloat = shape.type() == TensorShape.FLOAT;
    if (isFloat && shape.rank() == 4 && shape.fixed(1) == 3) {
      if (within(shape.fixed(2), MAX_SIDE) && within(shape.fixed(3), MAX_SIDE)) {
        return new EncoderInput.Image(shape.fixed(2), shape.fixed(3));
      }
    } else if (isFloat && shape.rank() == 2) {
      if (within(shape.fixed(1), MAX_NUMBERS)) {
        return new EncoderInput.Numbers(shape.fixed(1));
      }
    } else if (shape.type() == TensorShape.INT64 && shape.rank() == 2) {
      if (within(shape.fixed(1), MAX_TEXT)) {
        return new EncoderInput.Text(shape.fixed(1));
      }
    }
    throw wrongInputs(inputs);
  }

  /** The place of the first output that can be features. */
  static int output(List<TensorShape> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      TensorShape shape = outputs.get(i);
      if (shape.type() == TensorShape.FLOAT
          && shape.rank() == 2
          && shape.takesOneItem()
          && within(shape.fixed(1), MAX_DIMENSIONS)) {
        return i;
      }
    }
    throw new EncoderException(
        "wrong-outputs",
        "No output is float [N, E] with a fixed E up to "
            + MAX_DIMENSIONS
            + "; the file has "
            + describe(outputs)
            + ".");
  }

  private static boolean within(int size, int limit) {
    return size > 0 && size <= limit;
  }

  private static EncoderException wrongInputs(List<TensorShape> inputs) {
    return new EncoderException(
        "wrong-inputs",
        "An encoder has one input: float [N, 3, H, W] with sides up to "
            + MAX_SIDE
            + " for images, int64 [N, L] with L up to "
            + MAX_TEXT
            + " for texts, or float [N, D] with D up to "
            + MAX_NUMBERS
            + " for numbers, where only N is free; the file has "
            + describe(inputs)
            + ".");
  }

  private static String describe(List<TensorShape> shapes) {
    return shapes.isEmpty()
        ? "none"
        : shapes.stream().limit(5).map(TensorShape::describe).collect(Collectors.joining(", "));
  }
}

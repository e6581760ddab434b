package io.assay.validation.onnx;

import java.util.List;

/** What an encoder is fed, one item at a time: its single input without the batch dimension. */
public sealed interface EncoderInput {
  /** How many numbers one item is. */
  int elements();

  /** Bytes of one number. */
  default int elementBytes() {
    return Float.BYTES;
  }

  /** The dimensions of one item. */
  List<Long> dimensions();

  /**
   * An image as float [3, height, width]: red, green and blue planes of values in 0..1. A model
   * that wants them shifted and scaled does so in its graph.
   */
  record Image(int height, int width) implements EncoderInput {
    @Override
    public int elements() {
      return 3 * height * width;
    }

    @Override
    public List<Long> dimensions() {
      return List.of(3L, (long) height, (long) width);
    }
  }

  /**
   * A text as int64 [length]: the bytes of its UTF-8 form plus one, cut off at the length, and 0
   * after its end.
   */
  record Text(int length) implements EncoderInput {
    @Override
    public int elements() {
      return length;
    }

    @Override
    public int elementBytes() {
      return Long.BYTES;
    }

    @Override
    public List<Long> dimensions() {
      return List.of((long) length);
    }
  }

  /** Numbers as float [columns]. */
  record Numbers(int columns) implements EncoderInput {
    @Override
    public int elements() {
      return columns;
    }

    @Override
    public List<Long> dimensions() {
      return List.of((long) columns);
    }
  }
}

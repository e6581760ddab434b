package io.assay.validation.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small ONNX models field by field (onnx.proto), also such as no exporter would write. */
final class TinyOnnx {
  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int BOOL = 9;

  /** The fields of a message, to be written. */
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private TinyOnnx() {}

  static byte[] message(Fields... fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (Fields each : fields) {
        each.write(out);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Fields all(Fields... fields) {
    return out -> {
      for (Fields each : fields) {
        each.write(out);
      }
    };
  }

  static Fields bytes(int field, byte[] value) {
    return out -> out.writeByteArray(field, value);
  }

  static Fields text(int field, String value) {
    return out -> out.writeString(field, value);
  }

  static Fields number(int field, long value) {
    return out -> out.writeInt64(field, value);
  }

  static Fields nested(int field, Fields... fields) {
    return bytes(field, message(fields));
  }

  /** A model of operator set 17. */
  static byte[] model(Fields... graph) {
    return message(number(1, 8), nested(8, text(1, ""), number(2, 17)), nested(7, graph));
  }

  static Fields node(String operator, String input, String output, Fields... attributes) {
    return node("", operator, input, output, attributes);
  }

  /** Inputs and outputs are split at commas. */
  static Fields node(
      String domain, String operator, String input, String output, Fields... attributes) {
    return out -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream node = CodedOutputStream.newInstance(bytes);
      for (String name : input.split(",", -1)) {
        node.writeString(1, name);
      }
      for (String name : output.split(",", -1)) {
        node.writeString(2, name);
      }
      node.writeString(4, operator);
      for (Fields attribute : attributes) {
        node.writeBytes(5, ByteString.copyFrom(message(attribute)));
      }
      node.writeString(7, domain);
      node.flush();
      out.writeByteArray(1, bytes.toByteArray());
    };
  }

  static Fields whole(String name, long value) {
    return all(text(1, name), number(3, value), number(20, 2));
  }

  static Fields subgraph(String name, Fields... graph) {
    return all(text(1, name), nested(6, all(graph), text(2, name)), number(20, 5));
  }

  static Fields input(String name, int type, long... shape) {
    return nested(11, value(name, type, shape));
  }

  static Fields output(String name, int type, long... shape) {
    return nested(12, value(name, type, shape));
  }

  /** A size below 0 is free. */
  private static Fields value(String name, int type, long... shape) {
    Fields dimensions =
        out -> {
          for (long size : shape) {
            nested(1, size < 0 ? text(2, "N") : number(1, size)).write(out);
          }
        };
    return all(text(1, name), nested(2, nested(1, number(1, type), nested(2, dimensions))));
  }

  static Fields weights(String name, long[] shape, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return nested(5, tensor(name, FLOAT, shape), bytes(9, raw.array()));
  }

  static Fields wholeWeights(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    long[] shape = {values.length};
    return nested(5, tensor(name, INT64, shape), bytes(9, raw.array()));
  }

  static Fields tensor(String name, int type, long... shape) {
    return out -> {
      for (long size : shape) {
        out.writeInt64(1, size);
      }
      out.writeInt32(2, type);
      out.writeString(8, name);
    };
  }

  /** Numbers of 3 columns times a matrix of 3 by 2. */
  static byte[] matMul() {
    return model(
        node("MatMul", "x,w", "y"),
        text(2, "g"),
        weights("w", new long[] {3, 2}, 1, 2, 3, 4, 5, 6),
        input("x", FLOAT, -1, 3),
        output("y", FLOAT, -1, 2));
  }

  /** One operator from numbers of some columns to as many. */
  static byte[] elementwise(String operator, int columns) {
    return model(
        node(operator, "x", "y"),
        text(2, "g"),
        input("x", FLOAT, -1, columns),
        output("y", FLOAT, -1, columns));
  }

  /** Repeats its body for ever. */
  static byte[] endlessLoop() {
    Fields body =
        subgraph(
            "body",
            node("Identity", "go", "again"),
            node("Identity", "before", "after"),
            input("i", INT64),
            input("go", BOOL),
            input("before", FLOAT, -1, 2),
            output("again", BOOL),
            output("after", FLOAT, -1, 2));
    return model(
        node("Loop", ",yes,x", "y", body),
        text(2, "g"),
        nested(5, tensor("yes", BOOL), bytes(9, new byte[] {1})),
        input("x", FLOAT, -1, 2),
        output("y", FLOAT, -1, 2));
  }

  /** Makes 8 GB of zeros for each item and adds their sum to it. */
  static byte[] greedy() {
    return model(
        node("Shape", "x", "rows"),
        node("Mul", "rows,many", "size"),
        node("ConstantOfShape", "size", "zeros"),
        node("ReduceSum", "zeros", "sum", whole("keepdims", 0)),
        node("Add", "x,sum", "y"),
        text(2, "g"),
        wholeWeights("many", 1L << 20, 1L << 10),
        input("x", FLOAT, -1, 2),
        output("y", FLOAT, -1, 2));
  }

  static Path write(Path folder, byte[] model) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model);
  }
}

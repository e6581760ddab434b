package io.assay.validation.onnx;

import static io.assay.validation.onnx.ProtobufFields.message;
import static io.assay.validation.onnx.ProtobufFields.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A named tensor of a graph: its ValueInfoProto.
 *
 * @param name its name in the graph
 * @param type the number of its element type; 0 for what is no tensor
 * @param dimensions the fixed size of each dimension, or {@link #FREE}
 */
record TensorShape(String name, long type, List<Long> dimensions) {
  static final long FLOAT = 1;
  static final long INT64 = 7;
  static final long FREE = -1;

  private static final int MAX_RANK = 16;

  static TensorShape read(ProtobufFields fields) throws IOException {
    Reader reader = new Reader(fields);
    fields.walkMessage(reader::value);
    return new TensorShape(reader.name, reader.type, List.copyOf(reader.dimensions));
  }

  int rank() {
    return dimensions.size();
  }

  /** A fixed size; 0 where it is free or beyond an int. */
  int fixed(int dimension) {
    long size = dimensions.get(dimension);
    return size <= 0 || size > Integer.MAX_VALUE ? 0 : (int) size;
  }

  /** Whether items can be given one at a time. */
  boolean takesOneItem() {
    return rank() > 0 && (dimensions.get(0) == FREE || dimensions.get(0) == 1);
  }

  /** For messages, such as float [?, 3, 224, 224]. */
  String describe() {
    String element =
        type == FLOAT
            ? "float"
            : type == INT64 ? "int64" : type == 0 ? "no tensor" : "type " + type;
    return dimensions.stream()
        .map(size -> size == FREE ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", element + " [", "]"));
  }

  private static final class Reader {
    private final ProtobufFields fields;
    private final List<Long> dimensions = new ArrayList<>();
    private String name = "";
    private long type;
    private int shapes;

    Reader(ProtobufFields fields) {
      this.fields = fields;
    }

    boolean value(int tag) throws IOException {
      if (tag == message(1)) {
        name = fields.readString();
      } else if (tag == message(2)) {
        fields.walkMessage(this::type);
      } else {
        return false;
      }
      return true;
    }

    private boolean type(int tag) throws IOException {
      if (tag != message(1)) {
        return false;
      }
      fields.walkMessage(this::tensor);
      return true;
    }

    private boolean tensor(int tag) throws IOException {
      if (tag == number(1)) {
        type = fields.readNumber();
      } else if (tag == message(2)) {
        shapes++;
        fields.walkMessage(this::shape);
      } else {
        return false;
      }
      return true;
    }

    private boolean shape(int tag) throws IOException {
      if (tag != message(1)) {
        return false;
      }
      if (shapes > 1 || dimensions.size() == MAX_RANK) {
        throw new EncoderException("not-onnx", "The shape of " + name + " cannot be.");
      }
      long[] size = {FREE};
      fields.walkMessage(
          field -> {
            if (field == number(1)) {
              size[0] = fields.readNumber();
              return true;
            }
            return false;
          });
      // Exporters write a free dimension as 0 too.
      dimensions.add(size[0] <= 0 ? FREE : size[0]);
      return true;
    }
  }
}

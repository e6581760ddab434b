package io.assay.validation.onnx;

import static io.assay.validation.onnx.ProtobufFields.message;
import static io.assay.validation.onnx.ProtobufFields.number;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks a ModelProto (onnx.proto, numbers of fields as there) and refuses what an encoder may not
 * have. Weights are passed over, not kept.
 *
 * <p>Where a field that may stand once stands twice, parsers differ in what they make of it, so the
 * file is refused.
 */
final class OnnxReader {
  /** Ifs in Ifs. */
  private static final int MAX_DEPTH = 4;

  /** Weights and inputs that have a name in the file. */
  private static final int MAX_NAMES = 50_000;

  private static final int EXTERNAL = 1;

  private final MeasuredStream bytes;
  private final ProtobufFields fields;
  private final int maxNodes;

  private final List<TensorShape> inputs = new ArrayList<>();
  private final List<TensorShape> outputs = new ArrayList<>();
  private final Set<String> weights = new HashSet<>();
  private boolean hasVersion;
  private boolean hasGraph;
  private long opset;
  private int nodes;
  private int depth;

  OnnxReader(MeasuredStream bytes, int maxNodes) {
    this.bytes = bytes;
    this.fields = new ProtobufFields(bytes);
    this.maxNodes = maxNodes;
  }

  OnnxModelFile read() throws IOException {
    try {
      fields.walk(this::model);
    } catch (InvalidProtocolBufferException e) {
      throw notOnnx();
    }
    if (!hasVersion || !hasGraph || opset == 0) {
      throw notOnnx();
    }
    inputs.removeIf(input -> weights.contains(input.name()));
    EncoderInput input = EncoderShapes.input(inputs);
    int output = EncoderShapes.output(outputs);
    int dimensions = outputs.get(output).fixed(1);
    return new OnnxModelFile(input, output, dimensions, opset, nodes, bytes.hash());
  }

  private boolean model(int tag) throws IOException {
    if (tag == number(1)) {
      hasVersion |= fields.readNumber() > 0;
    } else if (tag == message(7)) {
      once(hasGraph);
      hasGraph = true;
      fields.walkMessage(this::graph);
    } else if (tag == message(8)) {
      operatorSet();
    } else if (tag == message(20)) {
      throw notAllowed("The file holds a training graph; export the model for inference.");
    } else if (tag == message(25)) {
      throw notAllowed("The file defines functions of its own; export it with functions inlined.");
    } else {
      return false;
    }
    return true;
  }

  private void operatorSet() throws IOException {
    StringBuilder domain = new StringBuilder();
    long[] version = {0};
    fields.walkMessage(
        tag -> {
          if (tag == message(1)) {
            domain.append(fields.readString());
          } else if (tag == number(2)) {
            version[0] = fields.readNumber();
          } else {
            return false;
          }
          return true;
        });
    if (AllowedOperators.isStandardDomain(domain.toString())) {
      opset = Math.max(opset, version[0]);
    }
  }

  private boolean graph(int tag) throws IOException {
    if (tag == message(1)) {
      node();
    } else if (tag == message(5)) {
      String name = tensor();
      if (depth == 0) {
        weights.add(name);
        named(weights.size());
      }
    } else if (tag == message(15)) {
      fields.walkMessage(this::sparseTensor);
    } else if (tag == message(11) && depth == 0) {
      inputs.add(TensorShape.read(fields));
      named(inputs.size());
    } else if (tag == message(12) && depth == 0) {
      outputs.add(TensorShape.read(fields));
      named(outputs.size());
    } else {
      return false;
    }
    return true;
  }

  private void node() throws IOException {
    nodes++;
    if (nodes > maxNodes) {
      throw new EncoderException(
          "encoder-too-large", "The graph has more than " + maxNodes + " nodes.");
    }
    Node node = new Node();
    fields.walkMessage(node);
    if (!AllowedOperators.isStandardDomain(node.domain)) {
      throw notAllowed(
          "The operator " + node.operator + " is from " + node.domain + ", not of the standard.");
    }
    if (!AllowedOperators.contain(node.operator)) {
      throw notAllowed("The operator " + node.operator + " is not one an encoder may use.");
    }
    if (node.hasSubgraph && !node.operator.equals("If")) {
      throw notAllowed("Only If has subgraphs, and here " + node.operator + " has one.");
    }
    if (node.operator.equals("Dropout") && node.inputs > 2) {
      throw notAllowed("Dropout may be switched on; export the model for inference.");
    }
  }

  /** The NodeProto at hand. */
  private final class Node implements ProtobufFields.Visitor {
    private String operator = "";
    private String domain = "";
    private int inputs;
    private boolean hasSubgraph;

    @Override
    public boolean read(int tag) throws IOException {
      if (tag == message(1)) {
        inputs++;
        return false;
      } else if (tag == message(4)) {
        once(!operator.isEmpty());
        operator = fields.readString();
      } else if (tag == message(5)) {
        fields.walkMessage(this::attribute);
      } else if (tag == message(7)) {
        once(!domain.isEmpty());
        domain = fields.readString();
      } else {
        return false;
      }
      return true;
    }

    private boolean attribute(int tag) throws IOException {
      if (tag == message(5) || tag == message(10)) {
        tensor();
      } else if (tag == message(6) || tag == message(11)) {
        hasSubgraph = true;
        subgraph();
      } else if (tag == message(22) || tag == message(23)) {
        fields.walkMessage(OnnxReader.this::sparseTensor);
      } else {
        return false;
      }
      return true;
    }
  }

  private void subgraph() throws IOException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw notAllowed("Subgraphs are nested more than " + MAX_DEPTH + " deep.");
    }
    fields.walkMessage(this::graph);
    depth--;
  }

  private boolean sparseTensor(int tag) throws IOException {
    if (tag == message(1) || tag == message(2)) {
      tensor();
      return true;
    }
    return false;
  }

  /** Passes over a TensorProto and returns its name. */
  private String tensor() throws IOException {
    StringBuilder name = new StringBuilder();
    fields.walkMessage(
        tag -> {
          if (tag == message(8)) {
            once(!name.isEmpty());
            name.append(fields.readString());
            return true;
          }
          if (tag == message(13) || (tag == number(14) && fields.readNumber() == EXTERNAL)) {
            throw new EncoderException(
                "external-data",
                "The weights lie outside of the file; save the model as one file with its"
                    + " weights inside.");
          }
          return tag == number(14);
        });
    return name.toString();
  }

  private static void named(int count) {
    if (count > MAX_NAMES) {
      throw new EncoderException(
          "encoder-too-large", "The graph has more than " + MAX_NAMES + " weights or inputs.");
    }
  }

  private static void once(boolean seen) {
    if (seen) {
      throw notOnnx();
    }
  }

  private static EncoderException notOnnx() {
    return new EncoderException("not-onnx", "The file is not an ONNX model.");
  }

  private static EncoderException notAllowed(String reason) {
    return new EncoderException("operator-not-allowed", reason);
  }
}

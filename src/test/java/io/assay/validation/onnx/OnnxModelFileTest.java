package io.assay.validation.onnx;

import static io.assay.validation.onnx.TinyOnnx.FLOAT;
import static io.assay.validation.onnx.TinyOnnx.INT64;
import static io.assay.validation.onnx.TinyOnnx.all;
import static io.assay.validation.onnx.TinyOnnx.bytes;
import static io.assay.validation.onnx.TinyOnnx.input;
import static io.assay.validation.onnx.TinyOnnx.message;
import static io.assay.validation.onnx.TinyOnnx.model;
import static io.assay.validation.onnx.TinyOnnx.nested;
import static io.assay.validation.onnx.TinyOnnx.node;
import static io.assay.validation.onnx.TinyOnnx.number;
import static io.assay.validation.onnx.TinyOnnx.output;
import static io.assay.validation.onnx.TinyOnnx.subgraph;
import static io.assay.validation.onnx.TinyOnnx.tensor;
import static io.assay.validation.onnx.TinyOnnx.text;
import static io.assay.validation.onnx.TinyOnnx.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelFileTest {
  private static final TinyOnnx.Fields NUMBERS =
      all(text(2, "g"), input("x", FLOAT, -1, 2), output("y", FLOAT, -1, 2));

  @TempDir Path folder;

  @Test
  void read_reportsWhatTheEncoderTakesAndGives() throws Exception {
    byte[] file = TinyOnnx.matMul();
    OnnxModelFile model = read(file);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    assertThat(model).isEqualTo(new OnnxModelFile(new EncoderInput.Numbers(3), 0, 2, 17, 1, hash));
    assertThat(OnnxModelFile.read(TinyOnnx.write(folder, file), EncoderLimits.USUAL))
        .isEqualTo(model);
  }

  @Test
  void inputs_areImagesTextsOrNumbers() {
    TinyOnnx.Fields features = all(node("Flatten", "x", "y"), output("y", FLOAT, 1, 7));
    assertThat(read(model(features, input("x", FLOAT, 1, 3, 224, 200))).input())
        .isEqualTo(new EncoderInput.Image(224, 200));
    assertThat(read(model(features, input("x", INT64, -1, 256))).input())
        .isEqualTo(new EncoderInput.Text(256));
    assertThat(read(model(features, input("x", FLOAT, 0, 9))).input())
        .isEqualTo(new EncoderInput.Numbers(9));
  }

  @Test
  void inputsThatHoldWeights_areNone() {
    byte[] file =
        model(
            node("MatMul", "x,w", "y"),
            input("w", FLOAT, 3, 1),
            weights("w", new long[] {3, 1}, 1, 2, 3),
            input("x", FLOAT, -1, 3),
            output("y", FLOAT, -1, 1));
    assertThat(read(file).input()).isEqualTo(new EncoderInput.Numbers(3));
  }

  @Test
  void firstOutputThatCanBeFeatures_isTaken() {
    byte[] file =
        model(
            node("Identity", "x", "y"),
            input("x", FLOAT, -1, 3),
            output("hidden", FLOAT, -1, 5, 3),
            output("ids", INT64, -1, 3),
            output("y", FLOAT, -1, 3));
    assertThat(read(file).output()).isEqualTo(2);
  }

  @Test
  void otherInputs_areRefused() {
    TinyOnnx.Fields rest = all(node("Identity", "x", "y"), output("y", FLOAT, -1, 2));
    assertRefused("wrong-inputs", model(rest));
    assertRefused("wrong-inputs", model(rest, input("x", FLOAT, -1, 2), input("z", FLOAT, -1, 2)));
    assertRefused("wrong-inputs", model(rest, input("x", FLOAT, -1, -1)));
    assertRefused("wrong-inputs", model(rest, input("x", FLOAT, 8, 2)));
    assertRefused("wrong-inputs", model(rest, input("x", FLOAT, -1, 1, 28, 28)));
    assertRefused("wrong-inputs", model(rest, input("x", FLOAT, -1, 3, 28, 5000)));
    assertRefused("wrong-inputs", model(rest, input("x", 6, -1, 2)));
    assertRefused("wrong-inputs", model(rest, input("x", FLOAT)));
    assertRefused("wrong-inputs", model(rest, input("x", INT64, -1, 1L << 40)));
  }

  @Test
  void otherOutputs_areRefused() {
    TinyOnnx.Fields rest = all(node("Identity", "x", "y"), input("x", FLOAT, -1, 2));
    assertRefused("wrong-outputs", model(rest));
    assertRefused("wrong-outputs", model(rest, output("y", FLOAT, -1, -1)));
    assertRefused("wrong-outputs", model(rest, output("y", INT64, -1, 2)));
    assertRefused("wrong-outputs", model(rest, output("y", FLOAT, -1, 1_000_000)));
  }

  @Test
  void whatIsNotOnnx_isRefused() {
    assertRefused("not-onnx", new byte[0]);
    assertRefused("not-onnx", "<html><body>404</body></html>".getBytes(StandardCharsets.UTF_8));
    assertRefused("not-onnx", "PK\3\4 a zip".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("not-onnx", message(number(1, 8)));
    byte[] graph = message(NUMBERS, node("Identity", "x", "y"));
    assertRefused("not-onnx", message(number(1, 8), bytes(7, graph)));
    assertRefused(
        "not-onnx",
        message(number(1, 8), nested(8, number(2, 17)), bytes(7, graph), bytes(7, graph)));
  }

  @Test
  void everyPrefix_isRefusedOrSmaller() {
    byte[] file = TinyOnnx.matMul();
    for (int length = 0; length < file.length; length++) {
      assertRefused("not-onnx", Arrays.copyOf(file, length));
    }
  }

  @Test
  void randomDamage_neverEscapesAsAnotherError() {
    Random random = new Random(7);
    byte[] file = TinyOnnx.endlessLoop();
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = file.clone();
      for (int i = 0; i <= round % 4; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        read(damaged);
      } catch (EncoderException e) {
        assertThat(e.slug()).isNotEmpty();
      }
    }
  }

  @Test
  void fileOfThreeGigabytes_isRefusedUnread() throws IOException {
    Path file = folder.resolve("huge.onnx");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    EncoderException refusal =
        catchThrowableOfType(
            EncoderException.class, () -> OnnxModelFile.read(file, EncoderLimits.USUAL));
    assertThat(refusal.slug()).isEqualTo("encoder-too-large");
    assertThat(refusal).hasMessageContaining("200 MB");
  }

  @Test
  void streamBeyondTheLimit_isRefused() {
    EncoderLimits small = limits(1000, 100);
    byte[] file = message(bytes(9, new byte[2000]));
    assertThat(refusal(file, small).slug()).isEqualTo("encoder-too-large");
  }

  @Test
  void weightsThatPromiseThreeGigabytes_areRefused() {
    TinyOnnx.Fields liar =
        out -> {
          // A tensor with 100 bytes that says it has 3 GB of raw data.
          byte[] head = message(tensor("w", FLOAT, 1000, 1000, 800));
          out.writeTag(5, 2);
          out.writeUInt32NoTag(head.length + 106);
          out.writeRawBytes(head);
          out.writeTag(9, 2);
          out.writeUInt32NoTag((int) 3_000_000_000L);
          out.writeRawBytes(new byte[100]);
        };
    assertRefused("not-onnx", model(NUMBERS, liar));
    TinyOnnx.Fields lastField =
        out -> {
          out.writeTag(9, 2);
          out.writeUInt32NoTag(2_000_000_000);
        };
    assertRefused("not-onnx", model(NUMBERS, lastField));
  }

  @Test
  void externalData_isRefusedWhereverItHides() {
    TinyOnnx.Fields place = nested(13, text(1, "location"), text(2, "../../../etc/passwd"));
    assertRefused("external-data", model(NUMBERS, nested(5, tensor("w", FLOAT, 1), place)));
    TinyOnnx.Fields marked = number(14, 1);
    assertRefused("external-data", model(NUMBERS, nested(5, tensor("w", FLOAT, 1), marked)));
    // Overruled by a second value, as some parsers see it.
    assertRefused(
        "external-data", model(NUMBERS, nested(5, tensor("w", FLOAT, 1), marked, number(14, 0))));
    TinyOnnx.Fields attribute = all(text(1, "value"), nested(5, tensor("w", FLOAT, 1), place));
    assertRefused("external-data", model(NUMBERS, node("Constant", "x", "y", attribute)));
    TinyOnnx.Fields sparse = nested(15, nested(1, tensor("w", FLOAT, 1), place));
    assertRefused("external-data", model(NUMBERS, sparse));
    TinyOnnx.Fields branch = subgraph("then_branch", nested(5, tensor("w", FLOAT, 1), place));
    assertRefused("external-data", model(NUMBERS, node("If", "x", "y", branch)));
  }

  @Test
  void operatorsOutsideTheList_areRefused() {
    assertRefused("operator-not-allowed", TinyOnnx.endlessLoop());
    assertRefused("operator-not-allowed", TinyOnnx.elementwise("RandomNormalLike", 2));
    assertRefused("operator-not-allowed", TinyOnnx.elementwise("NoSuchThing", 2));
    assertRefused(
        "operator-not-allowed", model(NUMBERS, node("com.microsoft", "EPContext", "x", "y")));
    assertRefused("operator-not-allowed", model(NUMBERS, node("Dropout", "x,r,training", "y")));
    assertThat(read(model(NUMBERS, node("ai.onnx", "Dropout", "x", "y"))).nodes()).isEqualTo(1);
  }

  @Test
  void subgraphs_areLookedInto() {
    TinyOnnx.Fields loop = node("Loop", "x", "y", subgraph("body"));
    assertRefused(
        "operator-not-allowed",
        model(NUMBERS, node("If", "x", "y", subgraph("else_branch", loop))));
    assertRefused("operator-not-allowed", model(NUMBERS, node("Relu", "x", "y", subgraph("body"))));
    TinyOnnx.Fields nest = node("Relu", "x", "y");
    for (int depth = 0; depth < 4; depth++) {
      nest = node("If", "x", "y", subgraph("then_branch", nest));
    }
    assertThat(read(model(NUMBERS, nest)).nodes()).isEqualTo(5);
    assertRefused(
        "operator-not-allowed",
        model(NUMBERS, node("If", "x", "y", subgraph("then_branch", nest))));
  }

  @Test
  void functionsAndTraining_areRefused() {
    TinyOnnx.Fields base = number(1, 8);
    TinyOnnx.Fields graph = nested(7, NUMBERS, node("Identity", "x", "y"));
    TinyOnnx.Fields opset = nested(8, number(2, 17));
    assertRefused("operator-not-allowed", message(base, graph, opset, nested(25, text(1, "f"))));
    assertRefused("operator-not-allowed", message(base, graph, opset, nested(20)));
  }

  @Test
  void tooManyNodes_areRefused() {
    TinyOnnx.Fields many =
        (CodedOutputStream out) -> {
          for (int i = 0; i < 11; i++) {
            node("Identity", "x", "y").write(out);
          }
        };
    EncoderException refusal = refusal(model(NUMBERS, many), limits(10_000, 10));
    assertThat(refusal.slug()).isEqualTo("encoder-too-large");
    assertThat(refusal).hasMessageContaining("10 nodes");
  }

  private static EncoderLimits limits(long bytes, int nodes) {
    EncoderLimits usual = EncoderLimits.USUAL;
    return new EncoderLimits(
        bytes,
        nodes,
        usual.addressSpaceBytes(),
        usual.startTime(),
        usual.batchTime(),
        usual.jobTime());
  }

  private static OnnxModelFile read(byte[] file) {
    try {
      return OnnxModelFile.read(new ByteArrayInputStream(file), EncoderLimits.USUAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EncoderException refusal(byte[] file, EncoderLimits limits) {
    return catchThrowableOfType(
        EncoderException.class, () -> OnnxModelFile.read(new ByteArrayInputStream(file), limits));
  }

  private static void assertRefused(String slug, byte[] file) {
    EncoderException refusal = refusal(file, EncoderLimits.USUAL);
    assertThat(refusal).as("refused as " + slug).isNotNull();
    assertThat(refusal.slug()).as(refusal.getMessage()).isEqualTo(slug);
  }
}

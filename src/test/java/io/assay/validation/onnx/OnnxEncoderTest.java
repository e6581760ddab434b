package io.assay.validation.onnx;

import static io.assay.validation.onnx.TinyOnnx.FLOAT;
import static io.assay.validation.onnx.TinyOnnx.INT64;
import static io.assay.validation.onnx.TinyOnnx.input;
import static io.assay.validation.onnx.TinyOnnx.node;
import static io.assay.validation.onnx.TinyOnnx.output;
import static io.assay.validation.onnx.TinyOnnx.text;
import static io.assay.validation.onnx.TinyOnnx.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.EncodedFile;
import io.assay.validation.features.UnreadableContentException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class OnnxEncoderTest {
  @TempDir Path folder;

  @Test
  void texts_areTheirBytesPlusOne() throws IOException {
    OnnxEncoder encoder =
        encoder(
            TinyOnnx.model(
                node("Cast", "x", "y", whole("to", FLOAT)),
                text(2, "g"),
                input("x", INT64, -1, 5),
                output("y", FLOAT, -1, 5)));
    List<byte[]> texts =
        Stream.of("Az", "", "中文", "longer than five")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    DenseMatrix features = encoder.features(texts);
    assertThat(features.columns()).isEqualTo(5);
    assertThat(row(features, 0)).containsExactly(66, 123, 0, 0, 0);
    assertThat(row(features, 1)).containsExactly(0, 0, 0, 0, 0);
    assertThat(row(features, 2)).containsExactly(0xe5, 0xb9, 0xae, 0xe7, 0x97);
    assertThat(row(features, 3)).containsExactly(109, 112, 111, 104, 102);
  }

  @Test
  void images_arePlanesOfColors_andWhatIsNoneSaysSo() throws IOException {
    OnnxEncoder encoder =
        encoder(
            TinyOnnx.model(
                node("GlobalAveragePool", "x", "mean"),
                node("Flatten", "mean", "y"),
                text(2, "g"),
                input("x", FLOAT, 1, 3, 8, 6),
                output("y", FLOAT, 1, 3)));
    List<byte[]> images = List.of(image(9, 7, 0xff3366), new byte[100], image(6, 8, 0xff));
    List<EncodedFile> encoded = encoder.encode(images);
    assertThat(encoded.get(0).features())
        .containsExactly(new float[] {1, 0.2f, 0.4f}, within(1e-6f));
    assertThat(encoded.get(1)).isEqualTo(new EncodedFile(null, "not-an-image"));
    assertThat(encoded.get(2).features()).containsExactly(new float[] {0, 0, 1}, within(1e-6f));
    assertThat(encoder.features(images.get(2))).containsExactly(encoded.get(2).features());
    assertThatThrownBy(() -> encoder.features(images))
        .isInstanceOf(UnreadableContentException.class);
  }

  @Test
  void features_dependOnNothingButTheItem() throws IOException {
    Random random = new Random(3);
    float[] weights = random(random, 64 * 48);
    OnnxEncoder encoder =
        encoder(
            TinyOnnx.model(
                node("MatMul", "x,w", "z"),
                node("Tanh", "z", "y"),
                text(2, "g"),
                TinyOnnx.weights("w", new long[] {64, 48}, weights),
                input("x", FLOAT, -1, 64),
                output("y", FLOAT, -1, 48)));
    float[] items = random(random, 70 * 64);
    DenseMatrix all = encoder.encodeNumbers(new DenseMatrix(64, items));
    assertThat(all.rows()).isEqualTo(70);
    float[] some = Arrays.copyOfRange(items, 33 * 64, 35 * 64);
    DenseMatrix again = encoder.encodeNumbers(new DenseMatrix(64, some));
    assertThat(again.value()).containsExactly(Arrays.copyOfRange(all.value(), 33 * 48, 35 * 48));
  }

  @Test
  void noItems_needNoProcess() throws IOException {
    assertThat(encoder(TinyOnnx.matMul()).encodeNumbers(new DenseMatrix(3, new float[0])).rows())
        .isZero();
  }

  @Test
  void itemsOfAnotherKind_areRefused() throws IOException {
    OnnxEncoder encoder = encoder(TinyOnnx.matMul());
    assertThat(
            catchThrowableOfType(
                EncoderException.class, () -> encoder.encode(List.of(new byte[] {65}))))
        .hasMessageContaining("was given texts");
    assertThat(
            catchThrowableOfType(
                EncoderException.class,
                () -> encoder.encodeNumbers(new DenseMatrix(2, new float[2]))))
        .hasMessageContaining("rows of 2 numbers");
  }

  @Test
  void pixels_areMeansByArea() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0x00ff00);
    image.setRGB(2, 0, 0x0000ff);
    float[] pixels = ImagePixels.decode(png(image), new EncoderInput.Image(1, 2)).orElseThrow();
    float third = 1 / 3f;
    assertThat(pixels)
        .containsExactly(new float[] {2 * third, 0, third, third, 0, 2 * third}, within(1e-6f));
  }

  @Test
  void whatIsTransparent_isWhite() throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    assertThat(ImagePixels.decode(png(image), new EncoderInput.Image(1, 1)).orElseThrow())
        .containsExactly(1, 1, 1);
  }

  @Test
  void largeImage_isScaledAsASmallOne() throws IOException {
    float[] pixels =
        ImagePixels.decode(image(3000, 2000, 0x804020), new EncoderInput.Image(7, 11))
            .orElseThrow();
    for (int i = 0; i < 77; i++) {
      assertThat(pixels[i]).isCloseTo(128 / 255f, within(1e-6f));
    }
  }

  @Test
  void imageOfTooManyPixels_isNone() throws IOException {
    // The head of a PNG that says 60 000 by 60 000.
    byte[] png = image(1, 1, 0);
    png[18] = png[22] = (byte) 0xea;
    png[19] = png[23] = 0x60;
    assertThat(ImagePixels.decode(png, new EncoderInput.Image(8, 8))).isEmpty();
  }

  @Test
  void longThinImage_isReadInParts() throws IOException {
    float[] pixels =
        ImagePixels.decode(image(20_000, 2, 0x804020), new EncoderInput.Image(2, 2)).orElseThrow();
    assertThat(pixels[3]).isCloseTo(128 / 255f, within(1e-6f));
    assertThat(ImagePixels.decode(image(40_000, 1, 0), new EncoderInput.Image(2, 2))).isEmpty();
  }

  /** A file that we did not write: what Tribuo exports. */
  @Test
  void exportedModel_givesWhatTheModelPredicts() throws IOException {
    MutableDataset<Label> data =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("sides", new LabelFactory()), new LabelFactory());
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      float x = random.nextFloat();
      double[] values = {x, random.nextFloat()};
      Label label = new Label(x > 0.5 ? "right" : "left");
      data.add(new ArrayExample<>(label, new String[] {"a", "b"}, values));
    }
    LinearSGDModel model = (LinearSGDModel) new LogisticRegressionTrainer().train(data);
    ImmutableOutputInfo<Label> labels = model.getOutputIDInfo();
    OnnxEncoder encoder = encoder(model.exportONNXModel("io.assay", 1).toByteArray());
    DenseMatrix scores = encoder.encodeNumbers(new DenseMatrix(2, new float[] {0.9f, 0.1f}));
    Example<Label> example =
        new ArrayExample<>(new Label("left"), new String[] {"a", "b"}, new double[] {0.9f, 0.1f});
    model
        .predict(example)
        .getOutputScores()
        .forEach(
            (name, score) -> {
              int column = labels.getID(score);
              assertThat(scores.value()[column]).isCloseTo((float) score.getScore(), within(1e-5f));
            });
  }

  private OnnxEncoder encoder(byte[] model) throws IOException {
    Path path = TinyOnnx.write(folder, model);
    OnnxModelFile file = OnnxModelFile.read(path, FakeWorkers.PATIENT);
    return new OnnxEncoder(path, file, FakeWorkers.PATIENT);
  }

  private static float[] row(DenseMatrix matrix, int row) {
    int columns = matrix.columns();
    return Arrays.copyOfRange(matrix.value(), row * columns, (row + 1) * columns);
  }

  private static float[] random(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static byte[] image(int width, int height, int color) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, color);
      }
    }
    return png(image);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}

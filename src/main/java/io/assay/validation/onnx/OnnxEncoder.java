package io.assay.validation.onnx;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.EncodedFile;
import io.assay.validation.features.Encoder;
import io.assay.validation.features.UnreadableContentException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Encodes items with a requester's ONNX file: one row of {@link OnnxModelFile#dimensions} features
 * each. A call starts a process and ends it, whatever happens.
 *
 * <p>Items run one at a time, so a row depends on its item alone; the same file and item give the
 * same bits on one kind of processor (see {@link EncoderWorker}).
 */
public final class OnnxEncoder implements Encoder.Supplied {
  /** Bounds what lies in memory for a batch, and with {@link #BATCH_ROWS} how long it runs. */
  private static final int BATCH_BYTES = 16 << 20;

  private static final int BATCH_ROWS = 32;

  private final Path model;
  private final OnnxModelFile file;
  private final EncoderLimits limits;

  /**
   * An encoder whose file has been read.
   *
   * @param model the file; its content must still be what was read
   */
  public OnnxEncoder(Path model, OnnxModelFile file, EncoderLimits limits) {
    this.model = model;
    this.file = file;
    this.limits = limits;
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public String version() {
    return file.sha256();
  }

  @Override
  public int dimension() {
    return file.dimensions();
  }

  @Override
  public String strength() {
    return "As strong as the model it was made from: what it cannot tell apart no head on top of it"
        + " can, and Assay knows no more of it than its answers show.";
  }

  /** Starts a process for one content; many at once are for {@link #encode(List)}. */
  @Override
  public float[] features(byte[] content) {
    EncodedFile encoded = encode(List.of(content)).get(0);
    if (encoded.features() == null) {
      throw new UnreadableContentException("not-an-image", "The image cannot be read");
    }
    return encoded.features();
  }

  @Override
  public DenseMatrix features(List<byte[]> contents) {
    float[] all = new float[Math.multiplyExact(contents.size(), dimension())];
    List<EncodedFile> encoded = encode(contents);
    for (int i = 0; i < encoded.size(); i++) {
      float[] row = encoded.get(i).features();
      if (row == null) {
        throw new UnreadableContentException("not-an-image", "An image cannot be read");
      }
      System.arraycopy(row, 0, all, i * dimension(), dimension());
    }
    return new DenseMatrix(dimension(), all);
  }

  /**
   * Encodes image files or texts in UTF-8, by what it is fed.
   *
   * @throws EncoderException where it fails, or is fed numbers
   */
  @Override
  public List<EncodedFile> encode(List<byte[]> contents) {
    boolean[] unreadable = new boolean[contents.size()];
    Filler filler =
        file.input() instanceof EncoderInput.Image shape
            ? images(shape, contents::get, unreadable)
            : texts(contents::get);
    float[] values = encode(contents.size(), filler).value();
    return IntStream.range(0, contents.size())
        .mapToObj(
            i ->
                unreadable[i]
                    ? new EncodedFile(null, "not-an-image")
                    : new EncodedFile(
                        Arrays.copyOfRange(values, i * dimension(), (i + 1) * dimension()), null))
        .toList();
  }

  private static Filler images(
      EncoderInput.Image shape, IntFunction<byte[]> image, boolean[] unreadable) {
    return (item, batch) -> {
      Optional<float[]> pixels = ImagePixels.decode(image.apply(item), shape);
      unreadable[item] = pixels.isEmpty();
      pixels.ifPresent(batch.asFloatBuffer()::put);
      return pixels.isPresent();
    };
  }

  private Filler texts(IntFunction<byte[]> text) {
    if (!(file.input() instanceof EncoderInput.Text shape)) {
      throw otherInput("texts");
    }
    return (item, batch) -> {
      byte[] bytes = text.apply(item);
      for (int i = 0; i < shape.length(); i++) {
        batch.putLong(i < bytes.length ? (bytes[i] & 0xff) + 1 : 0);
      }
      return true;
    };
  }

  /** Encodes rows of numbers. */
  public DenseMatrix encodeNumbers(DenseMatrix numbers) {
    if (!(file.input() instanceof EncoderInput.Numbers shape)
        || shape.columns() != numbers.columns()) {
      throw otherInput("rows of " + numbers.columns() + " numbers");
    }
    return encode(
        numbers.rows(),
        (item, batch) -> {
          int start = item * shape.columns();
          batch.asFloatBuffer().put(numbers.value(), start, shape.columns());
          return true;
        });
  }

  private EncoderException otherInput(String given) {
    return new EncoderException(
        "wrong-inputs", "The encoder takes " + file.input() + " and was given " + given + ".");
  }

  /** Puts an item into a batch, at its position, or says that it cannot be read. */
  private interface Filler {
    boolean fill(int item, ByteBuffer batch);
  }

  private DenseMatrix encode(int items, Filler filler) {
    int columns = file.dimensions();
    long size = (long) items * columns;
    if (size > Integer.MAX_VALUE - 8) {
      throw new EncoderException(
          "encoder-too-large", items + " items of " + columns + " features are too many.");
    }
    float[] features = new float[(int) size];
    int rowBytes = file.input().elements() * file.input().elementBytes();
    int batchRows = Math.max(1, Math.min(BATCH_ROWS, BATCH_BYTES / rowBytes));
    ByteBuffer batch = Frames.buffer(batchRows * rowBytes);
    if (items > 0) {
      try (EncoderProcess process = EncoderProcess.start(model, file, limits)) {
        for (int first = 0; first < items; first += batchRows) {
          int rows = Math.min(batchRows, items - first);
          encodeBatch(process, filler, batch.clear(), first, rows, features);
        }
      }
    }
    return new DenseMatrix(columns, features);
  }

  /** Encodes what can be read of some items; the rest keeps its zeros. */
  private void encodeBatch(
      EncoderProcess process,
      Filler filler,
      ByteBuffer batch,
      int first,
      int rows,
      float[] features) {
    int rowBytes = file.input().elements() * file.input().elementBytes();
    int columns = file.dimensions();
    int[] readable = new int[rows];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      int start = count * rowBytes;
      if (filler.fill(first + i, batch.position(start))) {
        readable[count] = first + i;
        count++;
      }
    }
    if (count == 0) {
      return;
    }
    float[] encoded = new float[count * columns];
    process.encode(batch.limit(count * rowBytes).position(0), count, encoded, 0);
    for (int i = 0; i < count; i++) {
      System.arraycopy(encoded, i * columns, features, readable[i] * columns, columns);
    }
  }
}

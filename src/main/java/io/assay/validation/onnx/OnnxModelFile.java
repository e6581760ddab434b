package io.assay.validation.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an ONNX file says of itself, read without running it and without holding it in memory. A
 * file that would not be safe or of use as an encoder is refused with an {@link EncoderException}.
 *
 * <p>An encoder has exactly one input, with the batch first (free, or 1): float [N, 3, H, W], an
 * image; int64 [N, L], a text; or float [N, D], numbers. Its features are the first output that is
 * float [N, E]. H, W, L, D and E are fixed in the file.
 *
 * @param input what it is fed
 * @param output the place of its features among its outputs
 * @param dimensions E, how many features an item gets
 * @param opset version of the standard's operators it was written for
 * @param nodes nodes of its graph and all subgraphs
 * @param sha256 hash of the file, in hexadecimal
 */
public record OnnxModelFile(
    EncoderInput input, int output, int dimensions, long opset, int nodes, String sha256) {
  /**
   * Reads a file.
   *
   * @throws IOException where it cannot be read from the disk
   */
  public static OnnxModelFile read(Path file, EncoderLimits limits) throws IOException {
    if (Files.size(file) > limits.fileBytes()) {
      throw MeasuredStream.tooLarge(limits.fileBytes());
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return read(bytes, limits);
    }
  }

  /** Reads a file as it comes in, to its end. */
  public static OnnxModelFile read(InputStream bytes, EncoderLimits limits) throws IOException {
    return new OnnxReader(new MeasuredStream(bytes, limits.fileBytes()), limits.nodes()).read();
  }
}

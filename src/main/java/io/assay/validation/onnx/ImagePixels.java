package io.assay.validation.onnx;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An image as the numbers an encoder is fed. Each pixel of the target is the mean of the part of
 * the image it covers, by area; both sides are scaled on their own. What is transparent is white.
 */
final class ImagePixels {
  /** Those whose decoders need no more memory than the head of the file says. */
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  private static final int MAX_SIDE = 30_000;
  private static final long MAX_PIXELS = 50_000_000;

  private ImagePixels() {}

  /** Planes of red, green and blue in 0..1; nothing for what is no image, or far too large. */
  static Optional<float[]> decode(byte[] bytes, EncoderInput.Image shape) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return read(reader, shape);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever they please at a broken file.
      return Optional.empty();
    }
  }

  private static Optional<float[]> read(ImageReader reader, EncoderInput.Image shape)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    String format = reader.getFormatName().toLowerCase(Locale.ROOT);
    if (!FORMATS.contains(format)
        || Math.max(width, height) > MAX_SIDE
        || (long) width * height > MAX_PIXELS) {
      return Optional.empty();
    }
    // At least two pixels a side for each one of the target, so that the mean stays one.
    int columns = Math.max(1, width / (2 * shape.width()));
    int rows = Math.max(1, height / (2 * shape.height()));
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(columns, rows, 0, 0);
    return Optional.of(scale(reader.read(0, param), shape));
  }

  private static float[] scale(BufferedImage image, EncoderInput.Image shape) {
    int plane = shape.height() * shape.width();
    float[] pixels = new float[3 * plane];
    double[] sums = new double[3 * shape.width()];
    int[] row = new int[image.getWidth()];
    double rowsPerPixel = (double) image.getHeight() / shape.height();
    for (int y = 0; y < shape.height(); y++) {
      Arrays.fill(sums, 0);
      double top = y * rowsPerPixel;
      double bottom = Math.min((y + 1) * rowsPerPixel, image.getHeight());
      for (int line = (int) top; line < bottom; line++) {
        double weight = Math.min(bottom, line + 1) - Math.max(top, line);
        image.getRGB(0, line, row.length, 1, row, 0, row.length);
        addLine(row, weight, sums);
      }
      double area = (bottom - top) * image.getWidth() / shape.width() * 255;
      for (int x = 0; x < shape.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          double mean = sums[3 * x + channel] / area;
          pixels[channel * plane + y * shape.width() + x] = (float) Math.min(1, mean);
        }
      }
    }
    return pixels;
  }

  /** Adds a line of the image, cut into as many parts as the target has pixels. */
  private static void addLine(int[] row, double weight, double[] sums) {
    int width = sums.length / 3;
    double columnsPerPixel = (double) row.length / width;
    for (int x = 0; x < width; x++) {
      double left = x * columnsPerPixel;
      double right = Math.min((x + 1) * columnsPerPixel, row.length);
      for (int column = (int) left; column < right; column++) {
        double share = weight * (Math.min(right, column + 1) - Math.max(left, column));
        int color = row[column];
        double alpha = (color >>> 24) / 255.0;
        double white = 255 * (1 - alpha);
        sums[3 * x] += share * ((color >> 16 & 0xff) * alpha + white);
        sums[3 * x + 1] += share * ((color >> 8 & 0xff) * alpha + white);
        sums[3 * x + 2] += share * ((color & 0xff) * alpha + white);
      }
    }
  }
}

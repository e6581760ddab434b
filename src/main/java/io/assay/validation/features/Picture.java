package io.assay.validation.features;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture scaled to a square, both sides on their own: each pixel is the mean of the part of the
 * image it covers, by area. What is transparent is white.
 *
 * <p>Warning: the bytes come from strangers. The head of the file is read first, and what would
 * need much memory is refused before a pixel is decoded; large images are read with pixels left
 * out.
 *
 * @param side pixels a side
 * @param value red, green and blue of each pixel in 0..1, line by line: 3 side² values
 */
@SuppressWarnings("ArrayRecordComponent") // Read in the innermost loops.
record Picture(int side, float[] value) {
  static final int MAX_BYTES = 20_000_000;
  static final int MAX_SIDE = 30_000;
  static final int MAX_PIXELS = 32_000_000;

  /** More than these are not held at once. */
  private static final int HELD_PIXELS = 4_000_000;

  /** Those whose decoders need no more memory than the head of the file says. */
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  private static final double WHITE = 255;

  /**
   * Decodes an image file.
   *
   * @throws UnreadableContentException for what is no image, or too large
   */
  static Picture decode(byte[] bytes, int side) {
    if (bytes.length > MAX_BYTES) {
      throw tooLarge("it has " + bytes.length + " bytes, at most " + MAX_BYTES + " are read");
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw notAnImage("it is none of PNG, JPEG, GIF and BMP");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return scaled(read(reader), side);
      } finally {
        reader.dispose();
      }
    } catch (UnreadableContentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever they please at a broken file.
      throw notAnImage("it is damaged");
    }
  }

  private static BufferedImage read(ImageReader reader) throws IOException {
    if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
      throw notAnImage("it is none of PNG, JPEG, GIF and BMP");
    }
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long pixels = (long) width * height;
    if (Math.max(width, height) > MAX_SIDE || pixels > MAX_PIXELS) {
      throw tooLarge(
          "it is " + width + " x " + height + ", at most " + MAX_PIXELS + " pixels are read");
    }
    int step = 1;
    while (pixels / ((long) step * step) > HELD_PIXELS) {
      step++;
    }
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
    return reader.read(0, parameters);
  }

  private static UnreadableContentException tooLarge(String why) {
    return new UnreadableContentException("content-too-large", "The image is too large: " + why);
  }

  private static UnreadableContentException notAnImage(String why) {
    return new UnreadableContentException("not-an-image", "The image cannot be read: " + why);
  }

  static Picture scaled(BufferedImage image, int side) {
    double[] sums = new double[3 * side * side];
    int[] line = new int[image.getWidth()];
    double[] scaledLine = new double[3 * side];
    double perLine = (double) side / image.getHeight();
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, line.length, 1, line, 0, line.length);
      scaleLine(line, side, scaledLine);
      double top = y * perLine;
      double bottom = Math.min(side, (y + 1) * perLine);
      for (int row = (int) top; row < bottom; row++) {
        double share = Math.min(bottom, row + 1) - Math.max(top, row);
        for (int i = 0; i < scaledLine.length; i++) {
          sums[row * scaledLine.length + i] += share * scaledLine[i];
        }
      }
    }
    float[] value = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      value[i] = (float) Math.max(0, Math.min(1, sums[i] / WHITE));
    }
    return new Picture(side, value);
  }

  private static void scaleLine(int[] line, int side, double[] scaled) {
    Arrays.fill(scaled, 0);
    double perPixel = (double) side / line.length;
    for (int x = 0; x < line.length; x++) {
      int colour = line[x];
      double alpha = (colour >>> 24) / WHITE;
      double white = WHITE * (1 - alpha);
      double red = (colour >> 16 & 0xff) * alpha + white;
      double green = (colour >> 8 & 0xff) * alpha + white;
      double blue = (colour & 0xff) * alpha + white;
      double left = x * perPixel;
      double right = Math.min(side, (x + 1) * perPixel);
      for (int column = (int) left; column < right; column++) {
        double share = Math.min(right, column + 1) - Math.max(left, column);
        scaled[3 * column] += share * red;
        scaled[3 * column + 1] += share * green;
        scaled[3 * column + 2] += share * blue;
      }
    }
  }

  /** The same in fewer pixels, whose number a side divides this one's. */
  Picture shrunk(int to) {
    int times = side / to;
    float[] small = new float[3 * to * to];
    for (int y = 0; y < to * times; y++) {
      for (int x = 0; x < to * times; x++) {
        for (int channel = 0; channel < 3; channel++) {
          small[3 * (y / times * to + x / times) + channel] += value[3 * (y * side + x) + channel];
        }
      }
    }
    for (int i = 0; i < small.length; i++) {
      small[i] /= times * times;
    }
    return new Picture(to, small);
  }

  /** The brightness of each pixel in 0..1 (ITU-R BT.601). */
  float[] grey() {
    float[] grey = new float[side * side];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = 0.299f * value[3 * i] + 0.587f * value[3 * i + 1] + 0.114f * value[3 * i + 2];
    }
    return grey;
  }
}

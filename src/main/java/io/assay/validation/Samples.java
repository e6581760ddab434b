package io.assay.validation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Contents to try an encoder with before there is any other. */
final class Samples {
  private static final int SIDE = 16;

  private Samples() {}

  /** A text, or an image of all brightnesses. */
  static byte[] of(String kind) {
    return kind.equals(DatasetEncoders.IMAGE)
        ? image()
        : "Is this road icy?".getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] image() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, i * 0x010101);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

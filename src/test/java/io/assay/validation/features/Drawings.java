package io.assay.validation.features;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Images drawn in tests. */
final class Drawings {
  private Drawings() {}

  /** Some discs and boxes in any colours, at a scale. */
  static BufferedImage shapes(long seed, int side) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour(random));
    graphics.fillRect(0, 0, side, side);
    for (int i = 0; i < 9; i++) {
      double x = random.nextDouble() * side * 0.8;
      double y = random.nextDouble() * side * 0.8;
      double width = (0.1 + 0.4 * random.nextDouble()) * side;
      double height = (0.1 + 0.4 * random.nextDouble()) * side;
      graphics.setColor(colour(random));
      graphics.fill(
          random.nextBoolean()
              ? new Ellipse2D.Double(x, y, width, height)
              : new Rectangle2D.Double(x, y, width, height));
    }
    graphics.dispose();
    return image;
  }

  private static Color colour(SplittableRandom random) {
    return new Color(random.nextInt(0x1000000));
  }

  /** Stripes along or across. */
  static BufferedImage stripes(SplittableRandom random, boolean across) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    int phase = random.nextInt(8);
    int width = 4 + random.nextInt(3);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        int bright = ((across ? y : x) + phase) / width % 2 == 0 ? 190 : 60;
        int level = bright + random.nextInt(30);
        image.setRGB(x, y, new Color(level, level, level).getRGB());
      }
    }
    return image;
  }

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

package io.assay.validation.heads;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Drawings of four classes that no single measure of a picture tells apart. */
final class MadeUpImages {
  private static final int SIDE = 48;
  private static final double SHAPE_NOISE = 18;
  private static final double TEXTURE_NOISE = 12;

  private MadeUpImages() {}

  /** A disc, a triangle, a cross or a ring among bars that cover parts of it. */
  static List<byte[]> shapes(SplittableRandom random, int[] truth) {
    List<byte[]> images = new ArrayList<>();
    for (int k : truth) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      double ground = random.nextDouble();
      graphics.setColor(colour(random, ground));
      graphics.fillRect(0, 0, SIDE, SIDE);
      graphics.setColor(colour(random, ground + 0.35 + 0.3 * random.nextDouble()));
      graphics.fill(placed(random, outline(k)));
      for (int bars = random.nextInt(3); bars > 0; bars--) {
        graphics.setColor(colour(random, random.nextDouble()));
        graphics.fill(placed(random, new Rectangle2D.Double(-1.2, -0.1, 2.4, 0.2)));
      }
      graphics.dispose();
      images.add(encoded(random, image, SHAPE_NOISE));
    }
    return images;
  }

  /** Within a square of side 2 around 0. */
  private static Shape outline(int k) {
    return switch (k) {
      case 0 -> new Ellipse2D.Double(-0.9, -0.9, 1.8, 1.8);
      case 1 -> {
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(0, -1);
        triangle.lineTo(0.9, 0.8);
        triangle.lineTo(-0.9, 0.8);
        triangle.closePath();
        yield triangle;
      }
      case 2 -> {
        Area cross = new Area(new Rectangle2D.Double(-1, -0.35, 2, 0.7));
        cross.add(new Area(new Rectangle2D.Double(-0.35, -1, 0.7, 2)));
        yield cross;
      }
      default -> {
        Area ring = new Area(new Ellipse2D.Double(-1, -1, 2, 2));
        ring.subtract(new Area(new Ellipse2D.Double(-0.55, -0.55, 1.1, 1.1)));
        yield ring;
      }
    };
  }

  private static Shape placed(SplittableRandom random, Shape shape) {
    AffineTransform place = new AffineTransform();
    double size = SIDE * (0.22 + 0.13 * random.nextDouble());
    place.translate(
        SIDE * (0.35 + 0.3 * random.nextDouble()), SIDE * (0.35 + 0.3 * random.nextDouble()));
    place.rotate(2 * Math.PI * random.nextDouble());
    place.scale(size, size * (0.8 + 0.4 * random.nextDouble()));
    return place.createTransformedShape(shape);
  }

  private static Color colour(SplittableRandom random, double hue) {
    return Color.getHSBColor(
        (float) hue,
        (float) (0.3 + 0.6 * random.nextDouble()),
        (float) (0.35 + 0.6 * random.nextDouble()));
  }

  /** Stripes, checks, dots or grains, some of each picture hidden under a patch of one colour. */
  static List<byte[]> textures(SplittableRandom random, int[] truth) {
    List<byte[]> images = new ArrayList<>();
    for (int k : truth) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      double angle = 2 * Math.PI * random.nextDouble();
      double size = 1 / (0.8 + 1.2 * random.nextDouble());
      double phase = 7 * random.nextDouble();
      double contrast = 0.2 + 0.4 * random.nextDouble();
      Color tint = colour(random, random.nextDouble());
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          double u = size * (x * Math.cos(angle) - y * Math.sin(angle)) + phase;
          double v = size * (x * Math.sin(angle) + y * Math.cos(angle)) + phase;
          double level = 0.75 + contrast * level(k, u, v);
          image.setRGB(
              x, y, rgb(tint.getRed() * level, tint.getGreen() * level, tint.getBlue() * level));
        }
      }
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(tint);
      graphics.fill(placed(random, new Ellipse2D.Double(-1, -1, 2, 2)));
      graphics.dispose();
      images.add(encoded(random, image, TEXTURE_NOISE));
    }
    return images;
  }

  /** From -1 to 1. */
  private static double level(int k, double u, double v) {
    return switch (k) {
      case 0 -> Math.sin(u);
      case 1 -> Math.sin(u) * Math.sin(v);
      case 2 -> Math.max(Math.sin(u) + Math.sin(v), 0) - 0.6;
      default -> (Math.sin(u + 2 * Math.sin(0.7 * v)) + Math.sin(1.3 * v + Math.sin(u))) / 2;
    };
  }

  private static byte[] encoded(SplittableRandom random, BufferedImage image, double noise) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int rgb = image.getRGB(x, y);
        double away = noise * SyntheticTexts.gaussian(random);
        image.setRGB(
            x, y, rgb((rgb >> 16 & 0xff) + away, (rgb >> 8 & 0xff) + away, (rgb & 0xff) + away));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static int rgb(double red, double green, double blue) {
    return limited(red) << 16 | limited(green) << 8 | limited(blue);
  }

  private static int limited(double value) {
    return (int) Math.max(0, Math.min(255, Math.rint(value)));
  }
}

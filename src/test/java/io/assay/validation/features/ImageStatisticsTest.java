package io.assay.validation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ImageStatisticsTest {
  private static final ImageStatistics STATISTICS = new ImageStatistics();

  @Test
  void rescaledAndRecodedImages_areNear_othersFar() {
    int images = 60;
    long[] hashes = new long[2 * images];
    for (int i = 0; i < images; i++) {
      hashes[i] = STATISTICS.read(Drawings.encoded(Drawings.shapes(i, 400), "png")).hash();
      hashes[images + i] = STATISTICS.read(Drawings.encoded(Drawings.shapes(i, 260), "jpg")).hash();
    }
    int[] groups = NearDuplicates.groups(hashes);
    int found = 0;
    for (int i = 0; i < images; i++) {
      assertThat(groups[i]).isEqualTo(i);
      assertThat(groups[images + i]).isIn(i, images + i);
      found += groups[images + i] == i ? 1 : 0;
    }
    assertThat(found).isGreaterThan(images * 9 / 10);
  }

  @Test
  void features_haveTheirLength_areFinite_andAreTheSameAgain() {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      contents.add(Drawings.encoded(Drawings.shapes(i, 50 + 37 * i), i % 2 == 0 ? "png" : "jpg"));
    }
    DenseMatrix rows = STATISTICS.features(contents);
    assertThat(rows.rows()).isEqualTo(contents.size());
    for (int i = 0; i < contents.size(); i++) {
      float[] row = STATISTICS.features(contents.get(i));
      assertThat(row)
          .hasSize(STATISTICS.dimension())
          .isEqualTo(
              Arrays.copyOfRange(
                  rows.value(), i * STATISTICS.dimension(), (i + 1) * STATISTICS.dimension()));
      for (float value : row) {
        assertThat(value).isBetween(-1.001f, 1.001f);
      }
    }
  }

  @Test
  void directionsOfStripes_areSeen() {
    SplittableRandom random = new SplittableRandom(3);
    float[] along = STATISTICS.features(Drawings.encoded(Drawings.stripes(random, false), "png"));
    float[] other = STATISTICS.features(Drawings.encoded(Drawings.stripes(random, false), "png"));
    float[] across = STATISTICS.features(Drawings.encoded(Drawings.stripes(random, true), "png"));
    assertThat(product(along, other)).isGreaterThan(1.3 * product(along, across));
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = a.length - OrientedGradients.DIMENSION; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void whatIsTransparent_isWhite_andOneColourHasNoHash() {
    BufferedImage clear = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
    BufferedImage white = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40 * 30; i++) {
      white.setRGB(i % 40, i / 40, 0xffffff);
    }
    ImageStatistics.Reading one = STATISTICS.read(Drawings.encoded(clear, "png"));
    assertThat(one.features())
        .isEqualTo(STATISTICS.read(Drawings.encoded(white, "png")).features());
    assertThat(one.hash()).isZero();
  }

  @Test
  void scaling_keepsTheMean() {
    BufferedImage image = Drawings.shapes(5, 301);
    Picture large = Picture.scaled(image, 128);
    Picture small = Picture.scaled(image, 1);
    assertThat(large.shrunk(1).grey()[0])
        .isBetween(small.grey()[0] - 1e-4f, small.grey()[0] + 1e-4f);
    assertThat(Picture.scaled(Drawings.shapes(5, 7), 128).value()).hasSize(3 * 128 * 128);
  }

  @Test
  void aSmallFileOfManyPixels_isRefusedByItsHead() {
    assertThatThrownBy(() -> STATISTICS.read(bomb(25_000, 25_000)))
        .isInstanceOfSatisfying(
            UnreadableContentException.class,
            e -> assertThat(e.slug()).isEqualTo("content-too-large"))
        .hasMessageContaining("25000 x 25000");
    assertThatThrownBy(() -> STATISTICS.read(new byte[Picture.MAX_BYTES + 1]))
        .hasMessageContaining("bytes");
  }

  /** The head of a PNG of any size, and nothing behind it. */
  private static byte[] bomb(int width, int height) {
    ByteBuffer head = ByteBuffer.allocate(17);
    head.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    head.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(head.array());
    ByteBuffer png = ByteBuffer.allocate(33);
    png.putLong(0x89504E470D0A1A0AL).putInt(13).put(head.array()).putInt((int) crc.getValue());
    return png.array();
  }

  @Test
  void brokenFiles_areRefusedInOneWay() {
    SplittableRandom random = new SplittableRandom(7);
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      byte[] whole = Drawings.encoded(Drawings.shapes(1, 60), format);
      for (int i = 0; i < 60; i++) {
        byte[] broken =
            Arrays.copyOf(whole, i % 2 == 0 ? whole.length : random.nextInt(whole.length));
        for (int hits = 0; hits < 5 && broken.length > 0; hits++) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        try {
          assertThat(STATISTICS.features(broken)).hasSize(STATISTICS.dimension());
        } catch (UnreadableContentException e) {
          assertThat(e.slug()).isIn("not-an-image", "content-too-large");
        }
      }
    }
    assertThatThrownBy(() -> STATISTICS.read("<svg/>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableContentException.class)
        .hasMessageContaining("PNG");
  }
}

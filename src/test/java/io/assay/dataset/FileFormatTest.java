package io.assay.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FileFormatTest {
  private static byte[] image(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void images_areKnownByTheirBytes() throws IOException {
    assertThat(FileFormat.of(image("png"))).contains(FileFormat.PNG);
    assertThat(FileFormat.of(image("jpeg"))).contains(FileFormat.JPEG);
    assertThat(FileFormat.of(image("gif"))).contains(FileFormat.GIF);
    assertThat(FileFormat.of(image("bmp"))).contains(FileFormat.BMP);
  }

  @Test
  void whatOnlyBeginsLikeABitmap_isNone() throws IOException {
    assertThat(
            FileFormat.of("BM is how this text begins, and on.".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    byte[] cut = image("bmp");
    assertThat(FileFormat.of(Arrays.copyOf(cut, cut.length - 1))).isEmpty();
    assertThat(FileFormat.of(bytes('B', 'M'))).isEmpty();
  }

  @Test
  void audioFrames_areMp3_withTagsOrWithout() {
    assertThat(FileFormat.of(bytes('I', 'D', '3', 4, 0))).contains(FileFormat.MP3);
    assertThat(FileFormat.of(bytes(0xff, 0xfb, 0x90, 0x64))).contains(FileFormat.MP3);
    assertThat(FileFormat.of(bytes(0xff, 0xf3, 0x40, 0xc4))).contains(FileFormat.MP3);
    // A reserved version, layer I, and bit and sampling rates that do not exist.
    assertThat(FileFormat.of(bytes(0xff, 0xeb, 0x90, 0x64))).isEmpty();
    assertThat(FileFormat.of(bytes(0xff, 0xff, 0x90, 0x64))).isEmpty();
    assertThat(FileFormat.of(bytes(0xff, 0xfb, 0xf0, 0x64))).isEmpty();
    assertThat(FileFormat.of(bytes(0xff, 0xfb, 0x9c, 0x64))).isEmpty();
  }
}

package io.assay.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a file is by its first bytes, whatever its name or sender says. Formats that can carry
 * scripts are none of them.
 */
enum FileFormat {
  PNG("image/png", "\u0089PNG\r\n\u001a\n", ""),
  JPEG("image/jpeg", "\u00ff\u00d8\u00ff", ""),
  GIF("image/gif", "GIF8", ""),
  BMP("image/bmp", "BM", ""),
  WEBP("image/webp", "RIFF", "WEBP"),
  WAV("audio/wav", "RIFF", "WAVE"),
  OGG("audio/ogg", "OggS", ""),
  FLAC("audio/flac", "fLaC", ""),
  MP3("audio/mpeg", "ID3", "");

  private static final int HEAD = 16;
  private static final int KIND = 8;
  private static final int BITMAP_HEADER = 26;

  private final String mediaType;
  private final String mark;
  private final String kind;

  FileFormat(String mediaType, String mark, String kind) {
    this.mediaType = mediaType;
    this.mark = mark;
    this.kind = kind;
  }

  String mediaType() {
    return mediaType;
  }

  /** The format of a file, if it is one of these. */
  static Optional<FileFormat> of(byte[] content) {
    int length = Math.min(HEAD, content.length);
    String head = new String(content, 0, length, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(format -> head.startsWith(format.mark))
        .filter(format -> format.kind.isEmpty() || head.startsWith(format.kind, KIND))
        .filter(format -> format != BMP || isBitmap(content))
        .findFirst()
        .or(() -> isAudioFrame(content) ? Optional.of(MP3) : Optional.empty());
  }

  /** Whether the file header names its own size and a header that there is. */
  private static boolean isBitmap(byte[] content) {
    if (content.length < BITMAP_HEADER) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int size = header.getInt(2);
    int pixels = header.getInt(10);
    int information = header.getInt(14);
    return (size == 0 || size == content.length)
        && pixels >= BITMAP_HEADER
        && pixels <= content.length
        && (information == 12 || (information >= 40 && information <= 124));
  }

  /**
   * Whether it begins with a frame header of MPEG audio, layer III, and no reserved value in it.
   */
  private static boolean isAudioFrame(byte[] content) {
    if (content.length < 4) {
      return false;
    }
    int second = content[1] & 0xff;
    int third = content[2] & 0xff;
    boolean sync = (content[0] & 0xff) == 0xff && (second & 0xe0) == 0xe0;
    boolean layer3 = (second & 0x06) == 0x02 && (second & 0x18) != 0x08;
    boolean rates = third >>> 4 != 0xf && third >>> 4 != 0 && (third & 0x0c) != 0x0c;
    return sync && layer3 && rates;
  }
}

package io.assay.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a file is by its first bytes, whatever its name or sender says. Formats that can carry
 * scripts are none of them.
 */
enum FileFormat {
  PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
  JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
  GIF("image/gif", 0, "GIF8"),
  BMP("image/bmp", 0, "BM"),
  WEBP("image/webp", 8, "WEBP"),
  WAV("audio/wav", 8, "WAVE"),
  OGG("audio/ogg", 0, "OggS"),
  FLAC("audio/flac", 0, "fLaC"),
  MP3("audio/mpeg", 0, "ID3");

  private final String mediaType;
  private final int offset;
  private final byte[] mark;

  FileFormat(String mediaType, int offset, String mark) {
    this.mediaType = mediaType;
    this.offset = offset;
    this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
  }

  String mediaType() {
    return mediaType;
  }

  /** The format of a file, if it is one of these. */
  static Optional<FileFormat> of(byte[] content) {
    return Arrays.stream(values()).filter(format -> format.begins(content)).findFirst();
  }

  private boolean begins(byte[] content) {
    int end = offset + mark.length;
    return content.length >= end && Arrays.equals(content, offset, end, mark, 0, mark.length);
  }
}

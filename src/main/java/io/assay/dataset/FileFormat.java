package io.assay.dataset;

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
        .findFirst();
  }
}

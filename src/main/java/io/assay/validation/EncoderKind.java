package io.assay.validation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a dataset's model can see its items by. */
enum EncoderKind {
  TEXT("text"),
  IMAGE_STATISTICS("image"),
  IMAGE_PATCHES("image"),
  AUDIO("audio"),
  /** A file of the requester's, which says itself what it reads. */
  SUPPLIED("");

  private final String content;

  EncoderKind(String content) {
    this.content = content;
  }

  /** The field of items' contents that it reads. */
  String content() {
    return content;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<EncoderKind> of(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
  }
}

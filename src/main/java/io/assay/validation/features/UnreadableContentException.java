package io.assay.validation.features;

/**
 * Content that an encoder cannot read. The slug names the kind of fault and stays; the message says
 * what is wrong, for whoever supplied the content.
 *
 * <p>Slugs: {@code content-too-large}, {@code not-an-image}, {@code not-audio}.
 */
public final class UnreadableContentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String slug;

  /** A content with the slug of what is wrong with it. */
  public UnreadableContentException(String slug, String message) {
    super(message);
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}

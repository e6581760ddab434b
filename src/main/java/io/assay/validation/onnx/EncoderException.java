package io.assay.validation.onnx;

/**
 * An encoder that cannot be used. The slug names the kind of fault and stays; the message says what
 * to mend, and is meant for whoever supplied the file.
 *
 * <p>Refused before it runs: {@code not-onnx}, {@code encoder-too-large}, {@code external-data},
 * {@code operator-not-allowed}, {@code wrong-inputs}, {@code wrong-outputs}. Failed while it ran:
 * {@code encoder-timeout}, {@code encoder-died}, {@code encoder-failed}, {@code encoder-output}.
 */
public final class EncoderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String slug;
  private final String reason;

  EncoderException(String slug, String reason) {
    super(reason);
    this.slug = slug;
    this.reason = reason;
  }

  public String slug() {
    return slug;
  }

  /** The message. */
  public String reason() {
    return reason;
  }
}

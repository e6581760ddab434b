package io.assay.payout.custody;

/**
 * A key cannot be had as it was asked for. The message is one line for the person who configures
 * it; there is no cause, because what parsers say may quote the secret.
 */
public final class KeyRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyRefused(String message) {
    super(message.replaceAll("\\R", " "));
  }
}

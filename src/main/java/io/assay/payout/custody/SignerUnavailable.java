package io.assay.payout.custody;

import io.assay.platform.Unavailable;

/** A remote signer does not answer, refuses, or signed something else; nothing was sent. */
public final class SignerUnavailable extends Unavailable {
  private static final long serialVersionUID = 1L;

  SignerUnavailable(String message) {
    super(message.replaceAll("\\R", " "));
  }
}

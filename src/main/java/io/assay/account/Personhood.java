package io.assay.account;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says about the person behind a token: the claim {@code personhood} names the kind
 * of evidence, such as {@code world-id} or {@code phone}, and {@code personhood_id} the person in
 * it, the same for every account of that person.
 */
record Personhood(String kind, String nullifier) {
  private static final int MAX_KIND_LENGTH = 40;
  private static final int MAX_NULLIFIER_LENGTH = 300;

  /** What the token says; a claim of another form says nothing. */
  static @Nullable Personhood of(JsonWebToken token) {
    Object kind = token.getClaim("personhood");
    Object id = token.getClaim("personhood_id");
    if (!(kind instanceof String name) || name.isBlank() || name.length() > MAX_KIND_LENGTH) {
      return null;
    }
    String nullifier = id instanceof String text && !text.isBlank() ? text : token.getSubject();
    return nullifier == null || nullifier.length() > MAX_NULLIFIER_LENGTH
        ? null
        : new Personhood(name, nullifier);
  }
}

package io.assay.account;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a wallet signs to show whose it is: a message of EIP-4361, Sign-In with Ethereum, read
 * strictly. Anything beside the grammar is no message, for what a person saw and what was checked
 * must be the same.
 *
 * @param domain host and port of the page that asked
 * @param address in checksum form
 * @param expiresAt null where it does not say
 * @param notBefore null where it does not say
 */
record SignInMessage(
    String domain,
    WalletAddress address,
    URI uri,
    long chainId,
    String nonce,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant notBefore) {
  /** A message is answered by a signature within minutes, and clocks differ by few. */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private static final Duration CLOCKS = Duration.ofMinutes(2);
  private static final int MAX_LENGTH = 4000;
  private static final String TIME = "([0-9TtZz:.+-]{20,40})";

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:https?://)?([A-Za-z0-9.\\-\\[\\]:]{1,260}) wants you to sign in with your Ethereum account:\n"
              + "(0x[0-9a-fA-F]{40})\n\n"
              + "(?:([ -~]{1,1000})\n)?\n"
              + "URI: (\\S{1,1000})\n"
              + "Version: 1\n"
              + "Chain ID: ([1-9][0-9]{0,17})\n"
              + "Nonce: ([A-Za-z0-9]{8,100})\n"
              + "Issued At: "
              + TIME
              + "(?:\nExpiration Time: "
              + TIME
              + ")?(?:\nNot Before: "
              + TIME
              + ")?(?:\nRequest ID: [!-~]{0,200})?(?:\nResources:(?:\n- \\S{1,500}){0,20})?");

  /** Why a message is not taken. */
  enum Fault {
    WRONG_DOMAIN,
    WRONG_CHAIN,
    NOT_NOW
  }

  /** Reads a message; nothing where it is none. */
  static Optional<SignInMessage> read(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher parts = GRAMMAR.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      WalletAddress address = new WalletAddress(parts.group(2));
      if (!address.value().equals(parts.group(2))) {
        return Optional.empty();
      }
      return Optional.of(
          new SignInMessage(
              parts.group(1),
              address,
              URI.create(parts.group(4)),
              Long.parseLong(parts.group(5)),
              parts.group(6),
              time(parts.group(7)),
              parts.group(8) == null ? null : time(parts.group(8)),
              parts.group(9) == null ? null : time(parts.group(9))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /**
   * Whether it was made for this server, now.
   *
   * @param host and port by which the person reaches the server
   */
  Optional<Fault> findFault(String host, long chain, Instant now) {
    if (!domain.equals(host) || !host.equals(uri.getRawAuthority())) {
      return Optional.of(Fault.WRONG_DOMAIN);
    }
    if (chainId != chain) {
      return Optional.of(Fault.WRONG_CHAIN);
    }
    boolean early =
        issuedAt.isAfter(now.plus(CLOCKS)) || (notBefore != null && notBefore.isAfter(now));
    boolean late =
        issuedAt.isBefore(now.minus(MAX_AGE)) || (expiresAt != null && !expiresAt.isAfter(now));
    return early || late ? Optional.of(Fault.NOT_NOW) : Optional.empty();
  }
}

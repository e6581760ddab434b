package io.assay.account;

import io.assay.platform.Problem;
import io.assay.platform.Unavailable;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/*
 * One wallet may be linked to several accounts: it is not refused, because whoever shares wallets is
 * told apart by exactly that (see fraud.linkage), and refusing would only teach farms to use more.
 */
/** Links wallets that prove themselves to accounts. */
@ApplicationScoped
class WalletLinks {
  private static final Duration NONCE_LIFE = Duration.ofMinutes(10);
  private static final int NONCE_BYTES = 16;

  /** How a wallet proved itself. */
  private enum Proof {
    KEY,
    CONTRACT
  }

  /** What is to be signed with, until when. */
  record Nonce(String nonce, long chainId, Instant expiresAt) {}

  private final SecureRandom random = new SecureRandom();
  private final Jdbi jdbi;
  private final WalletChain chain;

  WalletLinks(Jdbi jdbi, WalletChain chain) {
    this.jdbi = jdbi;
    this.chain = chain;
  }

  Nonce newNonce(UUID accountId) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    Instant expiresAt = Instant.now().plus(NONCE_LIFE);
    long chainId = chainId();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO wallet_nonce (nonce, account_id, expires_at) VALUES (:nonce,"
                        + " :account, :expires)")
                .bind("nonce", nonce)
                .bind("account", accountId)
                .bind("expires", expiresAt)
                .execute());
    return new Nonce(nonce, chainId, expiresAt);
  }

  /**
   * Checks what a wallet signed and makes it the account's, in the present transaction.
   *
   * @param host and port by which the person reaches the server
   * @throws Problem 422 {@code malformed-message}, {@code wrong-domain}, {@code wrong-chain},
   *     {@code message-expired}, {@code wrong-signature}; 409 {@code used-nonce} for one that was
   *     used, has expired or is another's; 503 {@code chain-unavailable}
   */
  @Transactional(Transactional.TxType.MANDATORY)
  WalletAddress link(UUID accountId, String host, String text, String signatureHex) {
    SignInMessage message =
        SignInMessage.read(text)
            .orElseThrow(
                () ->
                    Problem.unprocessable(
                        "malformed-message", "This is no sign-in message of EIP-4361."));
    message
        .findFault(host, chainId(), Instant.now())
        .ifPresent(
            fault -> {
              throw problem(fault);
            });
    Proof proof = prove(message, text, signatureHex);
    useNonce(accountId, message.nonce());
    save(accountId, message.address(), proof, text);
    return message.address();
  }

  private static Problem problem(SignInMessage.Fault fault) {
    return switch (fault) {
      case WRONG_DOMAIN ->
          Problem.unprocessable("wrong-domain", "The message was made for another site.");
      case WRONG_CHAIN ->
          Problem.unprocessable("wrong-chain", "The message names another chain; switch networks.");
      case NOT_NOW ->
          Problem.unprocessable("message-expired", "The message is too old, or not valid yet.");
    };
  }

  private Proof prove(SignInMessage message, String text, String signatureHex) {
    WalletSignature signature;
    try {
      signature = new WalletSignature(signatureHex);
    } catch (IllegalArgumentException e) {
      throw wrongSignature();
    }
    // A key first: an account with code may have one too (EIP-7702).
    if (signature.findSigner(text).filter(message.address()::equals).isPresent()) {
      return Proof.KEY;
    }
    try {
      if (chain.isSignedByContract(
          message.address(), WalletSignature.hash(text), signature.bytes())) {
        return Proof.CONTRACT;
      }
    } catch (Unavailable e) {
      throw chainUnavailable();
    }
    throw wrongSignature();
  }

  private static Problem wrongSignature() {
    return Problem.unprocessable(
        "wrong-signature", "The signature is not one of this wallet over this message.");
  }

  private long chainId() {
    try {
      return chain.chainId();
    } catch (Unavailable e) {
      throw chainUnavailable();
    }
  }

  private static Problem chainUnavailable() {
    return Problem.of(503, "chain-unavailable", "The chain does not answer; try in a while.");
  }

  private void useNonce(UUID accountId, String nonce) {
    int used =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE wallet_nonce SET used_at = now() WHERE nonce = :nonce
                          AND account_id = :account AND used_at IS NULL AND expires_at > now()
                        """)
                    .bind("nonce", nonce)
                    .bind("account", accountId)
                    .execute());
    if (used == 0) {
      throw Problem.conflict(
          "used-nonce", "The nonce was used, has expired or is another's; ask for a new one.");
    }
  }

  private void save(UUID accountId, WalletAddress address, Proof proof, String text) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO wallet_link (account_id, wallet_address, proof, message) VALUES"
                      + " (:account, :wallet, :proof, :message)")
              .bind("account", accountId)
              .bind("wallet", address.value())
              .bind("proof", proof)
              .bind("message", text)
              .execute();
          handle
              .createUpdate("UPDATE account SET wallet_address = :wallet WHERE id = :account")
              .bind("account", accountId)
              .bind("wallet", address.value())
              .execute();
        });
  }

  /** Whether the account's present wallet proved itself to it. */
  boolean isProven(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (SELECT 1 FROM wallet_link l JOIN account a ON a.id = l.account_id
                      WHERE a.id = :account AND l.wallet_address = a.wallet_address)
                    """)
                .bind("account", accountId)
                .mapTo(Boolean.class)
                .one());
  }

  @Scheduled(every = "10m")
  @Transactional
  void deleteExpired() {
    jdbi.useHandle(
        handle ->
            handle.execute("DELETE FROM wallet_nonce WHERE expires_at < now() - interval '1 day'"));
  }
}

package io.assay.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Runs a creating request once per {@code Idempotency-Key}: the key, the hash of the body and the
 * answer are written in the transaction of the work itself, so that either all of it happened or
 * nothing. A repeat with the same body gets the first answer; with another body 422; while the
 * first still runs 409.
 */
@ApplicationScoped
public class Idempotency {
  private static final int MAX_KEY_LENGTH = 200;

  private final Jdbi jdbi;
  private final ObjectMapper json;

  Idempotency(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * The result of {@code work}, or of the first call with this key.
   *
   * @param scope who and what, such as the account id and the operation: keys of others never meet
   */
  @Transactional
  public <T> T execute(
      @Nullable String key, String scope, Object body, Supplier<T> work, Class<T> type) {
    if (key == null || key.isBlank() || key.length() > MAX_KEY_LENGTH) {
      throw Problem.badRequest(
              "idempotency-key-required",
              "Send an Idempotency-Key header of 1 to 200 characters, a new one for each thing.")
          .withField("Idempotency-Key", "missing or too long");
    }
    String hash = hash(body);
    boolean first =
        jdbi.withHandle(
            handle -> {
              // A key in flight is a row another transaction has not committed: do not wait on it.
              boolean free =
                  handle
                      .createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:key, 7))")
                      .bind("key", scope + "/" + key)
                      .mapTo(Boolean.class)
                      .one();
              if (!free) {
                throw Problem.conflict(
                    "idempotency-key-in-flight", "The first request with this key still runs.");
              }
              return handle
                      .createUpdate(
                          "INSERT INTO idempotency_key (scope, key, body_hash) VALUES (:scope, :key,"
                              + " :hash) ON CONFLICT DO NOTHING")
                      .bind("scope", scope)
                      .bind("key", key)
                      .bind("hash", hash)
                      .execute()
                  == 1;
            });
    return first ? executeFirst(key, scope, work) : repeat(key, scope, hash, type);
  }

  private <T> T executeFirst(String key, String scope, Supplier<T> work) {
    T result = work.get();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE idempotency_key SET response = :response WHERE scope = :scope AND key ="
                        + " :key")
                .bind("response", write(result))
                .bind("scope", scope)
                .bind("key", key)
                .execute());
    return result;
  }

  private record Stored(String bodyHash, String response) {}

  private <T> T repeat(String key, String scope, String hash, Class<T> type) {
    Optional<Stored> stored =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT body_hash, response FROM idempotency_key WHERE scope = :scope AND"
                            + " key = :key")
                    .bind("scope", scope)
                    .bind("key", key)
                    .map(
                        (row, context) ->
                            new Stored(row.getString("body_hash"), row.getString("response")))
                    .findOne());
    Stored first = stored.orElseThrow();
    if (!first.bodyHash().equals(hash)) {
      throw Problem.unprocessable(
          "idempotency-key-reused", "This Idempotency-Key was used with another body.");
    }
    try {
      return json.readValue(first.response(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String hash(Object body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(write(body).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

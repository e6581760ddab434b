package io.assay.fraud.review;

import io.assay.fraud.CaseLog;
import io.assay.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Invariants, each attacked by a test:
 * - both accounts have to take part: one makes a code, the other shows it, once and soon;
 * - whoever says it before a case was looked at is not punished: open cases among the accounts of
 *   one person are cleared; a case that already holds somebody goes on;
 * - nobody is merged with an account whose ban stands: a ban is not shed by joining another.
 */
/** Accounts that say themselves that they are one person: one cap, one vote an item, no penalty. */
@ApplicationScoped
public class PersonMerges {
  private static final Duration VALID = Duration.ofMinutes(15);
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 10;

  /** A code as it is shown once. */
  public record Code(String code, Instant expiresAt) {}

  /** A person and the number of their accounts. */
  public record Person(UUID personId, int accounts) {}

  private record Offered(UUID labeler, Instant expiresAt, boolean used) {}

  private final Jdbi jdbi;
  private final CaseLog log;
  private final SecureRandom random = new SecureRandom();

  PersonMerges(Jdbi jdbi, CaseLog log) {
    this.jdbi = jdbi;
    this.log = log;
  }

  /** The person of each account that is merged with another: payouts are capped by it. */
  public Map<UUID, UUID> personOfLabeler() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT labeler_id, person_id FROM person_merge")
                .map(
                    (row, context) ->
                        Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Transactional
  Code issue(UUID labeler) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    Instant expires = Instant.now().plus(VALID).truncatedTo(ChronoUnit.MILLIS);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO merge_code (code_hash, labeler_id, expires_at) VALUES (:hash,"
                        + " :labeler, :expires)")
                .bind("hash", sha256(code.toString()))
                .bind("labeler", labeler)
                .bind("expires", OffsetDateTime.ofInstant(expires, ZoneOffset.UTC))
                .execute());
    return new Code(code.toString(), expires);
  }

  /**
   * Makes the account and the one that made the code one person.
   *
   * @throws Problem 404 {@code unknown-merge-code}, 410 {@code merge-code-expired}, 409 {@code
   *     same-account}, {@code account-banned}
   */
  @Transactional
  Person redeem(UUID labeler, String code) {
    return jdbi.withHandle(
        handle -> {
          CaseLog.lock(handle);
          String hash = sha256(code.toUpperCase(Locale.ROOT));
          Offered offered = offered(handle, hash);
          if (offered.used() || Instant.now().isAfter(offered.expiresAt())) {
            throw Problem.gone("merge-code-expired", "This code is used or too old; make another.");
          }
          if (offered.labeler().equals(labeler)) {
            throw Problem.conflict("same-account", "Show the code to your other account.");
          }
          refuseBanned(handle, List.of(labeler, offered.labeler()));
          handle.execute(
              "UPDATE merge_code SET redeemed_by = ? WHERE code_hash = ?", labeler, hash);
          UUID person = merge(handle, offered.labeler(), labeler);
          log.append(
              null,
              labeler,
              "MERGED",
              Map.of("person", person, "accounts", List.of(offered.labeler(), labeler)));
          List<UUID> accounts = accounts(handle, person);
          clearAmongThem(handle, accounts);
          markForRefit(handle, accounts);
          return new Person(person, accounts.size());
        });
  }

  private static Offered offered(Handle handle, String hash) {
    return handle
        .createQuery(
            "SELECT labeler_id, expires_at, redeemed_by FROM merge_code WHERE code_hash = :hash")
        .bind("hash", hash)
        .map(
            (row, context) ->
                new Offered(
                    row.getObject(1, UUID.class),
                    row.getTimestamp(2).toInstant(),
                    row.getObject(3) != null))
        .findOne()
        .orElseThrow(
            () -> Problem.notFound("unknown-merge-code", "No account of yours made this code."));
  }

  private static void refuseBanned(Handle handle, List<UUID> accounts) {
    boolean banned =
        handle
            .createQuery(
                "SELECT EXISTS (SELECT 1 FROM sanction WHERE kind = 'BAN' AND labeler_id = ANY"
                    + " (:accounts))")
            .bindArray("accounts", UUID.class, accounts.toArray())
            .mapTo(Boolean.class)
            .one();
    if (banned) {
      throw Problem.conflict("account-banned", "One of the accounts is banned; appeal first.");
    }
  }

  private static UUID merge(Handle handle, UUID first, UUID second) {
    UUID person = personOf(handle, first);
    UUID other = personOf(handle, second);
    for (UUID account : List.of(first, second)) {
      handle.execute(
          "INSERT INTO person_merge (labeler_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
          account,
          person);
    }
    handle.execute("UPDATE person_merge SET person_id = ? WHERE person_id = ?", person, other);
    return person;
  }

  private static UUID personOf(Handle handle, UUID account) {
    return handle
        .createQuery("SELECT person_id FROM person_merge WHERE labeler_id = :account")
        .bind("account", account)
        .mapTo(UUID.class)
        .findOne()
        .orElse(account);
  }

  private static List<UUID> accounts(Handle handle, UUID person) {
    return handle
        .createQuery(
            "SELECT labeler_id FROM person_merge WHERE person_id = :person ORDER BY labeler_id")
        .bind("person", person)
        .mapTo(UUID.class)
        .list();
  }

  private void clearAmongThem(Handle handle, List<UUID> accounts) {
    List<UUID> cleared =
        handle
            .createQuery(
                """
                UPDATE fraud_case c SET state = 'CLEARED'
                WHERE c.state = 'OPEN'
                  AND EXISTS (SELECT 1 FROM fraud_case_labeler l WHERE l.case_id = c.id)
                  AND NOT EXISTS (SELECT 1 FROM fraud_case_labeler l
                    WHERE l.case_id = c.id AND NOT l.labeler_id = ANY (:accounts))
                RETURNING c.id
                """)
            .bindArray("accounts", UUID.class, accounts.toArray())
            .mapTo(UUID.class)
            .list();
    for (UUID caseId : cleared) {
      log.append(caseId, null, "CLEARED_BY_MERGE", Map.of("accounts", accounts));
    }
  }

  /** Their answers to one item are one vote from now on. */
  private static void markForRefit(Handle handle, List<UUID> accounts) {
    handle
        .createUpdate(
            """
            INSERT INTO consensus_refit (dataset_id, since)
            SELECT DISTINCT dataset_id, clock_timestamp() FROM submission
            WHERE labeler_id = ANY (:accounts)
            ON CONFLICT (dataset_id) DO UPDATE SET since = excluded.since
            """)
        .bindArray("accounts", UUID.class, accounts.toArray())
        .execute();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.assay.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Finds the account of a person at the issuer, made at the first sight of its token. */
@ApplicationScoped
public class Accounts {
  private record Key(String subject, String name, Role role, @Nullable Personhood personhood) {}

  private final Jdbi jdbi;
  private final EvidenceKey key;
  // Not for long: another server may erase an account.
  private final Cache<Key, UUID> ids =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(100_000).build();

  Accounts(Jdbi jdbi, EvidenceKey key) {
    this.jdbi = jdbi;
    this.key = key;
  }

  /** Forgets whose account it was. */
  void forget(UUID id) {
    ids.asMap().values().removeIf(id::equals);
  }

  /** The id of the person's account, whose name and role follow the token. */
  public UUID idOf(String subject, String name, Role role) {
    return idOf(subject, name, role, null);
  }

  /**
   * The id of the person's account, whose name and role follow the token; what the token says of
   * the person behind it is kept.
   */
  UUID idOf(String subject, String name, Role role, @Nullable Personhood personhood) {
    Key key = new Key(subject, name, role, personhood);
    UUID known = ids.getIfPresent(key);
    if (known != null) {
      return known;
    }
    // A transaction of its own: the account outlives a request that fails.
    UUID id = QuarkusTransaction.requiringNew().call(() -> upsert(key));
    ids.put(key, id);
    return id;
  }

  /**
   * The id of a labeler of a recorded crowd, whose token may not have been seen yet and whose
   * pseudonym is the recorded name; a known account stays as it is.
   */
  public UUID labelerOf(String subject) {
    Key unnamed = new Key(subject, "", Role.LABELER, null);
    UUID known = ids.getIfPresent(unnamed);
    if (known == null) {
      known = QuarkusTransaction.requiringNew().call(() -> insert(subject));
      ids.put(unnamed, known);
    }
    return known;
  }

  private UUID insert(String subject) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    INSERT INTO account (id, subject, name, role, pseudonym)
                    VALUES (:id, :subject, :subject, 'labeler', CASE WHEN EXISTS (
                      SELECT 1 FROM account WHERE pseudonym = :subject)
                      THEN gen_random_uuid()::text ELSE :subject END)
                    ON CONFLICT (subject) DO UPDATE SET subject = excluded.subject
                    RETURNING id
                    """)
                .bind("id", UUID.randomUUID())
                .bind("subject", subject)
                .mapTo(UUID.class)
                .one());
  }

  private UUID upsert(Key key) {
    return jdbi.withHandle(
        handle -> {
          UUID id =
              handle
                  .createQuery(
                      """
                      INSERT INTO account (id, subject, name, role)
                      VALUES (:id, :subject, :name, :role)
                      ON CONFLICT (subject) DO UPDATE SET name = excluded.name, role = excluded.role
                      RETURNING id
                      """)
                  .bind("id", UUID.randomUUID())
                  .bind("subject", key.subject())
                  .bind("name", key.name())
                  .bind("role", key.role().name().toLowerCase(Locale.ROOT))
                  .mapTo(UUID.class)
                  .one();
          if (key.personhood() != null) {
            keep(handle, id, key.personhood());
          }
          return id;
        });
  }

  private void keep(Handle handle, UUID labeler, Personhood personhood) {
    handle
        .createUpdate(
            """
            INSERT INTO personhood (labeler_id, kind, nullifier)
            SELECT :labeler, :kind, :nullifier WHERE NOT EXISTS (
              SELECT 1 FROM personhood WHERE kind = :kind AND nullifier = :erased)
            ON CONFLICT DO NOTHING
            """)
        .bind("labeler", labeler)
        .bind("kind", personhood.kind())
        .bind("nullifier", personhood.nullifier())
        .bind("erased", Erasure.hashed(key, personhood))
        .execute();
  }
}

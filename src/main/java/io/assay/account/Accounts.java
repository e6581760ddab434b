package io.assay.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Finds the account of a person at the issuer, made at the first sight of its token. */
@ApplicationScoped
public class Accounts {
  private record Key(String subject, String name, Role role) {}

  private final Jdbi jdbi;
  private final Cache<Key, UUID> ids = Caffeine.newBuilder().maximumSize(100_000).build();

  Accounts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The id of the person's account, whose name and role follow the token. */
  public UUID idOf(String subject, String name, Role role) {
    Key key = new Key(subject, name, role);
    UUID known = ids.getIfPresent(key);
    if (known != null) {
      return known;
    }
    // A transaction of its own: the account outlives a request that fails.
    UUID id = QuarkusTransaction.requiringNew().call(() -> upsert(key));
    ids.put(key, id);
    return id;
  }

  /** The id of a labeler whose token may not have been seen yet; a known account stays as it is. */
  public UUID labelerOf(String subject) {
    Key unnamed = new Key(subject, "", Role.LABELER);
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
                    INSERT INTO account (id, subject, name, role)
                    VALUES (:id, :subject, :subject, 'labeler')
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
        handle ->
            handle
                .createQuery(
                    """
                    INSERT INTO account (id, subject, name, role) VALUES (:id, :subject, :name, :role)
                    ON CONFLICT (subject) DO UPDATE SET name = excluded.name, role = excluded.role
                    RETURNING id
                    """)
                .bind("id", UUID.randomUUID())
                .bind("subject", key.subject())
                .bind("name", key.name())
                .bind("role", key.role().name().toLowerCase(Locale.ROOT))
                .mapTo(UUID.class)
                .one());
  }
}

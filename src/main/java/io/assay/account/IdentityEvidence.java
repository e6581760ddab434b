package io.assay.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/*
 * Nothing here is ever stored as it came: a value is hashed under a key outside the database, and a
 * row is deleted when its kind's time since it was last seen is over. There are no traces of pointer
 * or keyboard, and none are taken.
 */
/** What accounts are known by, and the consent to it. */
@ApplicationScoped
class IdentityEvidence {
  private final Jdbi jdbi;
  private final EvidenceKey key;
  private final AccountConfig config;

  IdentityEvidence(Jdbi jdbi, EvidenceKey key, AccountConfig config) {
    this.jdbi = jdbi;
    this.key = key;
    this.config = config;
  }

  /** Keeps the hash of a value, or that it was seen again. */
  void put(UUID labelerId, EvidenceKind kind, String value) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO identity_evidence (labeler_id, family, kind, value_hmac, expires_at)
                    VALUES (:labeler, :family, :kind, :value, now() + :seconds * interval '1 second')
                    ON CONFLICT (labeler_id, kind, value_hmac) DO UPDATE SET
                      last_seen = now(), expires_at = excluded.expires_at
                    """)
                .bind("labeler", labelerId)
                .bind("family", kind.family())
                .bind("kind", kind.name())
                .bind("value", key.hash(kind.name(), value))
                .bind("seconds", kind.retention(config).toSeconds())
                .execute());
  }

  /** Whether the labeler lets the account be bound to a device; empty before the question. */
  Optional<Boolean> deviceBinding(UUID labelerId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT device_binding FROM device_consent WHERE labeler_id = :labeler")
                .bind("labeler", labelerId)
                .mapTo(Boolean.class)
                .findOne());
  }

  /** Keeps the answer; a refusal deletes what was read from the device before. */
  void decide(UUID labelerId, boolean deviceBinding) {
    jdbi.useHandle(
        handle -> {
          handle.execute(
              """
              INSERT INTO device_consent (labeler_id, device_binding) VALUES (?, ?)
              ON CONFLICT (labeler_id) DO UPDATE SET
                device_binding = excluded.device_binding, decided_at = now()
              """,
              labelerId,
              deviceBinding);
          if (!deviceBinding) {
            for (EvidenceKind kind : EvidenceKind.values()) {
              if (kind.onDevice()) {
                handle.execute(
                    "DELETE FROM identity_evidence WHERE labeler_id = ? AND kind = ?",
                    labelerId,
                    kind.name());
              }
            }
          }
        });
  }

  @Scheduled(
      every = "${assay.account.purge-every:1h}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void purge() {
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM identity_evidence WHERE expires_at < now()"));
  }
}

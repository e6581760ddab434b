package io.assay.fraud;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * A signal becomes a flag, flags that share a labeler share a case. A signal measured again updates
 * its flag (same identity), and a case grows rather than being doubled; two open cases that turn out
 * to share a labeler become one.
 *
 * Invariants, each attacked by a test:
 * - once a person has decided on a case nobody is added to it, so nobody is held or banned by a
 *   decision that did not look at them: a signal that names somebody new opens a new case;
 * - accounts that said themselves that they are one person are no suspicion against each other.
 */
/** Flags and the cases they are decided in. */
@ApplicationScoped
public class Cases {
  private final Jdbi jdbi;
  private final CaseLog log;
  private final Sanctions sanctions;

  Cases(Jdbi jdbi, CaseLog log, Sanctions sanctions) {
    this.jdbi = jdbi;
    this.log = log;
    this.sanctions = sanctions;
  }

  private record Known(UUID flagId, UUID caseId, boolean open) {}

  /** Puts a signal before the admins. */
  @Transactional
  public void raise(Signal signal) {
    jdbi.useHandle(
        handle -> {
          CaseLog.lock(handle);
          if (isOnePerson(handle, signal.labelers()) || allBanned(handle, signal.labelers())) {
            return;
          }
          Optional<Known> known = findFlag(handle, signal.identity());
          if (known.isPresent() && mayTake(handle, known.get(), signal.labelers())) {
            update(handle, known.get().flagId(), signal);
            if (known.get().open()) {
              widen(handle, known.get().caseId(), signal.labelers());
            }
          } else {
            insert(handle, signal, known.isPresent());
          }
        });
  }

  /**
   * Withdraws the suspicions of open cases whose identity starts so and that a later measure does
   * not bear out. Whoever is then suspected of nothing leaves the case, and what it held of theirs;
   * a case without suspicion is gone. What people have begun to decide is let be.
   *
   * @param borneOut identities that stand
   */
  @Transactional
  public void withdrawExcept(String prefix, Set<String> borneOut) {
    jdbi.useHandle(
        handle -> {
          CaseLog.lock(handle);
          handle
              .createQuery(
                  """
                  SELECT f.id, f.case_id, f.identity FROM flag f
                    JOIN fraud_case c ON c.id = f.case_id
                  WHERE c.state = 'OPEN' AND starts_with(f.identity, :prefix) ORDER BY f.id
                  """)
              .bind("prefix", prefix)
              .map(
                  (row, context) ->
                      new Standing(
                          row.getObject(1, UUID.class),
                          row.getObject(2, UUID.class),
                          row.getString(3).replaceFirst("#.*", "")))
              .list()
              .stream()
              .filter(flag -> !borneOut.contains(flag.identity()))
              .forEach(flag -> withdraw(handle, flag));
        });
  }

  private record Standing(UUID id, UUID caseId, String identity) {}

  private void withdraw(Handle handle, Standing flag) {
    handle.execute("DELETE FROM flag WHERE id = ?", flag.id());
    log.append(flag.caseId(), null, "WITHDRAWN", Map.of("flag", flag.id()));
    List<UUID> free =
        handle
            .createQuery(
                """
                SELECT l.labeler_id FROM fraud_case_labeler l WHERE l.case_id = :case
                  AND NOT EXISTS (SELECT 1 FROM flag f
                    WHERE f.case_id = l.case_id AND l.labeler_id = ANY (f.labeler_ids))
                ORDER BY l.labeler_id
                """)
            .bind("case", flag.caseId())
            .mapTo(UUID.class)
            .list();
    sanctions.lift(flag.caseId(), free);
    handle
        .createUpdate(
            "DELETE FROM fraud_case_labeler WHERE case_id = :case AND labeler_id = ANY (:free)")
        .bind("case", flag.caseId())
        .bindArray("free", UUID.class, free.toArray())
        .execute();
    handle.execute(
        "DELETE FROM fraud_case c WHERE id = ? AND NOT EXISTS (SELECT 1 FROM flag f WHERE f.case_id ="
            + " c.id)",
        flag.caseId());
  }

  /** A decided case takes new measures of its own people, never new people. */
  private static boolean mayTake(Handle handle, Known known, Collection<UUID> labelers) {
    return known.open() || membersOf(handle, known.caseId()).containsAll(labelers);
  }

  private static Optional<Known> findFlag(Handle handle, String identity) {
    return handle
        .createQuery(
            """
            SELECT f.id, f.case_id, c.state = 'OPEN' AS open
            FROM flag f JOIN fraud_case c ON c.id = f.case_id
            WHERE f.identity = :identity OR starts_with(f.identity, :identity || '#')
            ORDER BY f.created_at DESC, f.identity DESC LIMIT 1
            """)
        .bind("identity", identity)
        .map(
            (row, context) ->
                new Known(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    row.getBoolean("open")))
        .findOne();
  }

  private static boolean isOnePerson(Handle handle, Collection<UUID> labelers) {
    return handle
                .createQuery(
                    """
                SELECT count(DISTINCT coalesce(p.person_id, l.id))
                FROM unnest(CAST(:labelers AS uuid[])) AS l (id)
                  LEFT JOIN person_merge p ON p.labeler_id = l.id
                """)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .mapTo(Integer.class)
                .one()
            == 1
        && new HashSet<>(labelers).size() > 1;
  }

  private static boolean allBanned(Handle handle, Collection<UUID> labelers) {
    return handle
        .createQuery(
            """
            SELECT NOT EXISTS (SELECT 1 FROM unnest(CAST(:labelers AS uuid[])) AS l (id)
              WHERE NOT EXISTS (
                SELECT 1 FROM sanction s WHERE s.labeler_id = l.id AND s.kind = 'BAN'))
            """)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .mapTo(Boolean.class)
        .one();
  }

  private static void update(Handle handle, UUID flagId, Signal signal) {
    handle
        .createUpdate(
            """
            UPDATE flag SET labeler_ids = :labelers, log_e_value = CAST(:strength AS float8),
              summary = :summary, updated_at = now() WHERE id = :id
            """)
        .bindArray("labelers", UUID.class, signal.labelers().toArray())
        .bindByType("strength", signal.logEValue(), Double.class)
        .bind("summary", signal.summary())
        .bind("id", flagId)
        .execute();
  }

  private void insert(Handle handle, Signal signal, boolean again) {
    UUID caseId = caseFor(handle, signal);
    UUID id = UUID.randomUUID();
    handle
        .createUpdate(
            """
            INSERT INTO flag (id, case_id, kind, dataset_id, identity, labeler_ids, log_e_value,
              summary)
            VALUES (:id, :case, :kind, CAST(:dataset AS uuid), :identity, :labelers,
              CAST(:strength AS float8), :summary)
            """)
        .bind("id", id)
        .bind("case", caseId)
        .bind("kind", signal.kind())
        .bindByType("dataset", signal.datasetId(), UUID.class)
        .bind("identity", again ? signal.identity() + "#" + id : signal.identity())
        .bindArray("labelers", UUID.class, signal.labelers().toArray())
        .bindByType("strength", signal.logEValue(), Double.class)
        .bind("summary", signal.summary())
        .execute();
    widen(handle, caseId, signal.labelers());
    log.append(
        caseId,
        null,
        "FLAGGED",
        Map.of("flag", id, "kind", signal.kind(), "labelers", signal.labelers()));
  }

  private UUID caseFor(Handle handle, Signal signal) {
    List<UUID> open = takingCases(handle, signal.labelers());
    if (open.isEmpty()) {
      UUID id = UUID.randomUUID();
      handle
          .createUpdate(
              "INSERT INTO fraud_case (id, dataset_id, state) VALUES (:id, CAST(:dataset AS uuid),"
                  + " 'OPEN')")
          .bind("id", id)
          .bindByType("dataset", signal.datasetId(), UUID.class)
          .execute();
      log.append(id, null, "OPENED", Map.of());
      return id;
    }
    UUID kept = open.get(0);
    open.subList(1, open.size()).forEach(other -> join(handle, kept, other));
    handle
        .createUpdate(
            "UPDATE fraud_case SET dataset_id = coalesce(dataset_id, CAST(:dataset AS uuid)) WHERE id"
                + " = :id")
        .bindByType("dataset", signal.datasetId(), UUID.class)
        .bind("id", kept)
        .execute();
    return kept;
  }

  /**
   * The case under review that has all of these labelers, else the open cases of any of them,
   * oldest first.
   */
  private static List<UUID> takingCases(Handle handle, Collection<UUID> labelers) {
    List<UUID> reviewed =
        handle
            .createQuery(
                """
                SELECT c.id FROM fraud_case c JOIN fraud_case_labeler l ON l.case_id = c.id
                WHERE c.state IN ('HELD', 'SECOND', 'APPEALED') AND l.labeler_id = ANY (:labelers)
                GROUP BY c.id, c.opened_at HAVING count(*) = :size
                ORDER BY c.opened_at, c.id LIMIT 1
                """)
            .bindArray("labelers", UUID.class, labelers.toArray())
            .bind("size", new HashSet<>(labelers).size())
            .mapTo(UUID.class)
            .list();
    if (!reviewed.isEmpty()) {
      return reviewed;
    }
    return handle
        .createQuery(
            """
            SELECT c.id FROM fraud_case c JOIN fraud_case_labeler l ON l.case_id = c.id
            WHERE c.state = 'OPEN' AND l.labeler_id = ANY (:labelers)
            GROUP BY c.id, c.opened_at ORDER BY c.opened_at, c.id
            """)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .mapTo(UUID.class)
        .list();
  }

  private void join(Handle handle, UUID kept, UUID other) {
    handle.execute("UPDATE flag SET case_id = ? WHERE case_id = ?", kept, other);
    handle.execute(
        "INSERT INTO sanction (case_id, labeler_id, kind, reason, since, appeal_deadline) SELECT ?,"
            + " labeler_id, kind, reason, since, appeal_deadline FROM sanction WHERE case_id = ? ON"
            + " CONFLICT DO NOTHING",
        kept,
        other);
    handle.execute("DELETE FROM sanction WHERE case_id = ?", other);
    handle.execute("UPDATE hold SET case_id = ? WHERE case_id = ?", kept, other);
    handle.execute(
        "INSERT INTO fraud_case_labeler SELECT ?, labeler_id FROM fraud_case_labeler WHERE case_id"
            + " = ? ON CONFLICT DO NOTHING",
        kept,
        other);
    handle.execute("DELETE FROM fraud_case_labeler WHERE case_id = ?", other);
    handle.execute("DELETE FROM fraud_case WHERE id = ?", other);
    log.append(kept, null, "JOINED", Map.of("case", other));
  }

  private static void widen(Handle handle, UUID caseId, Collection<UUID> labelers) {
    handle
        .createUpdate(
            """
            INSERT INTO fraud_case_labeler (case_id, labeler_id)
            SELECT :case, unnest(CAST(:labelers AS uuid[])) ON CONFLICT DO NOTHING
            """)
        .bind("case", caseId)
        .bindArray("labelers", UUID.class, new TreeSet<>(labelers).toArray())
        .execute();
  }

  private static Set<UUID> membersOf(Handle handle, UUID caseId) {
    return new HashSet<>(
        handle
            .createQuery("SELECT labeler_id FROM fraud_case_labeler WHERE case_id = :case")
            .bind("case", caseId)
            .mapTo(UUID.class)
            .list());
  }

  /**
   * Has payouts of some labelers of an open case wait until people have looked; the case stays open
   * for them. Labelers who are not in the case are let be.
   *
   * @return how many were not held by the case before
   */
  @Transactional
  public int holdAutomatically(UUID caseId, Collection<UUID> labelers, String reason) {
    return jdbi.withHandle(
        handle -> {
          CaseLog.lock(handle);
          boolean open =
              handle
                  .createQuery("SELECT state = 'OPEN' FROM fraud_case WHERE id = :id")
                  .bind("id", caseId)
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
          if (!open) {
            return 0;
          }
          Set<UUID> held = new TreeSet<>(membersOf(handle, caseId));
          held.retainAll(labelers);
          held.removeAll(sanctions.labelersOf(caseId, Sanctions.Kind.HOLD));
          if (!held.isEmpty()) {
            sanctions.put(caseId, held, Sanctions.Kind.HOLD, reason);
            log.append(
                caseId, null, "HELD_AUTOMATICALLY", Map.of("reason", reason, "labelers", held));
          }
          return held.size();
        });
  }

  /** The open cases that name any of these labelers: what a scan may hold automatically. */
  public List<UUID> listOpen(Collection<UUID> labelers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT c.id FROM fraud_case c
                      JOIN fraud_case_labeler l ON l.case_id = c.id
                    WHERE c.state = 'OPEN' AND l.labeler_id = ANY (:labelers) ORDER BY c.id
                    """)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .mapTo(UUID.class)
                .list());
  }
}

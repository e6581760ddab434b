package io.assay.fraud;

import io.assay.account.LabelerId;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * A signal becomes a flag, flags that share a labeler share a case. A signal measured again updates
 * its flag (same identity), and a case grows rather than being doubled; two open cases that turn out
 * to share a labeler become one. A decided case stays as decided: new suspicion against its labelers
 * opens a new one, so nobody is held by a decision that did not look at the evidence.
 */
/** Flags, the cases they are decided in, and the decisions. */
@ApplicationScoped
public class Cases {
  private final Jdbi jdbi;

  Cases(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Puts a signal before the admins. */
  @Transactional
  public void raise(Signal signal) {
    jdbi.useHandle(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(4041)");
          int updated =
              handle
                  .createUpdate(
                      """
                      UPDATE flag SET labeler_ids = :labelers, log_e_value = CAST(:strength AS float8),
                        summary = :summary, updated_at = now() WHERE identity = :identity
                      """)
                  .bindArray("labelers", UUID.class, signal.labelers().toArray())
                  .bindByType("strength", signal.logEValue(), Double.class)
                  .bind("summary", signal.summary())
                  .bind("identity", signal.identity())
                  .execute();
          if (updated == 0) {
            insert(handle, signal, caseFor(handle, signal));
          } else {
            widen(handle, caseOfFlag(handle, signal.identity()), signal.labelers());
          }
        });
  }

  private static void insert(Handle handle, Signal signal, UUID caseId) {
    handle
        .createUpdate(
            """
            INSERT INTO flag (id, case_id, kind, dataset_id, identity, labeler_ids, log_e_value,
              summary)
            VALUES (:id, :case, :kind, CAST(:dataset AS uuid), :identity, :labelers,
              CAST(:strength AS float8), :summary)
            """)
        .bind("id", UUID.randomUUID())
        .bind("case", caseId)
        .bind("kind", signal.kind())
        .bindByType("dataset", signal.datasetId(), UUID.class)
        .bind("identity", signal.identity())
        .bindArray("labelers", UUID.class, signal.labelers().toArray())
        .bindByType("strength", signal.logEValue(), Double.class)
        .bind("summary", signal.summary())
        .execute();
    widen(handle, caseId, signal.labelers());
  }

  private static UUID caseOfFlag(Handle handle, String identity) {
    return handle
        .createQuery("SELECT case_id FROM flag WHERE identity = :identity")
        .bind("identity", identity)
        .mapTo(UUID.class)
        .one();
  }

  /** The open case of any of these labelers, all of them made one, or a new one. */
  private static UUID caseFor(Handle handle, Signal signal) {
    List<UUID> open =
        handle
            .createQuery(
                """
                SELECT c.id FROM fraud_case c JOIN fraud_case_labeler l ON l.case_id = c.id
                WHERE c.state = 'OPEN' AND l.labeler_id = ANY (:labelers)
                GROUP BY c.id, c.opened_at ORDER BY c.opened_at, c.id
                """)
            .bindArray("labelers", UUID.class, signal.labelers().toArray())
            .mapTo(UUID.class)
            .list();
    if (open.isEmpty()) {
      UUID id = UUID.randomUUID();
      handle
          .createUpdate(
              "INSERT INTO fraud_case (id, dataset_id, state) VALUES (:id, CAST(:dataset AS uuid), 'OPEN')")
          .bind("id", id)
          .bindByType("dataset", signal.datasetId(), UUID.class)
          .execute();
      return id;
    }
    UUID kept = open.get(0);
    for (UUID other : open.subList(1, open.size())) {
      handle.execute("UPDATE flag SET case_id = ? WHERE case_id = ?", kept, other);
      handle.execute("UPDATE hold SET case_id = ? WHERE case_id = ?", kept, other);
      handle.execute(
          "INSERT INTO fraud_case_labeler SELECT ?, labeler_id FROM fraud_case_labeler WHERE case_id"
              + " = ? ON CONFLICT DO NOTHING",
          kept,
          other);
      handle.execute("DELETE FROM fraud_case_labeler WHERE case_id = ?", other);
      handle.execute("DELETE FROM fraud_case WHERE id = ?", other);
    }
    handle
        .createUpdate(
            "UPDATE fraud_case SET dataset_id = coalesce(dataset_id, CAST(:dataset AS uuid)) WHERE id = :id")
        .bindByType("dataset", signal.datasetId(), UUID.class)
        .bind("id", kept)
        .execute();
    return kept;
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

  /**
   * Decides a case. HOLD stops the payouts of its labelers and nothing else; CLEAR lifts that.
   *
   * @throws Problem 404 {@code unknown-case}
   */
  @Transactional
  public void decide(UUID caseId, CaseState to, String reason, UUID admin) {
    jdbi.useHandle(
        handle -> {
          int found =
              handle
                  .createUpdate("UPDATE fraud_case SET state = :state WHERE id = :id")
                  .bind("state", to)
                  .bind("id", caseId)
                  .execute();
          if (found == 0) {
            throw unknown();
          }
          handle
              .createUpdate(
                  "INSERT INTO decision (case_id, decision, reason, decided_by) VALUES (:case,"
                      + " :decision, :reason, :admin)")
              .bind("case", caseId)
              .bind("decision", to == CaseState.HELD ? "HOLD" : "CLEAR")
              .bind("reason", reason)
              .bind("admin", admin)
              .execute();
          if (to == CaseState.HELD) {
            handle
                .createUpdate(
                    """
                    INSERT INTO hold (labeler_id, case_id, reason)
                    SELECT labeler_id, case_id, :reason FROM fraud_case_labeler
                    WHERE case_id = :case ON CONFLICT DO NOTHING
                    """)
                .bind("reason", reason)
                .bind("case", caseId)
                .execute();
          } else {
            handle.execute("DELETE FROM hold WHERE case_id = ?", caseId);
          }
        });
  }

  private static final String MONEY_AT_RISK =
      """
      WITH risk AS (
        SELECT c.id, coalesce(sum(e.amount_base_units), 0) AS money
        FROM fraud_case c JOIN fraud_case_labeler l ON l.case_id = c.id
          LEFT JOIN ledger_entry e ON e.labeler_id = l.labeler_id AND e.epoch_number IS NULL
        GROUP BY c.id)
      SELECT c.*, d.name AS dataset_name, r.money
      FROM fraud_case c JOIN risk r ON r.id = c.id LEFT JOIN dataset d ON d.id = c.dataset_id
      """;

  /** Cases by money at risk, most first; after the one of a cursor. */
  List<CaseView> list(
      @Nullable CaseState state, @Nullable TokenAmount below, @Nullable UUID after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    MONEY_AT_RISK
                        + """
                        WHERE (CAST(:state AS text) IS NULL OR c.state = :state)
                          AND (CAST(:below AS numeric) IS NULL OR r.money < CAST(:below AS numeric)
                            OR (r.money = CAST(:below AS numeric)
                              AND c.id > CAST(:after AS uuid)))
                        ORDER BY r.money DESC, c.id LIMIT :limit
                        """)
                .bindByType("state", state == null ? null : state.name(), String.class)
                .bindByType(
                    "below", below == null ? null : below.toNumeric(), java.math.BigDecimal.class)
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .map((row, context) -> read(handle, row))
                .list());
  }

  CaseView get(UUID caseId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(MONEY_AT_RISK + "WHERE c.id = :id")
                .bind("id", caseId)
                .map((row, context) -> read(handle, row))
                .findOne()
                .orElseThrow(Cases::unknown));
  }

  private static CaseView read(Handle handle, ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new CaseView(
        id,
        CaseState.valueOf(row.getString("state")),
        row.getObject("dataset_id", UUID.class),
        row.getString("dataset_name"),
        labelers(handle, id),
        flags(handle, id),
        TokenAmount.ofNumeric(row.getBigDecimal("money")),
        row.getTimestamp("opened_at").toInstant(),
        decision(handle, id).orElse(null));
  }

  private static List<CaseView.Suspect> labelers(Handle handle, UUID caseId) {
    return handle
        .createQuery(
            """
            SELECT a.id, a.name, h.labeler_id IS NOT NULL AS held,
              (SELECT count(*) FROM submission s WHERE s.labeler_id = a.id) AS answers,
              (SELECT coalesce(sum(amount_base_units), 0) FROM ledger_entry e
                WHERE e.labeler_id = a.id AND e.epoch_number IS NULL) AS unpaid
            FROM fraud_case_labeler l JOIN account a ON a.id = l.labeler_id
              LEFT JOIN hold h ON h.labeler_id = a.id
            WHERE l.case_id = :case ORDER BY a.name
            """)
        .bind("case", caseId)
        .map(
            (row, context) ->
                new CaseView.Suspect(
                    new LabelerId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    row.getBoolean("held"),
                    row.getLong("answers"),
                    TokenAmount.ofNumeric(row.getBigDecimal("unpaid"))))
        .list();
  }

  private static List<CaseView.CaseFlag> flags(Handle handle, UUID caseId) {
    return handle
        .createQuery(
            "SELECT id, kind, labeler_ids, log_e_value, summary FROM flag WHERE case_id = :case"
                + " ORDER BY log_e_value DESC NULLS LAST, created_at LIMIT 200")
        .bind("case", caseId)
        .map(
            (row, context) ->
                new CaseView.CaseFlag(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    Stream.of((UUID[]) row.getArray("labeler_ids").getArray())
                        .map(LabelerId::new)
                        .toList(),
                    row.getObject("log_e_value", Double.class),
                    row.getString("summary")))
        .list();
  }

  private static Optional<CaseView.Decision> decision(Handle handle, UUID caseId) {
    return handle
        .createQuery(
            """
            SELECT d.decision, d.reason, a.name, d.decided_at
            FROM decision d JOIN account a ON a.id = d.decided_by
            WHERE d.case_id = :case ORDER BY d.id DESC LIMIT 1
            """)
        .bind("case", caseId)
        .map(
            (row, context) ->
                new CaseView.Decision(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getTimestamp(4).toInstant()))
        .findOne();
  }

  /** The labelers of a case, by name. */
  Map<UUID, String> names(UUID caseId) {
    List<CaseView.Suspect> suspects =
        jdbi.withHandle(handle -> new ArrayList<>(labelers(handle, caseId)));
    Map<UUID, String> names = new java.util.LinkedHashMap<>();
    suspects.forEach(one -> names.put(one.id().value(), one.name()));
    return names;
  }

  private static Problem unknown() {
    return Problem.notFound("unknown-case", "There is no such case.");
  }
}

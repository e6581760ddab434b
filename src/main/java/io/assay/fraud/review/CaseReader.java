package io.assay.fraud.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.LabelerId;
import io.assay.fraud.BanGrounds;
import io.assay.fraud.ReviewConfig;
import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Invariants, each attacked by a test:
 * - a reviewer who has not spoken sees no score and nobody else's decision while the case waits;
 * - a case of known truth looks like every other one: to who cleared it, it is cleared, to others it
 *   still waits, so that two people rate it independently.
 */
/** Reads cases as a reviewer may see them. */
@ApplicationScoped
class CaseReader {
  /** Evidence of fewer nats is a coincidence and no family of its own. */
  private static final double LEAST_NATS = 2;

  private static final String SHOWN =
      """
      WITH shown AS (
        SELECT c.id, c.dataset_id, c.opened_at, s.content,
          CASE WHEN s.case_id IS NOT NULL AND (SELECT m.decision FROM decision m
              WHERE m.case_id = c.id AND m.decided_by = :asker ORDER BY m.id DESC LIMIT 1) = 'CLEAR'
            THEN 'CLEARED' ELSE c.state END AS state,
          EXISTS (SELECT 1 FROM decision m WHERE m.case_id = c.id AND m.decided_by = :asker) AS spoke,
          coalesce(s.money_base_units, (SELECT coalesce(sum(e.amount_base_units), 0)
            FROM fraud_case_labeler l JOIN ledger_entry e
              ON e.labeler_id = l.labeler_id AND e.epoch_number IS NULL
            WHERE l.case_id = c.id)) AS money
        FROM fraud_case c LEFT JOIN review_sample s ON s.case_id = c.id)
      SELECT w.*, d.name AS dataset_name FROM shown w LEFT JOIN dataset d ON d.id = w.dataset_id
      """;

  private final Jdbi jdbi;
  private final ReviewConfig config;
  private final ObjectMapper json;

  CaseReader(Jdbi jdbi, ReviewConfig config, ObjectMapper json) {
    this.jdbi = jdbi;
    this.config = config;
    this.json = json;
  }

  /** Cases by money at risk, most first; after the one of a cursor. */
  List<CaseView> list(
      UUID asker,
      @Nullable CaseState state,
      @Nullable TokenAmount below,
      @Nullable UUID after,
      int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SHOWN
                        + """
                        WHERE (CAST(:state AS text) IS NULL OR w.state = :state)
                          AND (CAST(:below AS numeric) IS NULL OR w.money < CAST(:below AS numeric)
                            OR (w.money = CAST(:below AS numeric)
                              AND w.id > CAST(:after AS uuid)))
                        ORDER BY w.money DESC, w.id LIMIT :limit
                        """)
                .bind("asker", asker)
                .bindByType("state", state == null ? null : state.name(), String.class)
                .bindByType("below", below == null ? null : below.toNumeric(), BigDecimal.class)
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .map((row, context) -> read(handle, row, asker))
                .list());
  }

  /**
   * A case.
   *
   * @throws Problem 404 {@code unknown-case}
   */
  CaseView get(UUID caseId, UUID asker) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SHOWN + "WHERE w.id = :id")
                .bind("asker", asker)
                .bind("id", caseId)
                .map((row, context) -> read(handle, row, asker))
                .findOne()
                .orElseThrow(CaseReader::unknown));
  }

  /** What a case of known truth shows; none for a real one. */
  Optional<SampleContent> findSample(UUID caseId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT content FROM review_sample WHERE case_id = :case")
                .bind("case", caseId)
                .map((row, context) -> sample(row.getString(1)))
                .findOne());
  }

  private SampleContent sample(String text) {
    try {
      return json.readValue(text, SampleContent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private CaseView read(Handle handle, ResultSet row, UUID asker) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String content = row.getString("content");
    CaseState state = CaseState.valueOf(row.getString("state"));
    boolean waits = state == CaseState.OPEN || state == CaseState.SECOND || state == CaseState.HELD;
    boolean blind = waits && !row.getBoolean("spoke");
    CaseView.Risk risk = risk(handle, id).orElse(null);
    Instant openedAt = row.getTimestamp("opened_at").toInstant();
    boolean urgent = risk != null && risk.total() >= config.urgentRisk();
    int hours = urgent ? config.urgentLookHours() : config.firstLookHours();
    List<CaseView.CaseFlag> flags = flags(handle, id, blind);
    return new CaseView(
        id,
        state,
        row.getObject("dataset_id", UUID.class),
        row.getString("dataset_name"),
        content == null ? labelers(handle, id) : sample(content).labelers(),
        flags,
        List.copyOf(families(handle, id)),
        TokenAmount.ofNumeric(row.getBigDecimal("money")),
        openedAt,
        openedAt.plus(Duration.ofHours(hours)),
        blind,
        blind ? null : risk,
        blind ? null : decision(handle, id, asker, content != null).orElse(null));
  }

  private static Optional<CaseView.Risk> risk(Handle handle, UUID caseId) {
    return handle
        .createQuery(
            """
            SELECT max(r.risk), max(r.r_link), max(r.r_quality), max(r.r_auto)
            FROM labeler_risk r JOIN fraud_case_labeler l ON l.labeler_id = r.labeler_id
            WHERE l.case_id = :case HAVING count(*) > 0
            """)
        .bind("case", caseId)
        .map(
            (row, context) ->
                new CaseView.Risk(
                    row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)))
        .findOne();
  }

  static Set<EvidenceFamily> families(Handle handle, UUID caseId) {
    Set<EvidenceFamily> families = EnumSet.noneOf(EvidenceFamily.class);
    handle
        .createQuery("SELECT DISTINCT kind FROM flag WHERE case_id = :case")
        .bind("case", caseId)
        .mapTo(String.class)
        .forEach(kind -> families.add(BanGrounds.familyOf(kind)));
    handle
        .createQuery(
            """
            SELECT DISTINCT e.family FROM suspect_cluster_edge e
              JOIN fraud_case_labeler a ON a.labeler_id = e.labeler_a AND a.case_id = :case
              JOIN fraud_case_labeler b ON b.labeler_id = e.labeler_b AND b.case_id = :case
            WHERE e.nats >= :least
            """)
        .bind("case", caseId)
        .bind("least", LEAST_NATS)
        .mapTo(String.class)
        .forEach(family -> families.add(EvidenceFamily.valueOf(family)));
    return families;
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
            WHERE l.case_id = :case ORDER BY a.name, a.id
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

  private static List<CaseView.CaseFlag> flags(Handle handle, UUID caseId, boolean blind) {
    return handle
        .createQuery(
            """
            SELECT * FROM flag WHERE case_id = :case
            ORDER BY log_e_value DESC NULLS FIRST, id LIMIT 200
            """)
        .bind("case", caseId)
        .map(
            (row, context) ->
                new CaseView.CaseFlag(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    Stream.of((UUID[]) row.getArray("labeler_ids").getArray())
                        .map(LabelerId::new)
                        .toList(),
                    blind ? null : row.getObject("log_e_value", Double.class),
                    row.getString("summary")))
        .list();
  }

  private static Optional<CaseView.Decision> decision(
      Handle handle, UUID caseId, UUID asker, boolean sample) {
    return handle
        .createQuery(
            """
            SELECT d.decision, d.reason, a.name, d.decided_at
            FROM decision d JOIN account a ON a.id = d.decided_by
            WHERE d.case_id = :case AND (d.decided_by = :asker OR NOT :sample OR d.decision <> 'CLEAR')
            ORDER BY (:sample AND d.decided_by = :asker) DESC, d.id DESC LIMIT 1
            """)
        .bind("case", caseId)
        .bind("asker", asker)
        .bind("sample", sample)
        .map(
            (row, context) ->
                new CaseView.Decision(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getTimestamp(4).toInstant()))
        .findOne();
  }

  static Problem unknown() {
    return Problem.notFound("unknown-case", "There is no such case.");
  }
}

package io.assay.fraud.review;

import io.assay.fraud.BanGrounds;
import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads appeals, and what labelers are told of what cases do to them. */
@ApplicationScoped
class AppealReader {
  private static final String APPEAL =
      """
      SELECT p.*, g.amount_base_units AS goodwill FROM appeal p
        LEFT JOIN goodwill g ON g.appeal_id = p.id
      """;

  private final Jdbi jdbi;

  AppealReader(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  AppealView get(UUID appealId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(APPEAL + "WHERE p.id = :id")
                .bind("id", appealId)
                .map((row, context) -> read(row))
                .findOne()
                .orElseThrow(() -> Problem.notFound("unknown-appeal", "There is no such appeal.")));
  }

  /** A labeler's appeals, newest first. */
  List<AppealView> of(UUID labeler) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    APPEAL + "WHERE p.labeler_id = :labeler ORDER BY p.created_at DESC, p.id")
                .bind("labeler", labeler)
                .map((row, context) -> read(row))
                .list());
  }

  /** Appeals by the time they must be answered by, after the one of a cursor. */
  List<AppealView.Queued> list(
      AppealView.@Nullable State state, @Nullable Instant from, @Nullable UUID after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    APPEAL
                        + """
                        WHERE (CAST(:state AS text) IS NULL OR p.state = :state)
                          AND (CAST(:from AS timestamptz) IS NULL OR
                            (p.answer_by, p.id) > (CAST(:from AS timestamptz), CAST(:after AS uuid)))
                        ORDER BY p.answer_by, p.id LIMIT :limit
                        """)
                .bindByType("state", state == null ? null : state.name(), String.class)
                .bindByType(
                    "from",
                    from == null ? null : OffsetDateTime.ofInstant(from, ZoneOffset.UTC),
                    OffsetDateTime.class)
                .bindByType("after", after, UUID.class)
                .bind("limit", limit)
                .map((row, context) -> queued(handle, row))
                .list());
  }

  private static AppealView.Queued queued(Handle handle, ResultSet row) throws SQLException {
    UUID caseId = row.getObject("case_id", UUID.class);
    UUID labeler = row.getObject("labeler_id", UUID.class);
    String name =
        handle
            .createQuery("SELECT name FROM account WHERE id = :labeler")
            .bind("labeler", labeler)
            .mapTo(String.class)
            .one();
    return new AppealView.Queued(
        read(row),
        name,
        names(
            handle,
            "SELECT a.name FROM fraud_case_labeler l JOIN account a ON a.id = l.labeler_id WHERE"
                + " l.case_id = :case ORDER BY a.name",
            caseId),
        names(
            handle,
            "SELECT DISTINCT a.name FROM decision d JOIN account a ON a.id = d.decided_by WHERE"
                + " d.case_id = :case ORDER BY a.name",
            caseId),
        money(handle, caseId, labeler));
  }

  private static List<String> names(Handle handle, String sql, UUID caseId) {
    return handle.createQuery(sql).bind("case", caseId).mapTo(String.class).list();
  }

  /** Pay of the labeler that waits, or that the case took. */
  private static TokenAmount money(Handle handle, UUID caseId, UUID labeler) {
    return handle
        .createQuery(
            """
            SELECT (SELECT coalesce(sum(amount_base_units), 0) FROM ledger_entry
                WHERE labeler_id = :labeler AND epoch_number IS NULL)
              + (SELECT coalesce(sum(amount_base_units), 0) FROM forfeit
                WHERE labeler_id = :labeler AND case_id = :case)
            """)
        .bind("case", caseId)
        .bind("labeler", labeler)
        .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
        .one();
  }

  /** What cases do to a labeler, newest first. */
  List<MyReviewResource.Hold> holds(UUID labeler) {
    List<MyReviewResource.Hold> holds = new ArrayList<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT s.*, span.first, span.last FROM sanction s, LATERAL (
                      SELECT min(b.submitted_at) AS first, max(b.submitted_at) AS last
                      FROM submission b WHERE b.labeler_id = s.labeler_id) span
                    WHERE s.labeler_id = :labeler ORDER BY s.since DESC, s.case_id
                    """)
                .bind("labeler", labeler)
                .map((row, context) -> hold(handle, row))
                .forEach(holds::add));
    return holds;
  }

  private static MyReviewResource.Hold hold(Handle handle, ResultSet row) throws SQLException {
    UUID caseId = row.getObject("case_id", UUID.class);
    UUID labeler = row.getObject("labeler_id", UUID.class);
    String kind = row.getString("kind");
    List<EvidenceFamily> families =
        handle
            .createQuery(
                "SELECT DISTINCT kind FROM flag WHERE case_id = :case AND :l = ANY (labeler_ids)")
            .bind("case", caseId)
            .bind("l", labeler)
            .mapTo(String.class)
            .map(BanGrounds::familyOf)
            .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new))
            .stream()
            .toList();
    AppealView appeal =
        handle
            .createQuery(
                APPEAL
                    + "WHERE p.case_id = :case AND p.labeler_id = :labeler AND p.sanction = :kind")
            .bind("case", caseId)
            .bind("labeler", labeler)
            .bind("kind", kind)
            .map((found, context) -> read(found))
            .findOne()
            .orElse(null);
    return new MyReviewResource.Hold(
        caseId,
        kind.equals("BAN") ? CaseState.BANNED : CaseState.HELD,
        row.getString("reason"),
        families,
        instant(row.getTimestamp("first")),
        instant(row.getTimestamp("last")),
        money(handle, caseId, labeler),
        row.getTimestamp("appeal_deadline").toInstant(),
        appeal);
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  private static AppealView read(ResultSet row) throws SQLException {
    BigDecimal goodwill = row.getBigDecimal("goodwill");
    return new AppealView(
        row.getObject("id", UUID.class),
        row.getObject("case_id", UUID.class),
        row.getString("statement"),
        AppealView.State.valueOf(row.getString("state")),
        instant(row.getTimestamp("decided_at")),
        row.getString("reason"),
        row.getTimestamp("answer_by").toInstant(),
        goodwill == null ? null : TokenAmount.ofNumeric(goodwill));
  }
}

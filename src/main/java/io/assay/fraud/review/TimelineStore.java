package io.assay.fraud.review;

import io.assay.account.LabelerId;
import io.assay.fraud.review.CaseDetail.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads when the accounts of a case did what, by the hour, or by the minute where all is close. */
@ApplicationScoped
class TimelineStore {
  private static final Duration CLOSE = Duration.ofHours(2);
  private static final int MAX_EVENTS = 5000;

  private static final String EVENTS =
      """
      WITH suspects AS (SELECT unnest(CAST(:labelers AS uuid[])) AS labeler_id),
      events AS (
        SELECT a.id AS labeler_id, a.created_at AS at, 'REGISTERED' AS kind
        FROM account a JOIN suspects p ON p.labeler_id = a.id
        UNION ALL SELECT s.labeler_id, s.submitted_at, 'SUBMITTED'
        FROM submission s JOIN suspects p ON p.labeler_id = s.labeler_id
        UNION ALL SELECT p.labeler_id, f.created_at, 'FLAGGED'
        FROM flag f JOIN suspects p ON p.labeler_id = ANY (f.labeler_ids) WHERE f.case_id = :case
        UNION ALL SELECT s.labeler_id, s.since, CASE s.kind WHEN 'HOLD' THEN 'HELD' ELSE 'DECIDED' END
        FROM sanction s JOIN suspects p ON p.labeler_id = s.labeler_id WHERE s.case_id = :case
        UNION ALL SELECT p.labeler_id, d.decided_at, 'DECIDED' FROM decision d, suspects p
        WHERE d.case_id = :case AND d.decision = 'CLEAR'
        UNION ALL SELECT q.labeler_id, q.created_at, 'APPEALED'
        FROM appeal q JOIN suspects p ON p.labeler_id = q.labeler_id WHERE q.case_id = :case
        UNION ALL SELECT y.labeler_id, e.closed_at, 'PAID' FROM payout y
          JOIN suspects p ON p.labeler_id = y.labeler_id JOIN epoch e ON e.number = y.epoch_number
        WHERE y.amount_base_units > 0)
      """;

  private final Jdbi jdbi;

  TimelineStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  List<TimelineEvent> of(CaseView found) {
    Object[] labelers = found.labelers().stream().map(one -> one.id().value()).toArray();
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    EVENTS
                        + """
                        SELECT labeler_id, date_trunc(:unit, at) AS bucket, kind, count(*) AS events
                        FROM events GROUP BY 1, 2, 3 ORDER BY bucket, labeler_id, kind LIMIT :limit
                        """)
                .bindArray("labelers", UUID.class, labelers)
                .bind("case", found.id())
                .bind("unit", isClose(handle, found.id(), labelers) ? "minute" : "hour")
                .bind("limit", MAX_EVENTS)
                .map(
                    (row, context) ->
                        new TimelineEvent(
                            new LabelerId(row.getObject("labeler_id", UUID.class)),
                            row.getObject("bucket", OffsetDateTime.class).toInstant(),
                            CaseDetail.EventKind.valueOf(row.getString("kind")),
                            row.getLong("events")))
                .list());
  }

  private static boolean isClose(Handle handle, UUID caseId, Object[] labelers) {
    return handle
        .createQuery(EVENTS + "SELECT min(at) AS first, max(at) AS last FROM events")
        .bindArray("labelers", UUID.class, labelers)
        .bind("case", caseId)
        .map(
            (row, context) -> {
              OffsetDateTime first = row.getObject("first", OffsetDateTime.class);
              OffsetDateTime last = row.getObject("last", OffsetDateTime.class);
              return first == null || isClose(first.toInstant(), last.toInstant());
            })
        .one();
  }

  static boolean isClose(Instant first, Instant last) {
    return Duration.between(first, last).compareTo(CLOSE) < 0;
  }
}

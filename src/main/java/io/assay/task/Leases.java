package io.assay.task;

import io.assay.account.LabelerId;
import io.assay.platform.Problem;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Ends leases without an answer: skipped by the labeler or run out. Their budget comes back. */
@ApplicationScoped
class Leases {
  /**
   * Frees what the assignments of {@code ended} held; the tail of both statements below. Locks as a
   * lease does: tasks, then datasets, then labelers.
   */
  private static final String FREE =
      """
      , freed AS (
        UPDATE task t SET live_leases = live_leases - e.leases,
          low_tier_answers = low_tier_answers - e.low
        FROM (SELECT task_id, count(*) AS leases, count(*) FILTER (WHERE low_tier) AS low
              FROM ended GROUP BY task_id) e
        WHERE t.id = e.task_id RETURNING t.id),
      refunded AS (
        UPDATE dataset d
        SET committed_base_units = committed_base_units - d.answer_cost_base_units * e.leases,
          probe_committed_base_units = probe_committed_base_units
            - d.answer_cost_base_units * e.extras
        FROM (SELECT dataset_id, count(*) AS leases, count(*) FILTER (WHERE extra) AS extras
              FROM ended GROUP BY dataset_id) e, (SELECT count(*) FROM freed) f
        WHERE d.id = e.dataset_id RETURNING d.id),
      unexposed AS (
        UPDATE labeler_exposure x
        SET leases = greatest(0, x.leases - e.leases), probes = greatest(0, x.probes - e.probes)
        FROM (SELECT labeler_id, count(*) AS leases,
                count(*) FILTER (WHERE purpose = 'PROBE') AS probes
              FROM ended GROUP BY labeler_id) e, (SELECT count(*) FROM refunded) f
        WHERE x.labeler_id = e.labeler_id RETURNING x.labeler_id)
      SELECT count(*) FROM ended, (SELECT count(*) FROM unexposed) u
      """;

  /** Within the bound of {@link TaskConfig#freeSkips}: skipping must not be choosing. */
  private static final String SKIP =
      """
      WITH mine AS (
        SELECT id, dataset_id FROM assignment WHERE id = :assignment AND labeler_id = :labeler),
      allowed AS (
        SELECT m.id FROM mine m
        WHERE (SELECT count(*) FROM assignment a WHERE a.labeler_id = :labeler
            AND a.dataset_id = m.dataset_id AND a.state = 'SKIPPED')
          < :free + :share * (SELECT count(*) FROM submission s
            WHERE s.labeler_id = :labeler AND s.dataset_id = m.dataset_id)),
      asked AS MATERIALIZED (
        SELECT t.id FROM task t JOIN assignment a ON a.task_id = t.id JOIN allowed ON allowed.id = a.id
        FOR NO KEY UPDATE OF t),
      ended AS (
        UPDATE assignment a SET state = 'SKIPPED' FROM allowed, asked
        WHERE a.id = allowed.id AND a.task_id = asked.id AND a.state = 'ACTIVE'
        RETURNING a.task_id, a.dataset_id, a.labeler_id, a.purpose, a.extra, a.low_tier)
      """
          + FREE;

  private static final String EXPIRE =
      """
      WITH late AS (
        SELECT a.id FROM assignment a JOIN task t ON t.id = a.task_id
        WHERE a.state = 'ACTIVE' AND a.expires_at <= now()
        ORDER BY a.task_id, a.id LIMIT 500 FOR NO KEY UPDATE OF a, t SKIP LOCKED),
      ended AS (
        UPDATE assignment a SET state = 'EXPIRED' FROM late WHERE a.id = late.id
        RETURNING a.task_id, a.dataset_id, a.labeler_id, a.purpose, a.extra, a.low_tier)
      """
          + FREE;

  /** Ends the live leases of labelers who may not work any more. */
  static final String END_OF_LABELERS =
      """
      WITH asked AS MATERIALIZED (
        SELECT t.id FROM task t
        WHERE t.id IN (
          SELECT task_id FROM assignment WHERE labeler_id = ANY (:labelers) AND state = 'ACTIVE')
        ORDER BY t.id FOR NO KEY UPDATE),
      ended AS (
        UPDATE assignment a SET state = 'EXPIRED' FROM asked
        WHERE a.task_id = asked.id AND a.labeler_id = ANY (:labelers) AND a.state = 'ACTIVE'
        RETURNING a.task_id, a.dataset_id, a.labeler_id, a.purpose, a.extra, a.low_tier)
      """
          + FREE;

  private final Jdbi jdbi;
  private final TaskConfig config;

  Leases(Jdbi jdbi, TaskConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  /**
   * Gives the item back unanswered, and it never comes back; skipping it again changes nothing.
   *
   * @throws Problem 404 if it is not this labeler's, 409 if it has been answered, 409 {@code
   *     too-many-skips} if the labeler skipped as many as allowed for their answers
   */
  void skip(UUID assignmentId, LabelerId labeler) {
    jdbi.useHandle(
        handle -> {
          int skipped =
              handle
                  .createQuery(SKIP)
                  .bind("assignment", assignmentId)
                  .bind("labeler", labeler.value())
                  .bind("free", config.freeSkips())
                  .bind("share", config.skipShare())
                  .mapTo(Integer.class)
                  .one();
          if (skipped == 1) {
            return;
          }
          String state =
              handle
                  .createQuery(
                      "SELECT state FROM assignment WHERE id = :id AND labeler_id = :labeler")
                  .bind("id", assignmentId)
                  .bind("labeler", labeler.value())
                  .mapTo(String.class)
                  .findOne()
                  .orElseThrow(Submissions::unknown);
          if (state.equals("ACTIVE")) {
            throw Problem.conflict(
                "too-many-skips", "You skipped as many items as you may; answer this one.");
          }
          if (!state.equals("SKIPPED") && !state.equals("EXPIRED")) {
            throw Problem.conflict("assignment-answered", "You have answered this item already.");
          }
        });
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void expire() {
    int ended;
    do {
      ended = jdbi.withHandle(handle -> handle.createQuery(EXPIRE).mapTo(Integer.class).one());
    } while (ended == 500);
  }
}

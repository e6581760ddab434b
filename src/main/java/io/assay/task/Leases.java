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
  /** Frees what the assignments of {@code ended} held; the tail of both statements below. */
  private static final String FREE =
      """
      , freed AS (
        UPDATE task t SET live_leases = live_leases - e.leases
        FROM (SELECT task_id, count(*) AS leases FROM ended GROUP BY task_id) e
        WHERE t.id = e.task_id),
      refunded AS (
        UPDATE dataset d
        SET committed_base_units = committed_base_units - d.price_base_units * e.leases
        FROM (SELECT dataset_id, count(*) AS leases FROM ended GROUP BY dataset_id) e
        WHERE d.id = e.dataset_id)
      SELECT count(*) FROM ended
      """;

  private static final String SKIP =
      """
      WITH ended AS (
        UPDATE assignment SET state = 'SKIPPED'
        WHERE id = :assignment AND labeler_id = :labeler AND state = 'ACTIVE'
        RETURNING task_id, dataset_id)
      """
          + FREE;

  private static final String EXPIRE =
      """
      WITH late AS (
        SELECT id FROM assignment WHERE state = 'ACTIVE' AND expires_at <= now()
        ORDER BY task_id, id LIMIT 500 FOR UPDATE SKIP LOCKED),
      ended AS (
        UPDATE assignment a SET state = 'EXPIRED' FROM late WHERE a.id = late.id
        RETURNING a.task_id, a.dataset_id)
      """
          + FREE;

  /** Ends the live leases of labelers who may not work any more. */
  static final String END_OF_LABELERS =
      """
      WITH ended AS (
        UPDATE assignment SET state = 'EXPIRED'
        WHERE labeler_id = ANY (:labelers) AND state = 'ACTIVE'
        RETURNING task_id, dataset_id)
      """
          + FREE;

  private final Jdbi jdbi;

  Leases(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Gives the item back unanswered; skipping it again changes nothing.
   *
   * @throws Problem 404 if it is not this labeler's, 409 if it has been answered
   */
  void skip(UUID assignmentId, LabelerId labeler) {
    jdbi.useHandle(
        handle -> {
          int skipped =
              handle
                  .createQuery(SKIP)
                  .bind("assignment", assignmentId)
                  .bind("labeler", labeler.value())
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

package io.assay.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.assay.account.LabelerId;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.dataset.Label;
import io.assay.dataset.LabelSchema;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Submitting is one statement: the lease becomes a submission, the task counts it, the ledger gets
 * its line and the outbox its event, or nothing of it happens. The response is stored with the
 * submission, so a repeat gives the same bytes.
 *
 * Of two submits of one assignment at once, the second waits for the first, finds the assignment no
 * longer ACTIVE and writes nothing; its own snapshot is too old to see the stored response, so that
 * is read again after it.
 *
 * The task is locked before the assignment, as a lease does: another account of the same cluster that
 * leases the task this instant holds the task and waits for what becomes of this assignment's place.
 */
/** Takes the answers of labelers. */
@ApplicationScoped
class Submissions {
  private static final String SUBMIT =
      """
      WITH asked AS MATERIALIZED (
        SELECT t.id FROM assignment a JOIN task t ON t.id = a.task_id
        WHERE a.id = :assignment AND a.labeler_id = :labeler FOR NO KEY UPDATE OF t),
      lease AS (
        UPDATE assignment a SET state = 'SUBMITTED' FROM asked
        WHERE a.id = :assignment AND a.task_id = asked.id AND a.labeler_id = :labeler
          AND a.state = 'ACTIVE' AND a.expires_at > now()
        RETURNING a.id, a.task_id, a.dataset_id, a.item_id, a.labeler_id,
          a.suggestion IS NOT NULL AS suggested),
      counted AS (
        UPDATE task t SET answers = answers + 1, live_leases = live_leases - 1
        FROM lease WHERE t.id = lease.task_id),
      submitted AS (
        INSERT INTO submission (assignment_id, task_id, dataset_id, item_id, labeler_id, label,
          seconds, submitted_at, response, suggested)
        SELECT id, task_id, dataset_id, item_id, labeler_id, :label, CAST(:seconds AS float8),
          CAST(:submittedAt AS timestamptz), :response, suggested FROM lease
        RETURNING assignment_id, task_id, dataset_id, item_id, labeler_id, label, sequence, response),
      earned AS (
        INSERT INTO ledger_entry (labeler_id, dataset_id, assignment_id, amount_base_units)
        SELECT labeler_id, dataset_id, id, :amount FROM lease),
      told AS (
        INSERT INTO outbox_event (topic, payload)
        SELECT 'submission-received', jsonb_build_object('assignmentId', assignment_id, 'taskId',
          task_id, 'itemId', item_id, 'datasetId', dataset_id, 'labelerId', labeler_id, 'label',
          label, 'sequence', sequence) FROM submitted)
      SELECT response FROM submitted
      """;

  private record Terms(LabelSchema schema, TokenAmount price) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final Datasets datasets;
  // Schema and price never change once a dataset exists.
  private final Cache<UUID, Terms> terms = Caffeine.newBuilder().maximumSize(10_000).build();

  Submissions(Jdbi jdbi, ObjectMapper json, Datasets datasets) {
    this.jdbi = jdbi;
    this.json = json;
    this.datasets = datasets;
  }

  /**
   * Stores the answer, or finds the one stored before.
   *
   * @param seconds time the labeler took, as their browser measured it
   * @return the response, the same bytes at every repeat
   * @throws Problem 404 {@code unknown-assignment} if it is not this labeler's, 410 {@code
   *     lease-expired}, 409 {@code assignment-skipped}, 422 {@code unknown-label}
   */
  String submit(UUID assignmentId, LabelerId labeler, JsonNode answer, @Nullable Double seconds) {
    return jdbi.withHandle(
        handle -> {
          UUID datasetId =
              handle
                  .createQuery(
                      "SELECT dataset_id FROM assignment WHERE id = :id AND labeler_id = :labeler")
                  .bind("id", assignmentId)
                  .bind("labeler", labeler.value())
                  .mapTo(UUID.class)
                  .findOne()
                  .orElseThrow(Submissions::unknown);
          Terms of = termsOf(datasetId);
          Optional<String> stored = findResponse(handle, assignmentId);
          if (stored.isPresent()) {
            return stored.get();
          }
          Label label = of.schema().read(answer);
          return insert(handle, assignmentId, labeler, of.price(), label, seconds)
              .or(() -> findResponse(handle, assignmentId))
              .orElseThrow(() -> refusal(handle, assignmentId));
        });
  }

  private Optional<String> insert(
      Handle handle,
      UUID assignmentId,
      LabelerId labeler,
      TokenAmount price,
      Label label,
      @Nullable Double seconds) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return handle
        .createQuery(SUBMIT)
        .bind("assignment", assignmentId)
        .bind("labeler", labeler.value())
        .bind("label", label.canonical())
        .bindByType("seconds", seconds, Double.class)
        .bind("submittedAt", now.toString())
        .bind("amount", price.toNumeric())
        .bind("response", response(assignmentId, price, now))
        .mapTo(String.class)
        .findOne();
  }

  private String response(UUID assignmentId, TokenAmount amount, Instant at) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("assignmentId", assignmentId);
    body.put("state", AssignmentState.SUBMITTED);
    body.put("amountBaseUnits", amount);
    body.put("submittedAt", at.toString());
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Terms termsOf(UUID datasetId) {
    return terms.get(
        datasetId,
        id -> {
          Dataset dataset = datasets.get(id);
          return new Terms(dataset.labelSchema, dataset.price());
        });
  }

  private static Optional<String> findResponse(Handle handle, UUID assignmentId) {
    return handle
        .createQuery("SELECT response FROM submission WHERE assignment_id = :id")
        .bind("id", assignmentId)
        .mapTo(String.class)
        .findOne();
  }

  private static Problem refusal(Handle handle, UUID assignmentId) {
    String state =
        handle
            .createQuery("SELECT state FROM assignment WHERE id = :id")
            .bind("id", assignmentId)
            .mapTo(String.class)
            .findOne()
            .orElseThrow(Submissions::unknown);
    if (state.equals("SKIPPED")) {
      return Problem.conflict("assignment-skipped", "You skipped this item.");
    }
    return Problem.gone("lease-expired", "The time for this item has run out; take the next one.");
  }

  static Problem unknown() {
    return Problem.notFound("unknown-assignment", "You have no such assignment.");
  }
}

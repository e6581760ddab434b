package io.assay.gold;

import io.assay.platform.Outbox;
import io.assay.platform.OutboxEvent;
import io.assay.platform.OutboxHandler;
import io.assay.task.SubmissionReceived;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Compares submissions on gold items with the known answer: the requester's, or for recycled gold
 * the label that was settled before it became gold (answers from then do not grade themselves).
 */
@ApplicationScoped
class GoldGrading implements OutboxHandler {
  private final Jdbi jdbi;
  private final Outbox outbox;

  GoldGrading(Jdbi jdbi, Outbox outbox) {
    this.jdbi = jdbi;
    this.outbox = outbox;
  }

  @Override
  public String name() {
    return "gold-grading";
  }

  @Override
  public String topic() {
    return SubmissionReceived.TOPIC;
  }

  @Override
  public void handle(List<OutboxEvent> events) {
    UUID[] assignments =
        events.stream()
            .map(event -> SubmissionReceived.of(event.payload()).assignmentId())
            .toArray(UUID[]::new);
    List<GoldGraded> graded =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        INSERT INTO gold_grade (assignment_id, labeler_id, dataset_id, correct)
                        SELECT s.assignment_id, s.labeler_id, s.dataset_id,
                          s.label = coalesce(g.label, r.label)
                        FROM submission s JOIN assignment a ON a.id = s.assignment_id
                          LEFT JOIN gold g ON g.item_id = s.item_id
                          LEFT JOIN gold_rotation r ON r.item_id = s.item_id
                            AND a.purpose = 'GOLD'
                        WHERE s.assignment_id = ANY (:assignments)
                          AND coalesce(g.label, r.label) IS NOT NULL
                        ON CONFLICT DO NOTHING
                        RETURNING assignment_id, labeler_id, dataset_id, correct
                        """)
                    .bindArray("assignments", UUID.class, (Object[]) assignments)
                    .map(
                        (row, context) ->
                            new GoldGraded(
                                row.getObject("assignment_id", UUID.class),
                                row.getObject("labeler_id", UUID.class),
                                row.getObject("dataset_id", UUID.class),
                                row.getBoolean("correct")))
                    .list());
    graded.forEach(grade -> outbox.publish(GoldGraded.TOPIC, grade));
  }
}

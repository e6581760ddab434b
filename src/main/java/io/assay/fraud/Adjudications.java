package io.assay.fraud;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.consensus.Refits;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.dataset.Label;
import io.assay.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Invariants, each attacked by a test:
 * - a dataset never has more than ten open questions;
 * - an answer is a label that the schema of the dataset takes;
 * - an answer is a known label of the next fit, and grades nobody.
 */
/** Disputed items put to people: which are asked, and what was answered. */
@ApplicationScoped
class Adjudications {
  static final int MAX_OPEN = 10;

  private final Jdbi jdbi;
  private final Datasets datasets;
  private final Refits refits;
  private final CaseLog log;

  Adjudications(Jdbi jdbi, Datasets datasets, Refits refits, CaseLog log) {
    this.jdbi = jdbi;
    this.datasets = datasets;
    this.refits = refits;
    this.log = log;
  }

  /**
   * Asks about items of a dataset while there is room, best first.
   *
   * @param disputed all items still in dispute: open questions about others are withdrawn
   */
  @Transactional
  void ask(UUID datasetId, List<UUID> items, Collection<UUID> disputed) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  "DELETE FROM adjudication WHERE dataset_id = :dataset AND label IS NULL AND NOT"
                      + " item_id = ANY (:disputed)")
              .bind("dataset", datasetId)
              .bindArray("disputed", UUID.class, disputed.toArray())
              .execute();
          for (UUID item : items) {
            handle
                .createUpdate(
                    """
                    INSERT INTO adjudication (item_id, dataset_id, asked_at)
                    SELECT :item, :dataset, clock_timestamp() WHERE (SELECT count(*) FROM adjudication
                      WHERE dataset_id = :dataset AND label IS NULL) < :most
                    ON CONFLICT DO NOTHING
                    """)
                .bind("item", item)
                .bind("dataset", datasetId)
                .bind("most", MAX_OPEN)
                .execute();
          }
        });
  }

  /** The dataset of an item that was asked about. */
  UUID datasetOf(UUID itemId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT dataset_id FROM adjudication WHERE item_id = :item")
                .bind("item", itemId)
                .mapTo(UUID.class)
                .findOne()
                .orElseThrow(Adjudications::unknown));
  }

  static Problem unknown() {
    return Problem.notFound("unknown-adjudication", "Nobody asks about such an item now.");
  }

  /**
   * Keeps the answer and has the dataset fitted anew.
   *
   * @throws Problem 422 {@code unknown-label} where the schema does not take it, 409 {@code
   *     already-answered} where another label was given before
   */
  @Transactional
  void answer(UUID itemId, JsonNode answer, @Nullable String reason, UUID actor) {
    UUID datasetId = datasetOf(itemId);
    Dataset dataset = datasets.get(datasetId);
    Label label = dataset.labelSchema.read(answer);
    jdbi.useHandle(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      UPDATE adjudication SET label = :label, decided_by = :actor,
                        decided_at = now(), reason = CAST(:reason AS text)
                      WHERE item_id = :item AND label IS NULL
                      """)
                  .bind("label", label.canonical())
                  .bind("actor", actor)
                  .bindByType("reason", reason, String.class)
                  .bind("item", itemId)
                  .execute();
          if (changed == 0) {
            refuseOther(handle, itemId, label);
            return;
          }
          Map<String, ?> detail = Map.of("item", itemId, "label", label.canonical());
          List<UUID> concerned = concernedCases(handle, itemId);
          concerned.forEach(one -> log.append(one, actor, "ADJUDICATED", detail));
          if (concerned.isEmpty()) {
            log.append(null, actor, "ADJUDICATED", detail);
          }
          refits.ask(datasetId);
        });
  }

  /** The same answer again changes nothing. */
  private static void refuseOther(Handle handle, UUID itemId, Label label) {
    String before =
        handle
            .createQuery("SELECT label FROM adjudication WHERE item_id = :item")
            .bind("item", itemId)
            .mapTo(String.class)
            .findOne()
            .orElseThrow(Adjudications::unknown);
    if (!before.equals(label.canonical())) {
      throw Problem.conflict("already-answered", "Somebody has answered this with another label.");
    }
  }

  /** Cases of copying groups who answered the item, and whom nobody has judged for good. */
  private static List<UUID> concernedCases(Handle handle, UUID itemId) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT c.id FROM fraud_case c
              JOIN flag f ON f.case_id = c.id AND f.kind = 'GROUP_COPYING'
              JOIN submission s ON s.item_id = :item AND s.dataset_id = f.dataset_id
                AND s.labeler_id = ANY (f.labeler_ids)
            WHERE c.state NOT IN ('BANNED', 'CLEARED') ORDER BY c.id
            """)
        .bind("item", itemId)
        .mapTo(UUID.class)
        .list();
  }
}

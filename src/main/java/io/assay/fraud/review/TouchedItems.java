package io.assay.fraud.review;

import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Reads which items labelers answered, and what is said of them now. */
@ApplicationScoped
class TouchedItems {
  /**
   * An item.
   *
   * @param resolved whether its task is resolved
   * @param answers how many of the labelers answered it
   */
  record Touched(UUID itemId, boolean resolved, int answers) {}

  private final Jdbi jdbi;

  TouchedItems(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  List<UUID> datasets(Collection<UUID> labelers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT dataset_id FROM submission WHERE labeler_id = ANY (:labelers)"
                        + " ORDER BY dataset_id")
                .bindArray("labelers", UUID.class, labelers.toArray())
                .mapTo(UUID.class)
                .list());
  }

  /** The items of a dataset that any of the labelers answered, but for gold. */
  List<Touched> items(UUID datasetId, Collection<UUID> labelers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT t.item_id, t.state = 'RESOLVED' AS resolved, count(*) AS answers
                    FROM submission s JOIN task t ON t.id = s.task_id
                    WHERE s.labeler_id = ANY (:labelers) AND s.dataset_id = :dataset
                      AND t.purpose = 'LABEL'
                    GROUP BY t.item_id, t.state ORDER BY t.item_id
                    """)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .bind("dataset", datasetId)
                .map(
                    (row, context) ->
                        new Touched(
                            row.getObject("item_id", UUID.class),
                            row.getBoolean("resolved"),
                            row.getInt("answers")))
                .list());
  }

  /** What is said of the items of a dataset now. */
  Map<UUID, Said> labels(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            new HashMap<>(
                handle
                    .createQuery(
                        "SELECT item_id, label, confidence FROM consensus WHERE dataset_id ="
                            + " :dataset")
                    .bind("dataset", datasetId)
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getObject(1, UUID.class),
                                new Said(row.getString(2), row.getDouble(3))))
                    .collectToMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** A label and its confidence. */
  record Said(String label, double confidence) {}

  /** Below what confidence a resolved task of the dataset is opened again; 0 where none is. */
  static double reopenBelow(Dataset dataset) {
    if (dataset.state != DatasetState.OPEN) {
      return 0;
    }
    Double error = dataset.targetError;
    return error == null ? dataset.targetConfidence : 1 - error;
  }

  static long changed(Map<UUID, Said> before, Map<UUID, Said> after) {
    return before.entrySet().stream()
        .filter(
            entry -> {
              Said now = after.get(entry.getKey());
              return now != null && !now.label().equals(entry.getValue().label());
            })
        .count();
  }
}

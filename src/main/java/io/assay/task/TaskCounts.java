package io.assay.task;

import io.assay.account.LabelerId;
import io.assay.dataset.DatasetCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Counts tasks and answers of datasets. */
@ApplicationScoped
class TaskCounts implements DatasetCounts {
  private final Jdbi jdbi;

  TaskCounts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public Map<UUID, Counts> of(Collection<UUID> datasetIds, @Nullable LabelerId labeler) {
    if (datasetIds.isEmpty()) {
      return Map.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT t.dataset_id, count(*) AS items,
                      count(*) FILTER (WHERE t.purpose = 'GOLD') AS gold,
                      coalesce(sum(t.answers), 0) AS answers,
                      count(*) FILTER (WHERE t.state = 'RESOLVED') AS resolved,
                      CASE WHEN CAST(:labeler AS uuid) IS NULL THEN 0 ELSE (
                        SELECT count(*) FROM (
                          SELECT 1 FROM task w WHERE w.dataset_id = t.dataset_id
                            AND w.state = 'OPEN' AND w.purpose = 'LABEL' AND NOT w.leased_out
                            AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = w.id
                              AND a.labeler_id = CAST(:labeler AS uuid))
                          LIMIT 10000) few) END AS available
                    FROM task t WHERE t.dataset_id = ANY (:datasets) GROUP BY t.dataset_id
                    """)
                .bindByType("labeler", labeler == null ? null : labeler.value(), UUID.class)
                .bindArray("datasets", UUID.class, datasetIds.toArray())
                .map(
                    (row, context) ->
                        new SimpleImmutableEntry<>(
                            row.getObject("dataset_id", UUID.class),
                            new Counts(
                                row.getLong("items"),
                                row.getLong("gold"),
                                row.getLong("answers"),
                                row.getLong("resolved"),
                                row.getLong("available"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}

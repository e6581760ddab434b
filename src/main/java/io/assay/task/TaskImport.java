package io.assay.task;

import io.assay.dataset.ItemsImported;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jdbi.v3.core.Jdbi;

/** Makes a task of every new item, in the transaction that brought it. */
@ApplicationScoped
class TaskImport {
  private final Jdbi jdbi;

  TaskImport(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void onItemsImported(@Observes ItemsImported event) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  """
                    INSERT INTO task (id, dataset_id, item_id, answers_wanted)
                    SELECT gen_random_uuid(), i.dataset_id, i.id, d.redundancy_min
                    FROM item i JOIN dataset d ON d.id = i.dataset_id
                    WHERE i.dataset_id = :dataset
                      AND NOT EXISTS (SELECT 1 FROM task t WHERE t.item_id = i.id)
                    """)
              .bind("dataset", event.datasetId())
              .execute();
          // Probes wait until what the new items need is reckoned.
          handle
              .createUpdate(
                  "UPDATE dataset SET probe_limit_base_units = probe_committed_base_units"
                      + " WHERE id = :dataset")
              .bind("dataset", event.datasetId())
              .execute();
          handle
              .createUpdate(
                  "UPDATE dispatch_plan SET reckoned_committed_base_units = NULL"
                      + " WHERE dataset_id = :dataset")
              .bind("dataset", event.datasetId())
              .execute();
        });
  }
}

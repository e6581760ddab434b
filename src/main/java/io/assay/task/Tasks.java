package io.assay.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What consensus decides about tasks. */
@ApplicationScoped
public class Tasks {
  private final Jdbi jdbi;

  Tasks(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * No more answers are wanted on these items for their own sake; leases that run may still be
   * answered, and a probe goes on to the end of its turn.
   */
  public void resolve(Collection<UUID> itemIds) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE task SET state = 'RESOLVED' WHERE item_id = ANY (:items) AND state ="
                        + " 'OPEN' AND purpose = 'LABEL'")
                .bindArray("items", UUID.class, itemIds.toArray())
                .execute());
  }

  /**
   * Asks one more labeler about each item whose answers are all in, up to the redundancy. A probe
   * may have more answers than consensus asked for; one more is then counted from those.
   */
  public void wantMore(Collection<UUID> itemIds) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE task t SET answers_wanted = least(d.redundancy_max, t.answers + 1)
                    FROM dataset d
                    WHERE d.id = t.dataset_id AND t.item_id = ANY (:items) AND t.state = 'OPEN'
                      AND t.purpose = 'LABEL' AND t.answers >= t.answers_wanted
                      AND t.answers_wanted < d.redundancy_max
                    """)
                .bindArray("items", UUID.class, itemIds.toArray())
                .execute());
  }
}

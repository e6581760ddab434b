package io.assay.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /**
   * Opens resolved tasks again, because answers to them do not count any more.
   *
   * @param answersGone how many answers to each item do not count: so many more are wanted
   * @return the answers each item that was opened wanted before
   */
  public SortedMap<UUID, Integer> reopen(Map<UUID, Integer> answersGone) {
    List<UUID> items = new ArrayList<>(new TreeMap<>(answersGone).keySet());
    return jdbi.withHandle(
        handle ->
            new TreeMap<>(
                handle
                    .createQuery(
                        """
                        WITH gone AS (
                          SELECT * FROM unnest(CAST(:items AS uuid[]), CAST(:gone AS int[]))
                            AS g (item_id, answers)),
                        before AS (
                          SELECT t.id, t.item_id, t.answers_wanted, g.answers FROM task t
                            JOIN gone g ON g.item_id = t.item_id
                          WHERE t.state = 'RESOLVED' AND t.purpose = 'LABEL'
                          ORDER BY t.id FOR UPDATE OF t)
                        UPDATE task t SET state = 'OPEN', answers_wanted = greatest(
                          t.answers_wanted, t.answers + t.live_leases + b.answers)
                        FROM before b WHERE t.id = b.id RETURNING b.item_id, b.answers_wanted
                        """)
                    .bindArray("items", UUID.class, items.toArray())
                    .bindArray(
                        "gone",
                        Integer.class,
                        items.stream().map(item -> answersGone.getOrDefault(item, 1)).toArray())
                    .map((row, context) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
                    .collectToMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /**
   * Resolves tasks that {@link #reopen} opened, because the answers count again.
   *
   * @param answersWanted by item, as before they were opened
   */
  public void resolveAgain(Map<UUID, Integer> answersWanted) {
    jdbi.useHandle(
        handle ->
            new TreeMap<>(answersWanted)
                .forEach(
                    (item, wanted) ->
                        handle
                            .createUpdate(
                                """
                                UPDATE task SET state = 'RESOLVED',
                                  answers_wanted = greatest(:wanted, answers + live_leases)
                                WHERE item_id = :item AND state = 'OPEN' AND purpose = 'LABEL'
                                """)
                            .bind("wanted", wanted)
                            .bind("item", item)
                            .execute()));
  }

  /** Takes the live leases of these labelers from them; their budget comes back. */
  public int endLeases(Collection<UUID> labelers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(Leases.END_OF_LABELERS)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .mapTo(Integer.class)
                .one());
  }
}

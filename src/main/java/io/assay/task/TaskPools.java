package io.assay.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Puts tasks out beyond their own redundancy, as probes or as gold, for a turn of so many answers.
 * Whatever the purpose, each answer is an answer to the item and counts in its consensus.
 */
@ApplicationScoped
public class TaskPools {
  /** What a task in a pool is put out for. */
  public enum Pool {
    PROBE,
    GOLD
  }

  /** Answers in a turn, drawn evenly from the shortest to the longest. */
  public record Turn(int shortest, int longest) {
    /** As probes get them: how often an item comes back does not tell gold from a probe. */
    public static final Turn LIKE_PROBES =
        new Turn(ProbePlan.SHORTEST_TURN, ProbePlan.LONGEST_TURN);
  }

  private final Jdbi jdbi;

  TaskPools(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Gives each item a turn in the pool, which ends early at {@code maxAnswers} to it in all. Tasks
   * that somebody is leasing at this moment are left for the next time.
   */
  public void putOut(Pool pool, Collection<UUID> itemIds, Turn turn, int maxAnswers) {
    jdbi.useHandle(handle -> putOut(handle, pool, itemIds, turn, maxAnswers));
  }

  static void putOut(
      Handle handle, Pool pool, Collection<UUID> itemIds, Turn turn, int maxAnswers) {
    handle
        .createUpdate(
            """
            WITH free AS (
              SELECT id FROM task WHERE item_id = ANY (:items) ORDER BY id
              FOR UPDATE SKIP LOCKED)
            UPDATE task t SET pool = :pool, pool_since = now(),
              pool_answers_wanted = greatest(answers + live_leases, least(:max,
                answers + live_leases + :shortest + CAST(floor(random() * :span) AS int)))
            FROM free WHERE t.id = free.id
            """)
        .bindArray("items", UUID.class, itemIds.toArray())
        .bind("pool", pool.name())
        .bind("max", maxAnswers)
        .bind("shortest", turn.shortest())
        .bind("span", turn.longest() - turn.shortest() + 1)
        .execute();
  }

  /** Takes the items out of their pool; leases that run may still be answered. */
  public void takeBack(Collection<UUID> itemIds) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    WITH taken AS (
                      SELECT id FROM task WHERE item_id = ANY (:items) ORDER BY id FOR UPDATE)
                    UPDATE task t SET pool = NULL FROM taken WHERE t.id = taken.id
                    """)
                .bindArray("items", UUID.class, itemIds.toArray())
                .execute());
  }

  /** Answers that the probe share of the dataset still pays for beyond what consensus asks. */
  public long affordable(UUID datasetId) {
    return jdbi.withHandle(handle -> affordable(handle, datasetId));
  }

  static long affordable(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT greatest(0, least(2000000000, floor(
              (probe_limit_base_units - probe_committed_base_units) / answer_cost_base_units)))
            FROM dataset WHERE id = :dataset
            """)
        .bind("dataset", datasetId)
        .mapTo(Long.class)
        .one();
  }
}

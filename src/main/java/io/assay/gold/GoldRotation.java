package io.assay.gold;

import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetState;
import io.assay.dataset.Datasets;
import io.assay.task.TaskPools;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps the gold of every open dataset moving: ends what has been shown to as many as it may or has
 * got about, gives rested items their next turn, and makes settled production items gold where the
 * requester's does not suffice.
 */
@ApplicationScoped
class GoldRotation {
  private static final Logger LOG = Logger.getLogger(GoldRotation.class);

  private static final String RETIRE_EXPOSED =
      """
      UPDATE gold_rotation r SET retired_at = now(), retired_reason = 'EXPOSURES'
      FROM task t WHERE t.item_id = r.item_id AND r.dataset_id = :dataset
        AND r.retired_at IS NULL AND t.answers >= :most
      RETURNING r.item_id
      """;

  private static final String RETIRE_LEAKED =
      """
      UPDATE gold_rotation SET exposures_tested = :graded, leak_p_value = :p,
        early_accuracy = :early, late_accuracy = :late,
        retired_at = CASE WHEN :leaked THEN coalesce(retired_at, now()) ELSE retired_at END,
        retired_reason = CASE WHEN :leaked THEN 'LEAK' ELSE retired_reason END
      WHERE item_id = :item
      """;

  private static final String GRADED =
      """
      SELECT s.item_id, s.labeler_id, g.correct, l.cluster_id
      FROM gold_grade g JOIN submission s ON s.assignment_id = g.assignment_id
        LEFT JOIN labeler_standing l ON l.labeler_id = s.labeler_id
      WHERE g.dataset_id = :dataset ORDER BY s.sequence
      """;

  private static final String DUE =
      """
      SELECT r.item_id, r.exposures_tested, count(*) AS graded
      FROM gold_rotation r JOIN gold_grade g ON g.dataset_id = r.dataset_id
        JOIN assignment a ON a.id = g.assignment_id AND a.item_id = r.item_id
      WHERE r.dataset_id = :dataset
      GROUP BY r.item_id HAVING count(*) / :every > r.exposures_tested / :every
      """;

  private static final String TESTED =
      """
      SELECT item_id, leak_p_value FROM gold_rotation
      WHERE dataset_id = :dataset AND leak_p_value IS NOT NULL
      """;

  /**
   * Of gold not retired: in its turn, answers promised to recycled gold, and what can have a turn.
   */
  private record Present(int inTurn, long promised, List<UUID> resting) {}

  private final Jdbi jdbi;
  private final Datasets datasets;
  private final TaskPools pools;
  private final Instance<SettledItems> settled;

  GoldRotation(Jdbi jdbi, Datasets datasets, TaskPools pools, Instance<SettledItems> settled) {
    this.jdbi = jdbi;
    this.datasets = datasets;
    this.pools = pools;
    this.settled = settled;
  }

  @Scheduled(
      every = "${assay.gold.rotate-every:15s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void rotateAll() {
    List<UUID> withGold =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    jdbi.withHandle(
                        handle ->
                            handle
                                .createQuery(
                                    "SELECT id FROM dataset WHERE state = 'OPEN' AND gold_share > 0")
                                .mapTo(UUID.class)
                                .list()));
    for (UUID dataset : withGold) {
      try {
        QuarkusTransaction.requiringNew().run(() -> rotate(dataset));
      } catch (RuntimeException e) {
        LOG.errorf(e, "Rotating the gold of dataset %s failed", dataset);
      }
    }
  }

  private void rotate(UUID id) {
    Dataset dataset = datasets.get(id);
    if (dataset.state != DatasetState.OPEN) {
      return;
    }
    jdbi.useHandle(
        handle -> {
          boolean mine =
              handle
                  .createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:id, 14))")
                  .bind("id", "" + id)
                  .mapTo(Boolean.class)
                  .one();
          if (mine) { // Another server rotates it otherwise.
            List<UUID> retired = new ArrayList<>(retireLeaked(handle, id));
            retired.addAll(retireExposed(handle, id));
            pools.takeBack(retired);
            nextTurns(handle, dataset);
          }
        });
  }

  private static List<UUID> retireExposed(Handle handle, UUID dataset) {
    return handle
        .createQuery(RETIRE_EXPOSED)
        .bind("dataset", dataset)
        .bind("most", ExposureBudget.MOST)
        .mapTo(UUID.class)
        .list();
  }

  private static List<UUID> retireLeaked(Handle handle, UUID dataset) {
    Map<UUID, Integer> due =
        handle
            .createQuery(DUE)
            .bind("dataset", dataset)
            .bind("every", LeakStatistic.LOOK_EVERY)
            .map(
                (row, context) ->
                    Map.entry(row.getObject("item_id", UUID.class), row.getInt("exposures_tested")))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    if (due.isEmpty()) {
      return List.of();
    }
    Map<UUID, Double> earlier =
        handle
            .createQuery(TESTED)
            .bind("dataset", dataset)
            .map(
                (row, context) ->
                    Map.entry(row.getObject("item_id", UUID.class), row.getDouble("leak_p_value")))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    List<UUID> leaked = new ArrayList<>();
    for (GoldLeaks.Finding finding : new GoldLeaks(graded(handle, dataset)).look(due, earlier)) {
      handle
          .createUpdate(RETIRE_LEAKED)
          .bind("item", finding.itemId())
          .bind("graded", finding.graded())
          .bind("p", finding.pValue())
          .bind("early", finding.early())
          .bind("late", finding.late())
          .bind("leaked", finding.leaked())
          .execute();
      if (finding.leaked()) {
        LOG.warnf("The answer of a gold item of dataset %s got about: %s", dataset, finding);
        leaked.add(finding.itemId());
      }
    }
    return leaked;
  }

  private static List<GoldLeaks.Graded> graded(Handle handle, UUID dataset) {
    return handle
        .createQuery(GRADED)
        .bind("dataset", dataset)
        .map(
            (row, context) ->
                new GoldLeaks.Graded(
                    row.getObject("item_id", UUID.class),
                    row.getObject("labeler_id", UUID.class),
                    row.getBoolean("correct"),
                    row.getObject("cluster_id", UUID.class)))
        .list();
  }

  private void nextTurns(Handle handle, Dataset dataset) {
    Present present = present(handle, dataset.id);
    int free = Math.max(0, ExposureBudget.IN_TURN - present.inTurn());
    List<UUID> next = new ArrayList<>(present.resting());
    next.subList(Math.min(free, next.size()), next.size()).clear();
    if (dataset.probeShare > 0 && dataset.labelSchema.isCategorical()) {
      int more =
          ExposureBudget.toRecycle(
              present.inTurn(),
              present.resting().size(),
              pools.affordable(dataset.id),
              present.promised());
      next.addAll(recycle(handle, dataset.id, more));
    }
    pools.putOut(TaskPools.Pool.GOLD, next, ExposureBudget.TURN, ExposureBudget.MOST);
  }

  private List<UUID> recycle(Handle handle, UUID dataset, int items) {
    List<UUID> recycled = new ArrayList<>();
    if (items == 0) {
      return recycled;
    }
    for (SettledItems source : settled) {
      for (SettledItems.Settled one :
          source.list(
              dataset, ExposureBudget.MIN_CONFIDENCE, ExposureBudget.MIN_INDEPENDENT, items)) {
        handle
            .createUpdate(
                "INSERT INTO gold_rotation (item_id, dataset_id, source, label)"
                    + " VALUES (:item, :dataset, 'RECYCLED', :label)")
            .bind("item", one.itemId())
            .bind("dataset", dataset)
            .bind("label", one.label())
            .execute();
        recycled.add(one.itemId());
      }
    }
    return recycled;
  }

  private static Present present(Handle handle, UUID dataset) {
    int[] inTurn = new int[1];
    long[] promised = new long[1];
    List<UUID> resting =
        handle
            .createQuery(
                """
                SELECT r.item_id, r.source = 'RECYCLED' AS recycled,
                  t.pool_answers_wanted - t.answers - t.live_leases AS wanted,
                  coalesce(t.pool = 'GOLD', false) AND NOT t.pool_leased_out AS in_turn
                FROM gold_rotation r JOIN task t ON t.item_id = r.item_id
                WHERE r.dataset_id = :dataset AND r.retired_at IS NULL ORDER BY random()
                """)
            .bind("dataset", dataset)
            .map(
                (row, context) -> {
                  boolean shown = row.getBoolean("in_turn");
                  inTurn[0] += shown ? 1 : 0;
                  promised[0] += shown && row.getBoolean("recycled") ? row.getInt("wanted") : 0;
                  return shown ? List.<UUID>of() : List.of(row.getObject("item_id", UUID.class));
                })
            .list()
            .stream()
            .flatMap(List::stream)
            .toList();
    return new Present(inTurn[0], promised[0], resting);
  }
}

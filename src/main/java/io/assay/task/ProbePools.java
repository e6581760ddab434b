package io.assay.task;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * The money. With B = min(funding, budget), C what is committed of it and W the answers consensus
 * still wants of open items (gold comes between them, hence the 1 − g), extra answers may cost
 *
 *     limit = min(s · B, E + max(0, B − C − W · cost / (1 − g)))      E what they cost so far
 *
 * so that probes never take what the ordinary redundancy needs: a dataset funded for that alone has
 * no probes. The database refuses more than s · B whatever is reckoned here. Reckoning W reads all
 * open tasks, so it is done anew only when a hundredth of B was committed since, when the funding
 * changed or when items were added. Between two times W grows by the further answers that consensus
 * wants of unclear items; the fresh reckoning then lowers the limit.
 */
/**
 * Keeps the pool of probes of every open dataset filled, rotating and within its share of the
 * budget, and looks who is at work there.
 */
@ApplicationScoped
class ProbePools {
  private static final Logger LOG = Logger.getLogger(ProbePools.class);

  private static final String ACTIVE =
      """
      INSERT INTO dispatch_plan AS p (dataset_id, planned_at, planned_committed_base_units,
        active_labelers, low_tier_bounded)
      SELECT d.id, now(), d.committed_base_units, count(DISTINCT s.labeler_id),
        count(DISTINCT s.labeler_id) FILTER (WHERE NOT coalesce(l.low_tier, false)) >= :from
      FROM dataset d LEFT JOIN LATERAL (
          SELECT labeler_id, submitted_at FROM submission
          WHERE dataset_id = d.id ORDER BY sequence DESC LIMIT 5000) s
          ON s.submitted_at > now() - interval '1 day'
        LEFT JOIN labeler_standing l ON l.labeler_id = s.labeler_id
      WHERE d.id = :dataset GROUP BY d.id
      ON CONFLICT (dataset_id) DO UPDATE SET planned_at = excluded.planned_at,
        planned_committed_base_units = excluded.planned_committed_base_units,
        active_labelers = excluded.active_labelers, low_tier_bounded = excluded.low_tier_bounded
      """;

  /** Those where something was leased since their last plan, and all others once a minute. */
  private static final String DUE =
      """
      SELECT d.id FROM dataset d LEFT JOIN dispatch_plan p ON p.dataset_id = d.id
      WHERE d.state = 'OPEN' AND (p.dataset_id IS NULL
        OR p.planned_committed_base_units <> d.committed_base_units
        OR p.planned_at < now() - interval '1 minute')
      """;

  private static final String RECKON =
      """
      WITH due AS MATERIALIZED (
        SELECT d.id, least(d.funded_base_units, d.budget_base_units) AS most,
          (SELECT coalesce(sum(t.answers_wanted - t.answers - t.live_leases), 0) FROM task t
           WHERE t.dataset_id = d.id AND t.state = 'OPEN' AND t.purpose = 'LABEL'
             AND NOT t.leased_out) AS wanted
        FROM dataset d JOIN dispatch_plan p ON p.dataset_id = d.id
        WHERE d.id = :dataset AND (p.reckoned_committed_base_units IS NULL
          OR p.reckoned_funded_base_units <> d.funded_base_units
          OR abs(d.committed_base_units - p.reckoned_committed_base_units)
            > least(d.funded_base_units, d.budget_base_units) / 100)),
      reckoned AS (
        UPDATE dataset d SET probe_limit_base_units = floor(greatest(0, least(
          CAST(d.probe_share AS numeric) * due.most,
          d.probe_committed_base_units + greatest(0, due.most - d.committed_base_units
            - due.wanted * d.answer_cost_base_units / (1 - CAST(d.gold_share AS numeric))))))
        FROM due WHERE d.id = due.id
        RETURNING d.id, d.committed_base_units, d.funded_base_units)
      UPDATE dispatch_plan p SET reckoned_committed_base_units = r.committed_base_units,
        reckoned_funded_base_units = r.funded_base_units
      FROM reckoned r WHERE p.dataset_id = r.id
      """;

  private static final String RETIRE =
      """
      WITH done AS (
        SELECT id FROM task WHERE dataset_id = :dataset AND pool = 'PROBE'
          AND (pool_leased_out OR pool_since < now() - make_interval(mins => :minutes))
        FOR UPDATE SKIP LOCKED)
      UPDATE task t SET pool = NULL FROM done WHERE t.id = done.id
      """;

  private static final String CHOOSE =
      """
      SELECT item_id FROM task
      WHERE dataset_id = :dataset AND state = 'OPEN' AND purpose = 'LABEL' AND NOT leased_out
        AND shuffle >= :from AND pool IS NULL AND pool_answers_wanted = 0
      ORDER BY shuffle LIMIT :items
      """;

  private record Present(int fresh, long promised, int active, int redundancyMin) {}

  private final Jdbi jdbi;
  private final TaskConfig config;

  ProbePools(Jdbi jdbi, TaskConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  @Scheduled(
      every = "${assay.task.pool-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void planAll() {
    List<UUID> open =
        QuarkusTransaction.requiringNew()
            .call(
                () -> jdbi.withHandle(handle -> handle.createQuery(DUE).mapTo(UUID.class).list()));
    for (UUID dataset : open) {
      try {
        plan(dataset);
      } catch (RuntimeException e) {
        LOG.errorf(e, "Planning the probes of dataset %s failed", dataset);
      }
    }
  }

  /**
   * The dataset's row is written in a transaction of its own: no lock of a task waits behind it.
   */
  private void plan(UUID dataset) {
    inTransaction(
        dataset,
        handle -> {
          handle
              .createUpdate(ACTIVE)
              .bind("dataset", dataset)
              .bind("from", config.lowTierBoundedFrom())
              .execute();
          handle.createUpdate(RECKON).bind("dataset", dataset).execute();
        });
    inTransaction(
        dataset,
        handle -> {
          handle
              .createUpdate(RETIRE)
              .bind("dataset", dataset)
              .bind("minutes", config.probeRotationMinutes())
              .execute();
          fill(handle, dataset);
        });
  }

  private void inTransaction(UUID dataset, Consumer<Handle> work) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                jdbi.useHandle(
                    handle -> {
                      boolean mine =
                          handle
                              .createQuery(
                                  "SELECT pg_try_advisory_xact_lock(hashtextextended(:id, 13))")
                              .bind("id", "" + dataset)
                              .mapTo(Boolean.class)
                              .one();
                      if (mine) { // Another server plans it otherwise.
                        work.accept(handle);
                      }
                    }));
  }

  private static void fill(Handle handle, UUID dataset) {
    long affordable = TaskPools.affordable(handle, dataset);
    if (affordable == 0) {
      return;
    }
    Present present = present(handle, dataset);
    ProbePlan plan =
        ProbePlan.of(
            affordable,
            present.promised(),
            present.fresh(),
            present.active(),
            present.redundancyMin());
    double from = ThreadLocalRandom.current().nextDouble();
    List<UUID> chosen = choose(handle, dataset, plan.items(), from);
    if (chosen.size() < plan.items()) {
      chosen = choose(handle, dataset, plan.items(), 0);
    }
    TaskPools.putOut(
        handle,
        TaskPools.Pool.PROBE,
        chosen,
        new TaskPools.Turn(plan.shortestTurn(), plan.longestTurn()),
        ProbePlan.LONGEST_TURN);
  }

  private static List<UUID> choose(Handle handle, UUID dataset, int items, double from) {
    return items == 0
        ? List.of()
        : handle
            .createQuery(CHOOSE)
            .bind("dataset", dataset)
            .bind("from", from)
            .bind("items", items)
            .mapTo(UUID.class)
            .list();
  }

  private static Present present(Handle handle, UUID dataset) {
    return handle
        .createQuery(
            """
            SELECT d.redundancy_min, coalesce(p.active_labelers, 0) AS active,
              count(t.id) FILTER (WHERE 2 * (t.answers + t.live_leases) < t.pool_answers_wanted)
                AS fresh,
              coalesce(sum(greatest(0, t.pool_answers_wanted
                - greatest(t.answers + t.live_leases, t.answers_wanted))), 0) AS promised
            FROM dataset d LEFT JOIN dispatch_plan p ON p.dataset_id = d.id
              LEFT JOIN task t ON t.dataset_id = d.id AND t.pool = 'PROBE'
            WHERE d.id = :dataset GROUP BY d.id, p.dataset_id
            """)
        .bind("dataset", dataset)
        .map(
            (row, context) ->
                new Present(
                    row.getInt("fresh"),
                    row.getLong("promised"),
                    row.getInt("active"),
                    row.getInt("redundancy_min")))
        .one();
  }
}

package io.assay.consensus;

import io.assay.consensus.relabeling.ByPriority;
import io.assay.consensus.relabeling.ExpectedErrorReduction;
import io.assay.consensus.relabeling.OpenItem;
import io.assay.consensus.relabeling.RelabelingPlan;
import io.assay.consensus.relabeling.RelabelingPlan.StopReason;
import io.assay.consensus.relabeling.RelabelingPolicy;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.task.TaskPriority;
import io.assay.task.Tasks;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Buys the next answers of a dataset with a target error where they take away most errors, after
 * every fit, and resolves what is left when the error is low enough, the budget is committed, the
 * deadline is over or no answer is worth its price.
 */
@ApplicationScoped
class Relabeling {
  /**
   * An answer that takes away less than this part of a wrong label is not worth its price: so many
   * answers would be needed to mend one label.
   */
  private static final double MIN_GAIN = 1.0 / 500;

  /** A round is this part of the items: few enough that each round learns from the last. */
  private static final int ROUNDS_AN_ANSWER = 20;

  /**
   * Items with a second answer before the expected error is held against the target: while every
   * item has one answer nothing tells a good crowd from a bad one, and the error is the prior's.
   */
  private static final int MIN_OVERLAPPED = 30;

  private static final double NEVER = -1;

  private record Work(
      UUID itemId, boolean open, int answers, int wanted, int leases, double error) {
    boolean waits() {
      return open && answers < wanted;
    }
  }

  private final Datasets datasets;
  private final Tasks tasks;
  private final Jdbi jdbi;
  private final Instance<TaskPriority> priorities;

  Relabeling(Datasets datasets, Tasks tasks, Jdbi jdbi, Instance<TaskPriority> priorities) {
    this.priorities = priorities;
    this.datasets = datasets;
    this.tasks = tasks;
    this.jdbi = jdbi;
  }

  void onRefitted(@Observes Refits.Refitted event) {
    QuarkusTransaction.requiringNew().run(() -> plan(event.datasetId()));
  }

  @Scheduled(
      every = "${assay.consensus.deadline-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void endAtDeadlines() {
    List<UUID> over =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    jdbi.withHandle(
                        handle ->
                            handle
                                .createQuery(
                                    """
                                    SELECT d.id FROM dataset d
                                    WHERE d.target_error IS NOT NULL AND d.deadline <= now()
                                      AND d.state <> 'DRAFT' AND EXISTS (
                                        SELECT 1 FROM task t WHERE t.dataset_id = d.id
                                          AND t.state = 'OPEN' AND t.purpose = 'LABEL')
                                    """)
                                .mapTo(UUID.class)
                                .list()));
    over.forEach(id -> QuarkusTransaction.requiringNew().run(() -> plan(id)));
  }

  private void plan(UUID datasetId) {
    Dataset dataset = datasets.get(datasetId);
    Double targetError = dataset.targetError;
    if (targetError == null) {
      return;
    }
    jdbi.useHandle(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 12))", "" + datasetId);
          plan(handle, dataset, targetError, listWork(handle, dataset));
        });
  }

  private void plan(Handle handle, Dataset dataset, double targetError, List<Work> all) {
    List<Work> candidates = new ArrayList<>();
    long left = affordable(handle, dataset);
    double error = 0;
    long promised = 0; // wanted and not leased yet: what is leased is committed
    int underway = 0;
    boolean allAsked = true;
    int overlapped = 0;
    for (Work work : all) {
      error += work.error() / all.size();
      allAsked &= !work.open() || work.answers() >= dataset.redundancyMin;
      overlapped += work.answers() > 1 ? 1 : 0;
      if (work.waits()) {
        promised += Math.max(0, work.wanted() - work.answers() - work.leases());
        // With nothing left to lease by, an item waits for its leases only.
        underway += left > 0 || work.leases() > 0 ? 1 : 0;
      } else if (work.open() && work.answers() > 0 && work.wanted() < dataset.redundancyMax) {
        candidates.add(work);
      }
    }
    boolean over = dataset.deadline != null && !Instant.now().isBefore(dataset.deadline);
    int round = Math.max(1, all.size() / ROUNDS_AN_ANSWER - underway);
    boolean known = allAsked && overlapped >= Math.min(all.size(), MIN_OVERLAPPED);
    RelabelingPlan plan =
        RelabelingPlan.of(
            items(dataset, candidates),
            error,
            policy(dataset),
            known ? targetError : NEVER,
            left - promised,
            over,
            round);
    StopReason reason = plan.stopReason();
    boolean atOnce = over || reason == StopReason.TARGET_REACHED;
    boolean stops = atOnce || (reason != StopReason.NONE && underway == 0);
    carryOut(handle, dataset.id, all, candidates, plan, stops);
  }

  private static RelabelingPolicy policy(Dataset dataset) {
    RelabelingPolicy worth = new ExpectedErrorReduction(MIN_GAIN);
    return dataset.priority == Dataset.Priority.EXPECTED_ERROR_REDUCTION
        ? worth
        : new ByPriority(worth);
  }

  private List<OpenItem> items(Dataset dataset, List<Work> candidates) {
    Map<UUID, Double> order = new HashMap<>();
    for (TaskPriority priority : priorities) {
      if (priority.name().equals(dataset.priority.wireName())) {
        order.putAll(priority.priorities(dataset.id));
      }
    }
    return candidates.stream()
        .map(
            work ->
                new OpenItem(work.answers(), work.error(), order.getOrDefault(work.itemId(), 0.0)))
        .toList();
  }

  private void carryOut(
      Handle handle,
      UUID datasetId,
      List<Work> all,
      List<Work> candidates,
      RelabelingPlan plan,
      boolean stops) {
    if (stops) {
      tasks.resolve(all.stream().filter(Work::open).map(Work::itemId).toList());
    } else {
      tasks.wantMore(plan.buy().stream().map(i -> candidates.get(i).itemId()).toList());
    }
    handle
        .createUpdate(
            """
            INSERT INTO quality_progress (dataset_id, expected_error, next_gain, stop_reason)
            VALUES (:dataset, :error, :gain, :reason)
            ON CONFLICT (dataset_id) DO UPDATE SET expected_error = excluded.expected_error,
              next_gain = excluded.next_gain, updated_at = now(),
              stop_reason = CASE WHEN :open THEN excluded.stop_reason
                ELSE coalesce(quality_progress.stop_reason, excluded.stop_reason) END
            """)
        .bind("dataset", datasetId)
        .bind("error", plan.expectedError())
        .bind("gain", plan.nextGain())
        .bindByType("reason", stops ? plan.stopReason().name() : null, String.class)
        // Once all is resolved, answers that come late change the error but not why buying stopped.
        .bind("open", all.stream().anyMatch(Work::open))
        .execute();
  }

  /** Answers that the budget, or else the funding, still pays for. */
  private static long affordable(Handle handle, Dataset dataset) {
    BigDecimal left =
        handle
            .createQuery(
                "SELECT least(funded_base_units, budget_base_units) - committed_base_units"
                    + " FROM dataset WHERE id = :dataset")
            .bind("dataset", dataset.id)
            .mapTo(BigDecimal.class)
            .one();
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE / 2);
    BigDecimal cost = dataset.price().plus(dataset.bonusDown()).toNumeric();
    return left.divide(cost, 0, RoundingMode.FLOOR).min(most).longValue();
  }

  private static List<Work> listWork(Handle handle, Dataset dataset) {
    return handle
        .createQuery(
            """
            SELECT t.item_id, t.state, t.answers, t.answers_wanted, t.live_leases,
              1 - coalesce(c.confidence, :guess) AS error
            FROM task t LEFT JOIN consensus c ON c.item_id = t.item_id
            WHERE t.dataset_id = :dataset AND t.purpose = 'LABEL' ORDER BY t.item_id
            """)
        .bind("dataset", dataset.id)
        .bind("guess", 1.0 / Math.max(1, dataset.labelSchema.classes().size()))
        .map(
            (row, context) ->
                new Work(
                    row.getObject("item_id", UUID.class),
                    row.getString("state").equals("OPEN"),
                    row.getInt("answers"),
                    row.getInt("answers_wanted"),
                    row.getInt("live_leases"),
                    row.getDouble("error")))
        .list();
  }
}

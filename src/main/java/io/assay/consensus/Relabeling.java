package io.assay.consensus;

import io.assay.consensus.classification.Answers;
import io.assay.consensus.relabeling.KnowledgeGradient;
import io.assay.consensus.relabeling.Outlook;
import io.assay.consensus.relabeling.OutlookModel;
import io.assay.consensus.relabeling.RelabelingPlan;
import io.assay.consensus.relabeling.RelabelingPlan.StopReason;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.task.Tasks;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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
  private static final int HORIZON = 5;

  /** A round is this part of the items: few enough that each round learns from the last. */
  private static final int ROUNDS_AN_ANSWER = 20;

  private record Work(UUID itemId, String key, boolean open, int answers, int wanted) {
    boolean waits() {
      return open && answers < wanted;
    }
  }

  private final ConsensusStore store;
  private final Datasets datasets;
  private final Tasks tasks;
  private final Jdbi jdbi;

  Relabeling(ConsensusStore store, Datasets datasets, Tasks tasks, Jdbi jdbi) {
    this.store = store;
    this.datasets = datasets;
    this.tasks = tasks;
    this.jdbi = jdbi;
  }

  void onRefitted(@Observes Refits.Refitted event) {
    QuarkusTransaction.requiringNew().run(() -> plan(event.datasetId()));
  }

  @Scheduled(
      every = "${assay.consensus.deadline-every:15s}",
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
          plan(handle, dataset, targetError, listWork(handle, datasetId));
        });
  }

  private void plan(Handle handle, Dataset dataset, double targetError, List<Work> all) {
    Answers answers =
        store.load(dataset.id).answers().labelsWith(new TreeSet<>(dataset.labelSchema.classes()));
    OutlookModel model = new OutlookModel(answers);
    List<Work> candidates = new ArrayList<>();
    List<Outlook> outlooks = new ArrayList<>();
    double error = 0;
    long promised = 0;
    int underway = 0;
    for (Work work : all) {
      int t = answers.taskIndex(work.key());
      Outlook outlook = t < 0 ? null : model.outlook(t);
      error += (outlook == null ? model.errorUnanswered() : outlook.error()) / all.size();
      if (work.waits()) {
        promised += work.wanted() - work.answers();
        underway++;
      } else if (outlook != null && work.open() && work.wanted() < dataset.redundancyMax) {
        candidates.add(work);
        outlooks.add(outlook);
      }
    }
    boolean over = dataset.deadline != null && !Instant.now().isBefore(dataset.deadline);
    int round = Math.max(1, all.size() / ROUNDS_AN_ANSWER - underway);
    RelabelingPlan plan =
        RelabelingPlan.of(
            outlooks,
            error,
            new KnowledgeGradient(HORIZON),
            targetError,
            affordable(handle, dataset) - promised,
            over,
            round);
    carryOut(handle, dataset.id, all, candidates, plan, underway);
  }

  private void carryOut(
      Handle handle,
      UUID datasetId,
      List<Work> all,
      List<Work> candidates,
      RelabelingPlan plan,
      int underway) {
    StopReason reason = plan.stopReason();
    boolean atOnce = reason == StopReason.TARGET_REACHED || reason == StopReason.DEADLINE_PASSED;
    boolean stops = atOnce || (reason != StopReason.NONE && underway == 0);
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
              next_gain = excluded.next_gain, stop_reason = excluded.stop_reason,
              updated_at = now()
            """)
        .bind("dataset", datasetId)
        .bind("error", plan.expectedError())
        .bind("gain", plan.nextGain())
        .bindByType("reason", stops ? reason.name() : null, String.class)
        .execute();
  }

  /** Answers that the budget, or else the funding, still pays for. */
  private static long affordable(Handle handle, Dataset dataset) {
    BigDecimal left =
        handle
            .createQuery(
                "SELECT least(funded_base_units, coalesce(budget_base_units, funded_base_units)) -"
                    + " committed_base_units FROM dataset WHERE id = :dataset")
            .bind("dataset", dataset.id)
            .mapTo(BigDecimal.class)
            .one();
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE / 2);
    return left.divide(dataset.priceBaseUnits, 0, RoundingMode.FLOOR).min(most).longValue();
  }

  private static List<Work> listWork(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT t.item_id, i.key, t.state, t.answers, t.answers_wanted
            FROM task t JOIN item i ON i.id = t.item_id
            WHERE t.dataset_id = :dataset AND t.purpose = 'LABEL' ORDER BY t.item_id
            """)
        .bind("dataset", datasetId)
        .map(
            (row, context) ->
                new Work(
                    row.getObject("item_id", UUID.class),
                    row.getString("key"),
                    row.getString("state").equals("OPEN"),
                    row.getInt("answers"),
                    row.getInt("answers_wanted")))
        .list();
  }
}

package io.assay.fraud.review;

import io.assay.consensus.Refits;
import io.assay.dataset.Datasets;
import io.assay.platform.Outbox;
import io.assay.platform.OutboxEvent;
import io.assay.platform.OutboxHandler;
import io.assay.task.Tasks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/*
 * The decision's transaction writes the sanction and an outbox event; the event comes only after its
 * commit, so the fit it orders knows of it. Everything here may be repeated after a crash: a fit is
 * the same again, what is open is not opened twice, what is resolved not resolved twice.
 *
 * Whoever decides locks the log and then the datasets that get money back. What is done here holds
 * datasets, so it never waits for the log: its entries go by the outbox.
 */
/** Makes labels follow a ban or its end: every dataset touched is fitted anew, tasks opened. */
@ApplicationScoped
class CaseEffects implements OutboxHandler {
  static final String TOPIC = "case-effects";

  /** A ban began or ended for these labelers. */
  record Changed(UUID caseId, boolean banned, List<UUID> labelers) {}

  private record Back(UUID itemId, int answersWanted) {}

  private final Jdbi jdbi;
  private final Outbox outbox;
  private final Refits refits;
  private final Tasks tasks;
  private final Datasets datasets;
  private final TouchedItems touched;

  CaseEffects(
      Jdbi jdbi,
      Outbox outbox,
      Refits refits,
      Tasks tasks,
      Datasets datasets,
      TouchedItems touched) {
    this.jdbi = jdbi;
    this.outbox = outbox;
    this.refits = refits;
    this.tasks = tasks;
    this.datasets = datasets;
    this.touched = touched;
  }

  /** Orders the effects, in the present transaction. */
  void order(UUID caseId, boolean banned, List<UUID> labelers) {
    outbox.publish(TOPIC, new Changed(caseId, banned, labelers));
  }

  @Override
  public String name() {
    return TOPIC;
  }

  @Override
  public String topic() {
    return TOPIC;
  }

  @Override
  public void handle(List<OutboxEvent> events) {
    for (OutboxEvent event : events) {
      UUID caseId = UUID.fromString(event.payload().get("caseId").textValue());
      List<UUID> labelers = new ArrayList<>();
      event.payload().get("labelers").forEach(id -> labelers.add(UUID.fromString(id.textValue())));
      boolean banned = event.payload().get("banned").booleanValue();
      Map<String, ?> detail = apply(caseId, banned, labelers);
      String action = banned ? "LABELS_WITHOUT" : "LABELS_RESTORED";
      outbox.publish(CaseLogEntries.TOPIC, new CaseLogEntries.Done(caseId, action, detail));
    }
  }

  private Map<String, ?> apply(UUID caseId, boolean banned, List<UUID> labelers) {
    long changed = 0;
    long moved = 0;
    List<UUID> all = touched.datasets(labelers);
    for (UUID dataset : all) {
      Map<UUID, TouchedItems.Said> before = touched.labels(dataset);
      refits.refit(dataset);
      Map<UUID, TouchedItems.Said> after = touched.labels(dataset);
      changed += TouchedItems.changed(before, after);
      moved += banned ? reopen(caseId, dataset, labelers, after) : resolveAgain(caseId, dataset);
    }
    String tasksMoved = banned ? "reopenedTasks" : "resolvedTasks";
    return Map.of("datasets", all, "changedLabels", changed, tasksMoved, moved);
  }

  private int reopen(
      UUID caseId, UUID datasetId, List<UUID> labelers, Map<UUID, TouchedItems.Said> labels) {
    double target = TouchedItems.reopenBelow(datasets.get(datasetId));
    Map<UUID, Integer> gone = new TreeMap<>();
    for (TouchedItems.Touched item : touched.items(datasetId, labelers)) {
      TouchedItems.Said said = labels.get(item.itemId());
      if (item.resolved() && (said == null || said.confidence() < target)) {
        gone.put(item.itemId(), item.answers());
      }
    }
    SortedMap<UUID, Integer> wantedBefore = tasks.reopen(gone);
    jdbi.useHandle(
        handle ->
            wantedBefore.forEach(
                (item, wanted) ->
                    handle.execute(
                        "INSERT INTO reopened_task (case_id, item_id, answers_wanted) VALUES (?, ?,"
                            + " ?) ON CONFLICT DO NOTHING",
                        caseId,
                        item,
                        wanted)));
    return wantedBefore.size();
  }

  /** Resolves what the ban had opened and no banned answer is missing from any more. */
  private int resolveAgain(UUID caseId, UUID datasetId) {
    List<Back> back =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        DELETE FROM reopened_task r USING item i
                        WHERE r.case_id = :case AND i.id = r.item_id AND i.dataset_id = :dataset
                          AND NOT EXISTS (
                            SELECT 1 FROM submission s JOIN sanction n ON n.labeler_id = s.labeler_id
                            WHERE s.item_id = r.item_id AND n.kind = 'BAN')
                        RETURNING r.item_id, r.answers_wanted
                        """)
                    .bind("case", caseId)
                    .bind("dataset", datasetId)
                    .map((row, context) -> new Back(row.getObject(1, UUID.class), row.getInt(2)))
                    .list());
    Map<UUID, Integer> wanted = new TreeMap<>();
    back.forEach(one -> wanted.put(one.itemId(), one.answersWanted()));
    tasks.resolveAgain(wanted);
    return back.size();
  }
}

package io.assay.fraud;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.assay.consensus.LabelerModels;
import io.assay.consensus.Refits;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.fraud.copying.CopyDetector;
import io.assay.fraud.copying.PairEvidence;
import io.assay.platform.OutboxEvent;
import io.assay.platform.OutboxHandler;
import io.assay.task.SubmissionReceived;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/*
 * A detector per dataset lives in memory and is made anew from the submissions where it is missing,
 * so a crash loses nothing. Events carry the sequence of their submission; what the detector has
 * seen is skipped, so events that come twice change nothing. After each batch fit the detector is
 * dropped and made anew with the new reliabilities, and every pair is measured over all answers; so
 * it is where fits lag behind a crowd that grows fast.
 */
/** Watches submissions for copying, and raises signals. */
@ApplicationScoped
class CopyWatch implements OutboxHandler {
  private static final int MAX_DATASETS = 50;

  /** Nats below the threshold at which a raised pair is taken back: it should not flicker. */
  private static final double CLEARLY = 3;

  /** More answers than this share of those measured at once, and all are measured anew. */
  private static final double MAX_GROWTH = 0.25;

  private static final class Watched {
    final CopyDetector detector;
    final Map<String, UUID> labelerIds = new HashMap<>();
    long lastSequence;
    private final int measuredAtOnce;
    private int added;

    /** Measures all answers there are. */
    Watched(List<Row> rows, Confusions reference) {
      Answers.Builder answers = Answers.builder();
      for (Row row : rows) {
        answers.add(row.key(), row.subject(), row.label());
        note(row);
      }
      detector = CopyDetector.of(answers.build(), reference);
      measuredAtOnce = rows.size();
    }

    /** Whether what was learned of the crowd is from before too many of its answers. */
    boolean isOutgrown() {
      return added > MAX_GROWTH * measuredAtOnce;
    }

    void add(Row row) {
      detector.add(row.key(), row.subject(), row.label());
      note(row);
      added++;
    }

    private void note(Row row) {
      labelerIds.put(row.subject(), row.labelerId());
      lastSequence = row.sequence();
    }
  }

  private final Jdbi jdbi;
  private final LabelerModels models;
  private final Cases cases;
  private final Cache<UUID, Watched> watched =
      Caffeine.newBuilder().maximumSize(MAX_DATASETS).build();

  CopyWatch(Jdbi jdbi, LabelerModels models, Cases cases) {
    this.jdbi = jdbi;
    this.models = models;
    this.cases = cases;
  }

  @Override
  public String name() {
    return "copy-watch";
  }

  @Override
  public String topic() {
    return SubmissionReceived.TOPIC;
  }

  @Override
  public synchronized void handle(List<OutboxEvent> events) {
    Map<UUID, List<SubmissionReceived>> byDataset = new LinkedHashMap<>();
    for (OutboxEvent event : events) {
      SubmissionReceived received = SubmissionReceived.of(event.payload());
      byDataset
          .computeIfAbsent(received.datasetId(), id -> new java.util.ArrayList<>())
          .add(received);
    }
    byDataset.keySet().forEach(this::catchUp);
  }

  /** A fit changed what is known of the labelers: measure everything anew. */
  synchronized void onRefitted(@Observes Refits.Refitted event) {
    QuarkusTransaction.requiringNew()
        .timeout(300)
        .run(
            () -> {
              watched.invalidate(event.datasetId());
              catchUp(event.datasetId());
            });
  }

  private record Row(String key, UUID labelerId, String subject, String label, long sequence) {}

  private void catchUp(UUID datasetId) {
    Watched dataset = watched.getIfPresent(datasetId);
    if (dataset == null || dataset.isOutgrown()) {
      Optional<Confusions> reference = models.findLatest(datasetId);
      if (reference.isEmpty()) {
        return; // Nobody's skill is known: all agreement would look like copying. The fit is near.
      }
      dataset = new Watched(rowsAfter(datasetId, 0), reference.get());
      watched.put(datasetId, dataset);
      withdraw(datasetId, dataset);
    } else {
      rowsAfter(datasetId, dataset.lastSequence).forEach(dataset::add);
    }
    raise(datasetId, dataset);
  }

  private List<Row> rowsAfter(UUID datasetId, long sequence) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.key, s.labeler_id, a.pseudonym, s.label, s.sequence
                    FROM submission s JOIN item i ON i.id = s.item_id
                      JOIN account a ON a.id = s.labeler_id
                    WHERE s.dataset_id = :dataset AND s.sequence > :after ORDER BY s.sequence
                    """)
                .bind("dataset", datasetId)
                .bind("after", sequence)
                .map(
                    (row, context) ->
                        new Row(
                            row.getString("key"),
                            row.getObject("labeler_id", UUID.class),
                            row.getString("pseudonym"),
                            row.getString("label"),
                            row.getLong("sequence")))
                .list());
  }

  /** Takes back what all answers together do not bear out, measured clearly lower. */
  private void withdraw(UUID datasetId, Watched dataset) {
    Set<String> borneOut = new HashSet<>();
    double low = dataset.detector.threshold() - CLEARLY;
    for (PairEvidence pair : dataset.detector.listOver(low)) {
      UUID a = dataset.labelerIds.get(pair.a());
      UUID b = dataset.labelerIds.get(pair.b());
      if (a != null && b != null) {
        borneOut.add(Signal.Copying.identity(datasetId, a, b));
      }
    }
    List<UUID[]> gone =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT labeler_a, labeler_b FROM pair_evidence WHERE dataset_id = :dataset")
                    .bind("dataset", datasetId)
                    .map(
                        (row, context) ->
                            new UUID[] {row.getObject(1, UUID.class), row.getObject(2, UUID.class)})
                    .list());
    gone.removeIf(pair -> borneOut.contains(Signal.Copying.identity(datasetId, pair[0], pair[1])));
    for (UUID[] pair : gone) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "DELETE FROM pair_evidence WHERE dataset_id = ? AND labeler_a = ? AND labeler_b = ?",
                  datasetId,
                  pair[0],
                  pair[1]));
    }
    cases.withdrawExcept(Signal.Copying.identities(datasetId), borneOut);
  }

  private void raise(UUID datasetId, Watched dataset) {
    for (PairEvidence pair : dataset.detector.listOver(dataset.detector.threshold())) {
      UUID a = dataset.labelerIds.get(pair.a());
      UUID b = dataset.labelerIds.get(pair.b());
      if (a != null && b != null && remember(datasetId, a, b, pair)) {
        cases.raise(
            new Signal.Copying(
                datasetId,
                a,
                b,
                pair.commonItems(),
                pair.same(),
                pair.expectedSame(),
                pair.logEValue()));
      }
    }
  }

  /** Keeps the evidence; false where nothing changed since it was kept last. */
  private boolean remember(UUID datasetId, UUID a, UUID b, PairEvidence pair) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        INSERT INTO pair_evidence (dataset_id, labeler_a, labeler_b, common_items,
                          same, expected_same, log_e_value)
                        VALUES (:dataset, :a, :b, :common, :same, :expected, :strength)
                        ON CONFLICT (dataset_id, labeler_a, labeler_b) DO UPDATE SET
                          common_items = excluded.common_items, same = excluded.same,
                          expected_same = excluded.expected_same,
                          log_e_value = excluded.log_e_value
                        WHERE pair_evidence.log_e_value <> excluded.log_e_value
                        """)
                    .bind("dataset", datasetId)
                    .bind("a", a)
                    .bind("b", b)
                    .bind("common", pair.commonItems())
                    .bind("same", pair.same())
                    .bind("expected", pair.expectedSame())
                    .bind("strength", pair.logEValue())
                    .execute()
                > 0);
  }
}

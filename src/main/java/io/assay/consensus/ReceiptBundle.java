package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.ConsensusCsv;
import io.assay.consensus.classification.Reliability;
import io.assay.dataset.Dataset;
import io.assay.dataset.LabelSchema;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Labelers are named by their pseudonyms, as the fit has them: the order of the names is the
 * order of its sums, and the hash of the answers is over them.
 */
/** What a fit was made from and what it found, as files that {@code aggregate} reads. */
@ApplicationScoped
class ReceiptBundle {
  private static final int FETCH = 1000;
  private static final int TRANSACTION_SECONDS = 600;

  /** The group of those whose answers decide nothing. */
  private static final String IGNORED = "ignored";

  /** A fit, as it is kept. */
  private record Fit(
      UUID id,
      String method,
      String answersHash,
      long lastSequence,
      String exclusions,
      @Nullable String model) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final ConsensusExport export;
  private final ConsensusStore store;
  private final Refits refits;

  ReceiptBundle(
      Jdbi jdbi, ObjectMapper json, ConsensusExport export, ConsensusStore store, Refits refits) {
    this.jdbi = jdbi;
    this.json = json;
    this.export = export;
    this.store = store;
    this.refits = refits;
  }

  /**
   * A bundle ready to be written; nothing before the first answer. Where answers came after the
   * last fit, the dataset is fitted again first.
   */
  Optional<StreamingOutput> zip(Dataset dataset) {
    if (isMarked(dataset.id) || findFit(dataset.id).isEmpty()) {
      refits.refit(dataset.id);
    }
    if (findFit(dataset.id).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            QuarkusTransaction.requiringNew()
                .timeout(TRANSACTION_SECONDS)
                .run(() -> jdbi.useHandle(handle -> write(handle, dataset, new HashedZip(zip))));
          }
        });
  }

  /** All of one snapshot: a fit that is saved meanwhile is in it whole or not at all. */
  private void write(Handle handle, Dataset dataset, HashedZip zip) {
    handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    UUID id = dataset.id;
    Fit fit = findFit(id).orElseThrow();
    zip.table(
        "answers.csv", List.of("task", "worker", "label"), rows -> answers(handle, id, fit, rows));
    zip.table("gold.csv", List.of("task", "label"), rows -> gold(handle, id, rows));
    zip.table(
        "prior.csv", List.of("task", "label", "probability"), rows -> prior(handle, id, fit, rows));
    zip.table("exclusions.csv", List.of("worker", "group"), rows -> exclusions(fit, rows));
    zip.table("pairs.csv", List.of("task", "left", "right"), rows -> pairs(dataset, rows));
    zip.file("fit.json", writer -> writer.append(describe(dataset, fit)));
    zip.file("consensus.csv", writer -> export.writeCsv(id, writer));
    zip.file(
        "labelers.csv", writer -> ConsensusCsv.writeLabelers(reliabilities(handle, id), writer));
    zip.finish("manifest.txt");
  }

  private boolean isMarked(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM consensus_refit WHERE dataset_id = :dataset)")
                .bind("dataset", datasetId)
                .mapTo(Boolean.class)
                .one());
  }

  private Optional<Fit> findFit(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, method, answers_hash, last_sequence, exclusions, model
                    FROM consensus_fit WHERE dataset_id = :dataset
                    ORDER BY created_at DESC LIMIT 1
                    """)
                .bind("dataset", datasetId)
                .map(
                    (row, context) ->
                        new Fit(
                            row.getObject("id", UUID.class),
                            row.getString("method"),
                            row.getString("answers_hash"),
                            row.getLong("last_sequence"),
                            row.getString("exclusions"),
                            row.getString("model")))
                .findOne());
  }

  private static List<Reliability> reliabilities(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT a.pseudonym, r.answers, r.accuracy, r.accuracy_low, r.accuracy_high,
              r.informativeness
            FROM reliability r JOIN account a ON a.id = r.labeler_id
            WHERE r.dataset_id = :dataset ORDER BY a.pseudonym COLLATE "C"
            """)
        .bind("dataset", datasetId)
        .map(
            (row, context) ->
                new Reliability(
                    row.getString(1),
                    row.getInt(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    row.getDouble(5),
                    row.getDouble(6)))
        .list();
  }

  private void pairs(Dataset dataset, Consumer<List<String>> rows) {
    if (dataset.labelSchema instanceof LabelSchema.Pairwise) {
      new TreeMap<>(store.loadPairs(dataset.id))
          .forEach((item, pair) -> rows.accept(List.of(item, pair.left(), pair.right())));
    }
  }

  private static void answers(Handle handle, UUID datasetId, Fit fit, Consumer<List<String>> rows) {
    handle
        .createQuery(
            """
            SELECT i.key, a.pseudonym, s.label FROM submission s JOIN item i ON i.id = s.item_id
              JOIN account a ON a.id = s.labeler_id
            WHERE s.dataset_id = :dataset AND s.sequence <= :last ORDER BY s.sequence
            """)
        .bind("dataset", datasetId)
        .bind("last", fit.lastSequence())
        .setFetchSize(FETCH)
        .map((row, context) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
        .forEach(rows);
  }

  static void gold(Handle handle, UUID datasetId, Consumer<List<String>> rows) {
    handle
        .createQuery(
            """
            SELECT i.key, g.label FROM known_label g JOIN item i ON i.id = g.item_id
            WHERE g.dataset_id = :dataset ORDER BY i.key COLLATE "C"
            """)
        .bind("dataset", datasetId)
        .setFetchSize(FETCH)
        .map((row, context) -> List.of(row.getString(1), row.getString(2)))
        .forEach(rows);
  }

  private void prior(Handle handle, UUID datasetId, Fit fit, Consumer<List<String>> rows) {
    if (fit.model() == null) {
      return;
    }
    handle
        .createQuery(
            """
            SELECT i.key, c.prior FROM consensus c JOIN item i ON i.id = c.item_id
            WHERE c.dataset_id = :dataset AND c.prior IS NOT NULL ORDER BY i.key COLLATE "C"
            """)
        .bind("dataset", datasetId)
        .setFetchSize(FETCH)
        .map((row, context) -> Map.entry(row.getString(1), read(row.getString(2))))
        .forEach(
            item ->
                item.getValue()
                    .fields()
                    .forEachRemaining(
                        one ->
                            rows.accept(
                                List.of(
                                    item.getKey(),
                                    one.getKey(),
                                    Consensus.decimal(one.getValue().doubleValue())))));
  }

  private void exclusions(Fit fit, Consumer<List<String>> rows) {
    JsonNode exclusions = read(fit.exclusions());
    exclusions
        .path("ignored")
        .forEach(labeler -> rows.accept(List.of(labeler.textValue(), IGNORED)));
    exclusions
        .path("groups")
        .fields()
        .forEachRemaining(one -> rows.accept(List.of(one.getKey(), one.getValue().textValue())));
  }

  private String describe(Dataset dataset, Fit fit) {
    ObjectNode node = json.createObjectNode();
    node.put("datasetId", dataset.id.toString());
    node.set("schema", json.valueToTree(dataset.labelSchema));
    node.put("fitId", fit.id().toString());
    node.put("method", fit.method());
    node.put("answersHash", fit.answersHash());
    node.put("lastSequence", fit.lastSequence());
    if (fit.model() != null) {
      node.set("model", read(fit.model()));
    }
    node.put(
        "command",
        "aggregate --labels answers.csv --gold gold.csv --prior prior.csv --exclusions"
            + " exclusions.csv --out again.csv");
    node.put("verify", "verify --bundle this archive");
    return node.toPrettyString() + "\n";
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

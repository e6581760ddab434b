package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.ConsensusCsv;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Labelers are named by the subject of their issuer, as the fit has them: the order of the names is the
 * order of its sums, and the hash of the answers is over them.
 */
/** What a fit was made from and what it found, as files that {@code aggregate} reads. */
@ApplicationScoped
class ReceiptBundle {
  private static final int FETCH = 1000;

  /** The group of those whose answers decide nothing. */
  private static final String IGNORED = "ignored";

  /** A fit, as it is kept. */
  record Fit(
      UUID id,
      String method,
      String answersHash,
      long lastSequence,
      String exclusions,
      @Nullable String model) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final ConsensusExport export;

  ReceiptBundle(Jdbi jdbi, ObjectMapper json, ConsensusExport export) {
    this.jdbi = jdbi;
    this.json = json;
    this.export = export;
  }

  Optional<Fit> findFit(UUID datasetId) {
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

  StreamingOutput zip(UUID datasetId, Fit fit) {
    return out -> {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        Writer writer = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        jdbi.useHandle(
            handle -> {
              table(
                  zip,
                  writer,
                  "answers.csv",
                  List.of("task", "worker", "label"),
                  rows -> answers(handle, datasetId, fit, rows));
              table(
                  zip,
                  writer,
                  "gold.csv",
                  List.of("task", "label"),
                  rows -> gold(handle, datasetId, rows));
              table(
                  zip,
                  writer,
                  "prior.csv",
                  List.of("task", "label", "probability"),
                  rows -> prior(handle, datasetId, fit, rows));
              table(
                  zip,
                  writer,
                  "exclusions.csv",
                  List.of("worker", "group"),
                  rows -> exclusions(fit, rows));
            });
        zip.putNextEntry(new ZipEntry("fit.json"));
        writer.write(describe(fit));
        writer.flush();
        zip.putNextEntry(new ZipEntry("consensus.csv"));
        export.writeCsv(datasetId, writer);
        writer.flush();
      }
    };
  }

  private static void table(
      ZipOutputStream zip,
      Writer writer,
      String name,
      List<String> header,
      Consumer<Consumer<List<String>>> rows)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    ConsensusCsv.write(writer, header, rows);
    writer.flush();
  }

  private static void answers(Handle handle, UUID datasetId, Fit fit, Consumer<List<String>> rows) {
    handle
        .createQuery(
            """
            SELECT i.key, a.subject, s.label FROM submission s JOIN item i ON i.id = s.item_id
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

  private String describe(Fit fit) {
    ObjectNode node = json.createObjectNode();
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

package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.consensus.classification.ConsensusCsv;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes the labels of a dataset, row by row, in the order of the items' keys. */
@ApplicationScoped
class ConsensusExport {
  private static final int FETCH = 1000;

  private record Row(
      String key,
      String content,
      String label,
      double confidence,
      String posterior,
      @Nullable Double difficulty,
      @Nullable Double disagreement,
      int answers,
      String method,
      String fitId) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;

  ConsensusExport(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /** The same bytes as the offline {@code aggregate} writes for these answers. */
  StreamingOutput csv(UUID datasetId) {
    return out -> {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      writeCsv(datasetId, writer);
      writer.flush();
    };
  }

  void writeCsv(UUID datasetId, Writer writer) {
    try (ConsensusCsv csv = new ConsensusCsv(writer)) {
      forEach(datasetId, row -> csv.row(row.key(), row.label(), row.confidence()));
    }
  }

  /** What a reader of the confidences should know. */
  String calibration(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + CalibrationView.COLUMNS
                        + " FROM consensus_fit WHERE dataset_id = :dataset ORDER BY created_at DESC"
                        + " LIMIT 1")
                .bind("dataset", datasetId)
                .map((row, context) -> Optional.ofNullable(CalibrationView.read(row)))
                .findOne()
                .flatMap(found -> found)
                .map(CalibrationView::note)
                .orElse("not calibrated on gold"));
  }

  StreamingOutput ndjson(UUID datasetId) {
    String calibration = calibration(datasetId);
    return out -> {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      forEach(
          datasetId,
          row -> {
            try {
              writer.append(line(row, calibration)).append('\n');
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      writer.flush();
    };
  }

  private String line(Row row, String calibration) {
    try {
      ObjectNode node = json.createObjectNode();
      node.put("key", row.key());
      node.set("content", json.readTree(row.content()));
      node.put("label", row.label());
      node.put("confidence", row.confidence());
      node.set("distribution", json.readTree(row.posterior()));
      node.put("difficulty", row.difficulty());
      node.put("disagreement", row.disagreement());
      node.put("calibration", calibration);
      node.put("answers", row.answers());
      node.put("method", row.method());
      node.put("fitId", row.fitId());
      return json.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void forEach(UUID datasetId, Consumer<Row> consumer) {
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.key, i.content, c.label, c.confidence, c.posterior, c.difficulty,
                      c.disagreement, c.answers, c.method, c.fit_id
                    FROM consensus c JOIN item i ON i.id = c.item_id
                    WHERE c.dataset_id = :dataset ORDER BY i.key COLLATE "C"
                    """)
                .bind("dataset", datasetId)
                .setFetchSize(FETCH)
                .map((row, context) -> read(row))
                .forEach(consumer));
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("key"),
        row.getString("content"),
        row.getString("label"),
        row.getDouble("confidence"),
        row.getString("posterior"),
        row.getObject("difficulty", Double.class),
        row.getObject("disagreement", Double.class),
        row.getInt("answers"),
        row.getString("method"),
        row.getString("fit_id"));
  }
}

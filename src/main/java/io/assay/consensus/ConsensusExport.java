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
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Writes the labels of a dataset, row by row, in the order of the items' keys. */
@ApplicationScoped
class ConsensusExport {
  private static final int FETCH = 1000;

  private record Row(
      String key,
      String content,
      String label,
      double confidence,
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
      try (ConsensusCsv csv = new ConsensusCsv(writer)) {
        forEach(datasetId, row -> csv.row(row.key(), row.label(), row.confidence()));
      }
      writer.flush();
    };
  }

  StreamingOutput ndjson(UUID datasetId) {
    return out -> {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      forEach(
          datasetId,
          row -> {
            try {
              writer.append(line(row)).append('\n');
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      writer.flush();
    };
  }

  private String line(Row row) {
    try {
      ObjectNode node = json.createObjectNode();
      node.put("key", row.key());
      node.set("content", json.readTree(row.content()));
      node.put("label", row.label());
      node.put("confidence", row.confidence());
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
                    SELECT i.key, i.content, c.label, c.confidence, c.answers, c.method, c.fit_id
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
        row.getInt("answers"),
        row.getString("method"),
        row.getString("fit_id"));
  }
}

package io.assay.fraud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.dataset.LabelSchema;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads open questions. */
@ApplicationScoped
class AdjudicationReader {
  /**
   * An item in dispute.
   *
   * @param sides the labels that the sides give it, in the order of labels, so that nothing tells
   *     which side gave which
   */
  public record Question(
      UUID itemId,
      UUID datasetId,
      String datasetName,
      @Nullable String instructions,
      String itemKey,
      JsonNode content,
      LabelSchema schema,
      List<String> sides,
      Instant askedAt) {}

  /** The place of a row in the list. */
  record Place(Instant askedAt, UUID itemId) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;

  AdjudicationReader(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * Open questions, oldest first.
   *
   * @param requester whose datasets; all where null
   */
  List<Question> list(@Nullable UUID requester, @Nullable Place after, int limit) {
    OffsetDateTime from =
        after == null ? null : OffsetDateTime.ofInstant(after.askedAt(), ZoneOffset.UTC);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT j.*, d.name, d.instructions, d.label_schema, i.key, i.content,
                      ARRAY(SELECT DISTINCT side.label FROM (
                          SELECT mode() WITHIN GROUP (ORDER BY s.label) AS label
                          FROM submission s WHERE s.item_id = j.item_id
                          GROUP BY EXISTS (SELECT 1 FROM bloc b
                            JOIN bloc_member m ON m.bloc_id = b.id
                            WHERE b.dataset_id = j.dataset_id AND m.labeler_id = s.labeler_id)
                        ) side ORDER BY side.label) AS sides
                    FROM adjudication j JOIN dataset d ON d.id = j.dataset_id
                      JOIN item i ON i.id = j.item_id
                    WHERE j.label IS NULL
                      AND (CAST(:requester AS uuid) IS NULL OR d.requester_id = CAST(:requester AS uuid))
                      AND (CAST(:from AS timestamptz) IS NULL OR
                        (j.asked_at, j.item_id) > (CAST(:from AS timestamptz), CAST(:after AS uuid)))
                    ORDER BY j.asked_at, j.item_id LIMIT :limit
                    """)
                .bindByType("requester", requester, UUID.class)
                .bindByType("from", from, OffsetDateTime.class)
                .bindByType("after", after == null ? null : after.itemId(), UUID.class)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  private Question read(ResultSet row) throws SQLException {
    try {
      return new Question(
          row.getObject("item_id", UUID.class),
          row.getObject("dataset_id", UUID.class),
          row.getString("name"),
          row.getString("instructions"),
          row.getString("key"),
          json.readTree(row.getString("content")),
          json.readValue(row.getString("label_schema"), LabelSchema.class),
          List.of((String[]) row.getArray("sides").getArray()),
          row.getObject("asked_at", OffsetDateTime.class).toInstant());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.assay.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.platform.Problem;
import io.assay.platform.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Brings the items of a stream into a dataset, all good lines of it in one transaction. */
@ApplicationScoped
public class ItemImport {
  private static final int BATCH = 1000;
  private static final int MAX_KEY_LENGTH = 200;
  private static final int MAX_ERRORS = 100;

  private final Jdbi jdbi;
  private final Event<ItemsImported> imported;

  ItemImport(Jdbi jdbi, Event<ItemsImported> imported) {
    this.jdbi = jdbi;
    this.imported = imported;
  }

  /**
   * Reads NDJSON lines {@code {"key", "content"}} or CSV with a {@code key} column and any others
   * as content. A key that the dataset already has is counted as a duplicate and left as it is.
   */
  public ImportReport run(UUID datasetId, String mediaType, InputStream body) {
    return jdbi.withHandle(
        handle -> {
          Batch batch = new Batch(handle, datasetId);
          try {
            LineReader.read(mediaType, body, List.of("key"), batch);
          } catch (IOException e) {
            throw Problem.badRequest("body-cut-off", "The body ended early; nothing was imported.");
          }
          batch.flush();
          imported.fire(new ItemsImported(datasetId));
          return new ImportReport(batch.accepted, batch.duplicates, batch.rejected, batch.errors);
        });
  }

  private static final class Batch implements LineReader.Sink {
    private final UUID datasetId;
    private final PreparedBatch insert;
    private final List<ImportReport.LineError> errors = new ArrayList<>();
    private long accepted;
    private long duplicates;
    private long rejected;

    Batch(Handle handle, UUID datasetId) {
      this.datasetId = datasetId;
      this.insert =
          handle.prepareBatch(
              "INSERT INTO item (id, dataset_id, key, content) VALUES (:id, :dataset, :key,"
                  + " CAST(:content AS jsonb)) ON CONFLICT DO NOTHING");
    }

    @Override
    public void line(long number, ObjectNode value) {
      JsonNode key = value.path("key");
      if (!key.isTextual() || key.textValue().isBlank()) {
        fault(number, "key is missing or not a string");
        return;
      }
      if (key.textValue().length() > MAX_KEY_LENGTH || hasControlCharacter(key.textValue())) {
        fault(number, "key is longer than 200 characters or has a control character");
        return;
      }
      JsonNode content = value.has("content") ? value.get("content") : rest(value);
      if (!content.isObject() || content.isEmpty()) {
        fault(number, "content is missing or not an object");
        return;
      }
      if (!StorableText.holds(value)) {
        fault(number, "the line has a character that cannot be stored");
        return;
      }
      insert
          .bind("id", UUID.randomUUID())
          .bind("dataset", datasetId)
          .bind("key", key.textValue())
          .bind("content", content.toString())
          .add();
      if (insert.size() >= BATCH) {
        flush();
      }
    }

    /** In CSV the columns beside the key are the content. */
    private static ObjectNode rest(ObjectNode value) {
      ObjectNode content = JsonNodeFactory.instance.objectNode();
      content.setAll(value);
      content.remove("key");
      return content;
    }

    private static boolean hasControlCharacter(String key) {
      return key.chars().anyMatch(Character::isISOControl);
    }

    @Override
    public void fault(long number, String detail) {
      rejected++;
      if (errors.size() < MAX_ERRORS) {
        errors.add(new ImportReport.LineError(number, detail));
      }
    }

    void flush() {
      if (insert.size() > 0) {
        for (int inserted : insert.execute()) {
          accepted += inserted;
          duplicates += 1 - inserted;
        }
      }
    }
  }
}

package io.assay.gold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.dataset.Dataset;
import io.assay.dataset.ImportReport;
import io.assay.dataset.LabelSchema;
import io.assay.dataset.LineReader;
import io.assay.platform.Problem;
import io.assay.task.TaskPools;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings known answers to items of a dataset, which are then shown in turns: see {@link
 * GoldRotation}.
 */
@ApplicationScoped
public class GoldImport {
  private static final int MAX_ERRORS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Jdbi jdbi;
  private final TaskPools pools;

  GoldImport(Jdbi jdbi, TaskPools pools) {
    this.jdbi = jdbi;
    this.pools = pools;
  }

  /** Reads NDJSON lines {@code {"key", "label"}} or CSV {@code key,label}, in one transaction. */
  public ImportReport run(Dataset dataset, String mediaType, InputStream body) {
    return jdbi.withHandle(
        handle -> {
          Lines lines = new Lines(handle, dataset, pools);
          try {
            LineReader.read(mediaType, body, List.of("key", "label"), lines);
          } catch (IOException e) {
            throw Problem.badRequest("body-cut-off", "The body ended early; nothing was imported.");
          }
          return new ImportReport(lines.accepted, lines.duplicates, lines.rejected, lines.errors);
        });
  }

  private static final class Lines implements LineReader.Sink {
    private final Handle handle;
    private final TaskPools pools;
    private final UUID datasetId;
    private final LabelSchema schema;
    private final List<ImportReport.LineError> errors = new ArrayList<>();
    private long accepted;
    private long duplicates;
    private long rejected;

    Lines(Handle handle, Dataset dataset, TaskPools pools) {
      this.handle = handle;
      this.pools = pools;
      this.datasetId = dataset.id;
      this.schema = dataset.labelSchema;
    }

    @Override
    public void line(long number, ObjectNode value) {
      Optional<UUID> item =
          handle
              .createQuery("SELECT id FROM item WHERE dataset_id = :dataset AND key = :key")
              .bind("dataset", datasetId)
              .bind("key", value.path("key").asText())
              .mapTo(UUID.class)
              .findOne();
      if (item.isEmpty()) {
        fault(number, "the dataset has no item with this key");
        return;
      }
      try {
        store(item.get(), schema.read(label(value.path("label"))).canonical());
      } catch (Problem problem) {
        fault(number, problem.detail());
      }
    }

    /** A CSV field holds text; for schemas whose labels are not strings it holds their JSON. */
    private JsonNode label(JsonNode field) {
      if (!field.isTextual() || schema.isCategorical()) {
        return field;
      }
      try {
        return JSON.readTree(field.textValue());
      } catch (JsonProcessingException e) {
        return field;
      }
    }

    private void store(UUID itemId, String label) {
      int stored =
          handle
              .createUpdate(
                  "INSERT INTO gold (item_id, dataset_id, label) VALUES (:item, :dataset, :label)"
                      + " ON CONFLICT DO NOTHING")
              .bind("item", itemId)
              .bind("dataset", datasetId)
              .bind("label", label)
              .execute();
      handle
          .createUpdate(
              """
              INSERT INTO gold_rotation AS r (item_id, dataset_id, source)
              VALUES (:item, :dataset, 'REQUESTER')
              ON CONFLICT (item_id) DO UPDATE SET source = 'REQUESTER', label = NULL
              """)
          .bind("item", itemId)
          .bind("dataset", datasetId)
          .execute();
      handle
          .createUpdate("UPDATE task SET purpose = 'GOLD', state = 'OPEN' WHERE item_id = :item")
          .bind("item", itemId)
          .execute();
      pools.putOut(TaskPools.Pool.GOLD, List.of(itemId), ExposureBudget.TURN, ExposureBudget.MOST);
      accepted += stored;
      duplicates += 1 - stored;
    }

    @Override
    public void fault(long number, String detail) {
      rejected++;
      if (errors.size() < MAX_ERRORS) {
        errors.add(new ImportReport.LineError(number, detail));
      }
    }
  }
}

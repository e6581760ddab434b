package io.assay.fraud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.dataset.Dataset;
import io.assay.dataset.ImportReport;
import io.assay.dataset.Label;
import io.assay.dataset.LabelSchema;
import io.assay.dataset.LineReader;
import io.assay.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings in what public models say of a dataset's items: pseudo-labelers that labelers are compared
 * with, to find those who let a machine answer. They never vote.
 */
@ApplicationScoped
class ModelAnswers {
  /** What models say of a dataset is another now. */
  record Imported(UUID datasetId) {}

  private static final int MAX_ERRORS = 100;
  private static final int MAX_NAME = 100;

  private final Jdbi jdbi;
  private final Event<Imported> imported;

  ModelAnswers(Jdbi jdbi, Event<Imported> imported) {
    this.jdbi = jdbi;
    this.imported = imported;
  }

  /**
   * Reads NDJSON lines {@code {"model", "key", "label"}} or CSV {@code model,key,label}, in one
   * transaction; an answer that is there already gives way.
   *
   * @throws Problem 409 {@code not-categorical} where labels are no classes
   */
  ImportReport run(Dataset dataset, String mediaType, InputStream body) {
    if (!dataset.labelSchema.isCategorical()) {
      throw Problem.conflict(
          "not-categorical", "Labelers are compared with models where labels are classes.");
    }
    ImportReport report =
        jdbi.withHandle(
            handle -> {
              Lines lines = new Lines(handle, dataset);
              try {
                LineReader.read(mediaType, body, List.of("model", "key", "label"), lines);
              } catch (IOException e) {
                throw Problem.badRequest(
                    "body-cut-off", "The body ended early; nothing was imported.");
              }
              return lines.report();
            });
    imported.fire(new Imported(dataset.id));
    return report;
  }

  private static final class Lines implements LineReader.Sink {
    private final Handle handle;
    private final UUID datasetId;
    private final LabelSchema schema;
    private final List<ImportReport.LineError> errors = new ArrayList<>();
    private long accepted;
    private long duplicates;
    private long rejected;

    Lines(Handle handle, Dataset dataset) {
      this.handle = handle;
      this.datasetId = dataset.id;
      this.schema = dataset.labelSchema;
    }

    @Override
    public void line(long number, ObjectNode value) {
      String model = value.path("model").asText().strip();
      if (model.isEmpty() || model.length() > MAX_NAME) {
        fault(number, "a model's name has 1 to " + MAX_NAME + " characters");
        return;
      }
      try {
        store(number, model, value.path("key").asText(), schema.read(value.path("label")));
      } catch (Problem problem) {
        fault(number, problem.detail());
      }
    }

    private void store(long number, String model, String key, Label label) {
      Boolean isNew =
          handle
              .createQuery(
                  """
                  INSERT INTO model_answer (dataset_id, item_id, model, label)
                  SELECT :dataset, id, :model, :label FROM item
                  WHERE dataset_id = :dataset AND key = :key
                  ON CONFLICT (dataset_id, model, item_id) DO UPDATE SET label = excluded.label
                  RETURNING xmax = 0
                  """)
              .bind("dataset", datasetId)
              .bind("model", model)
              .bind("label", label.canonical())
              .bind("key", key)
              .mapTo(Boolean.class)
              .findOne()
              .orElse(null);
      if (isNew == null) {
        fault(number, "the dataset has no item with this key");
      } else if (isNew) {
        accepted++;
      } else {
        duplicates++;
      }
    }

    @Override
    public void fault(long number, String detail) {
      rejected++;
      if (errors.size() < MAX_ERRORS) {
        errors.add(new ImportReport.LineError(number, detail));
      }
    }

    ImportReport report() {
      return new ImportReport(accepted, duplicates, rejected, errors);
    }
  }
}

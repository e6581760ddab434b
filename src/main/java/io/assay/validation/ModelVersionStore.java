package io.assay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Model versions with their predictions, in their tables. */
@ApplicationScoped
class ModelVersionStore {
  private final ObjectMapper json;

  ModelVersionStore(ObjectMapper json) {
    this.json = json;
  }

  /** Adds a version; its predictions take the place of those before. */
  void save(Handle handle, UUID datasetId, ModelVersion version, ModelTrial.Outcome outcome) {
    handle
        .createUpdate(
            """
            INSERT INTO model_version (id, dataset_id, engine, encoder, head, labels, items,
              temperature, weight, held_out_gain, earned, parameters, metrics, training_hash,
              model_hash)
            VALUES (:id, :dataset, :engine, :encoder, :head, CAST(:labels AS jsonb), :items,
              :temperature, :weight, :gain, :earned, CAST(:parameters AS jsonb),
              CAST(:metrics AS jsonb), :trainingHash, :modelHash)
            """)
        .bind("id", version.id())
        .bind("dataset", datasetId)
        .bind("engine", version.engine())
        .bind("encoder", version.encoder())
        .bind("head", version.head())
        .bind("labels", write(version.labels()))
        .bind("items", version.items())
        .bind("temperature", version.temperature())
        .bind("weight", version.weight())
        .bind("gain", version.heldOutGain())
        .bind("earned", version.earned())
        .bind("parameters", write(version.parameters()))
        .bind("metrics", write(version.metrics()))
        .bind("trainingHash", version.trainingHash())
        .bind("modelHash", version.modelHash())
        .execute();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO prediction (item_id, version_id, probabilities)
            SELECT id, :version, CAST(:probabilities AS jsonb) FROM item
            WHERE dataset_id = :dataset AND key = :key
            ON CONFLICT (item_id) DO UPDATE SET version_id = excluded.version_id,
              probabilities = excluded.probabilities
            """);
    for (int i = 0; i < outcome.tasks().size(); i++) {
      batch
          .bind("version", version.id())
          .bind("probabilities", write(Prediction.of(version.labels(), outcome.prediction(i))))
          .bind("dataset", datasetId)
          .bind("key", outcome.tasks().get(i))
          .add();
    }
    batch.execute();
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

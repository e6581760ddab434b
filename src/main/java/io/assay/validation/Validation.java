package io.assay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.PriorSource;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.LabelPrior;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model version for every fit of a dataset of texts, and lends consensus its predictions.
 */
@ApplicationScoped
class Validation implements PriorSource {
  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final ValidationEngine engine = new CpuEngine();

  Validation(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  @Override
  public LabelPrior find(UUID datasetId, Answers answers, Map<String, String> gold) {
    Map<String, String> texts = texts(datasetId);
    if (texts.size() < EarnedPrior.MIN_ITEMS) {
      return LabelPrior.none();
    }
    EarnedPrior.Trial trial =
        new EarnedPrior(Aggregators.DEFAULT, engine).run(answers, gold, texts);
    ModelVersion version =
        new ModelVersion(
            UUID.randomUUID(),
            engine.name(),
            trial.labels(),
            texts.size(),
            trial.temperature(),
            trial.gain(),
            trial.earned(),
            hash(texts, answers));
    save(datasetId, version, trial.predictions());
    return trial.prior();
  }

  private Map<String, String> texts(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.key, i.content ->> 'text' AS text FROM item i
                    WHERE i.dataset_id = :dataset AND jsonb_typeof(i.content -> 'text') = 'string'
                    """)
                .bind("dataset", datasetId)
                .map((row, context) -> Map.entry(row.getString("key"), row.getString("text")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void save(UUID datasetId, ModelVersion version, Map<String, double[]> predictions) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO model_version (id, dataset_id, engine, labels, items, temperature,
                    held_out_gain, earned, training_hash)
                  VALUES (:id, :dataset, :engine, CAST(:labels AS jsonb), :items, :temperature, :gain,
                    :earned, :hash)
                  """)
              .bind("id", version.id())
              .bind("dataset", datasetId)
              .bind("engine", version.engine())
              .bind("labels", write(version.labels()))
              .bind("items", version.items())
              .bind("temperature", version.temperature())
              .bind("gain", version.heldOutGain())
              .bind("earned", version.earned())
              .bind("hash", version.trainingHash())
              .execute();
          if (predictions.isEmpty()) {
            return;
          }
          var batch =
              handle.prepareBatch(
                  """
                  INSERT INTO prediction (item_id, version_id, probabilities)
                  SELECT id, :version, CAST(:probabilities AS jsonb) FROM item
                  WHERE dataset_id = :dataset AND key = :key
                  ON CONFLICT (item_id) DO UPDATE SET version_id = excluded.version_id,
                    probabilities = excluded.probabilities
                  """);
          predictions.forEach(
              (key, probabilities) ->
                  batch
                      .bind("version", version.id())
                      .bind("probabilities", write(named(version, probabilities)))
                      .bind("dataset", datasetId)
                      .bind("key", key)
                      .add());
          batch.execute();
        });
  }

  private JsonNode named(ModelVersion version, double[] probabilities) {
    Prediction prediction = new Prediction("", new TreeMap<>());
    for (int k = 0; k < probabilities.length; k++) {
      prediction.probabilities().put(version.labels().get(k), probabilities[k]);
    }
    return json.valueToTree(prediction.probabilities());
  }

  private static String hash(Map<String, String> texts, Answers answers) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int t = 0; t < answers.tasks(); t++) {
        @Nullable String text = texts.get(answers.task(t));
        digest.update(
            (answers.task(t) + "\u001f" + text + "\u001e").getBytes(StandardCharsets.UTF_8));
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          String answer =
              answers.labeler(answers.labelerAt(p)) + "\u001f" + answers.label(answers.labelAt(p));
          digest.update((answer + "\u001e").getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.assay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.PriorSource;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.heads.Folds;
import io.assay.validation.heads.SoftmaxTrainer;
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
  private static final String HEAD = "softmax regression";

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final ValidationEngine engine;

  Validation(Jdbi jdbi, ObjectMapper json, ValidationEngine engine) {
    this.jdbi = jdbi;
    this.json = json;
    this.engine = engine;
  }

  @Override
  public Lent find(Crowd crowd) {
    Map<String, String> texts = texts(crowd.datasetId());
    if (texts.size() < ModelTrial.MIN_ITEMS) {
      return Lent.nothing();
    }
    EngineUse use = engine.use();
    ModelTrial.Outcome outcome =
        ModelTrial.run(
            Aggregators.DEFAULT, crowd.answers(), crowd.gold(), crowd.exclusions(), texts, use);
    if (!outcome.isTried()) {
      return Lent.nothing();
    }
    ModelVersion version = version(use.stamp(), outcome, hash(texts, crowd.answers()));
    if (crowd.kept()) {
      save(crowd.datasetId(), version, outcome);
    }
    return outcome.earned()
        ? new Lent(outcome.prior(), outcome.echoes(), version.id(), version.modelHash())
        : Lent.nothing();
  }

  private static ModelVersion version(
      String engine, ModelTrial.Outcome outcome, String trainingHash) {
    TreeMap<String, Double> parameters = new TreeMap<>();
    parameters.put("columns", (double) TextEncoder.COLUMNS);
    parameters.put("folds", (double) Folds.COUNT);
    parameters.put(
        "strength", SoftmaxTrainer.choices().get(outcome.predictions().choice()).strength());
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("crossEntropy", outcome.predictions().crossEntropy());
    metrics.put("heldOutAnswers", (double) outcome.weight().heldOut());
    metrics.put("gainStandardError", outcome.weight().standardError());
    metrics.put("echoes", (double) outcome.echoes().size());
    return new ModelVersion(
        UUID.randomUUID(),
        engine,
        TextEncoder.NAME,
        HEAD,
        outcome.labels(),
        outcome.tasks().size(),
        outcome.predictions().temperature(),
        outcome.weight().weight(),
        outcome.weight().gain(),
        outcome.earned(),
        parameters,
        metrics,
        trainingHash,
        hash(outcome));
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

  private void save(UUID datasetId, ModelVersion version, ModelTrial.Outcome outcome) {
    jdbi.useHandle(
        handle -> {
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
          var batch =
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
                .bind(
                    "probabilities", write(Prediction.of(version.labels(), outcome.prediction(i))))
                .bind("dataset", datasetId)
                .bind("key", outcome.tasks().get(i))
                .add();
          }
          batch.execute();
        });
  }

  /** Names the predictions, as they are stored. */
  private static String hash(ModelTrial.Outcome outcome) {
    MessageDigest digest = sha256();
    for (int i = 0; i < outcome.tasks().size(); i++) {
      String line = outcome.tasks().get(i) + Prediction.of(outcome.labels(), outcome.prediction(i));
      digest.update((line + "\u001e").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(Map<String, String> texts, Answers answers) {
    MessageDigest digest = sha256();
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
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
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

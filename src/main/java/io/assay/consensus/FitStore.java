package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.consensus.classification.AnswersHash;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Drift;
import io.assay.consensus.classification.FitProvenance;
import io.assay.consensus.classification.Reliability;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Fits in the database: what each rests on, and what it knows of labelers. */
@ApplicationScoped
class FitStore {
  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final ConsensusStore store;

  FitStore(Jdbi jdbi, ObjectMapper json, ConsensusStore store) {
    this.jdbi = jdbi;
    this.json = json;
    this.store = store;
  }

  UUID saveFit(UUID datasetId, ConsensusStore.Loaded loaded, FitInput input, Estimate fit) {
    UUID id = UUID.randomUUID();
    String hash = AnswersHash.of(loaded.answers(), loaded.gold());
    String evaluation = fit.goldEvaluation().map(this::write).orElse(null);
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO consensus_fit (id, dataset_id, method, provenance, answers, labelers,
                    answers_hash, last_sequence, calibration_basis, gold_items,
                    inverse_temperature, gold_exponent, expected_calibration_error,
                    gold_evaluation, exclusions, model)
                  VALUES (:id, :dataset, :method, CAST(:provenance AS jsonb), :answers, :labelers,
                    :hash, :last, :calibration.basis, :calibration.goldItems,
                    :calibration.inverseTemperature, :calibration.goldExponent,
                    :calibration.expectedCalibrationError, CAST(:evaluation AS jsonb),
                    CAST(:exclusions AS jsonb), CAST(:model AS jsonb))
                  """)
              .bind("id", id)
              .bind("dataset", datasetId)
              .bind("method", fit.method())
              .bind("provenance", provenance(fit, hash, loaded.lastSequence(), input.lent()))
              .bind("answers", loaded.answers().size())
              .bind("labelers", loaded.answers().labelers())
              .bind("hash", hash)
              .bind("last", loaded.lastSequence())
              .bindMethods("calibration", fit.calibration())
              .bindByType("evaluation", evaluation, String.class)
              .bind("exclusions", write(FitExclusions.of(input)))
              .bindByType("model", writeIfAny(FitModel.of(input.lent())), String.class)
              .execute();
          store.saveItems(handle, datasetId, id, loaded, input, fit);
          saveReliabilities(handle, datasetId, loaded, fit);
        });
    return id;
  }

  private void saveReliabilities(
      Handle handle, UUID datasetId, ConsensusStore.Loaded loaded, Estimate fit) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO reliability (dataset_id, labeler_id, answers, accuracy, accuracy_low,
              accuracy_high, informativeness, confusion, worst_class, drift)
            VALUES (:dataset, :labeler, :answers, :accuracy, :low, :high, :informativeness,
              CAST(:confusion AS jsonb), CAST(:worst AS jsonb), CAST(:drift AS jsonb))
            ON CONFLICT (dataset_id, labeler_id) DO UPDATE SET answers = excluded.answers,
              accuracy = excluded.accuracy, accuracy_low = excluded.accuracy_low,
              accuracy_high = excluded.accuracy_high, informativeness = excluded.informativeness,
              confusion = excluded.confusion, worst_class = excluded.worst_class,
              drift = excluded.drift
            """);
    // In the order in which TouchedReliabilities locks them.
    SortedMap<UUID, Reliability> inLockOrder = new TreeMap<>();
    for (Reliability one : fit.reliabilities()) {
      UUID labeler = loaded.labelerIds().get(one.labeler());
      if (labeler != null) {
        inLockOrder.put(labeler, one);
      }
    }
    for (Map.Entry<UUID, Reliability> entry : inLockOrder.entrySet()) {
      Reliability one = entry.getValue();
      batch
          .bind("dataset", datasetId)
          .bind("labeler", entry.getKey())
          .bind("answers", one.answers())
          .bind("accuracy", one.accuracy())
          .bind("low", one.accuracyLow())
          .bind("high", one.accuracyHigh())
          .bind("informativeness", one.informativeness())
          .bind("confusion", write(fit.confusions().table(one.labeler())))
          .bindByType("worst", writeIfAny(one.worstClass()), String.class)
          .bindByType("drift", writeIfAny(drift(loaded, fit, one.labeler())), String.class)
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static @Nullable Drift drift(ConsensusStore.Loaded loaded, Estimate fit, String labeler) {
    List<String> order = loaded.order().getOrDefault(labeler, List.of());
    return fit.drift(labeler, order).orElse(null);
  }

  /**
   * The last fit of a dataset, with what it knows of these labelers.
   *
   * @param goldExponent power by which gold calibrated its probabilities; 1 where it did not
   * @param echoes of the model that lent it a prior, whose answers it did without
   */
  record LastFit(
      UUID id, String method, double goldExponent, Confusions confusions, Set<String> echoes) {}

  Optional<LastFit> findLastFit(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT id, method, coalesce(gold_exponent, 1) AS gold_exponent, provenance,"
                        + " model FROM"
                        + " consensus_fit WHERE dataset_id = :dataset ORDER BY created_at DESC"
                        + " LIMIT 1")
                .bind("dataset", datasetId)
                .map(
                    (row, context) ->
                        new LastFit(
                            row.getObject("id", UUID.class),
                            row.getString("method"),
                            row.getDouble("gold_exponent"),
                            confusions(handle, datasetId, row.getString("provenance")),
                            echoes(row.getString("model"))))
                .findOne());
  }

  private Set<String> echoes(@Nullable String model) {
    Set<String> echoes = new HashSet<>();
    if (model != null) {
      read(model).path("echoes").forEach(echo -> echoes.add(echo.textValue()));
    }
    return echoes;
  }

  private Confusions confusions(Handle handle, UUID datasetId, String provenance) {
    JsonNode known = read(provenance);
    List<String> labels = new ArrayList<>();
    known.get("labels").forEach(label -> labels.add(label.textValue()));
    Map<String, double[]> tables =
        handle
            .createQuery(
                "SELECT a.pseudonym, r.confusion FROM reliability r JOIN account a ON a.id ="
                    + " r.labeler_id WHERE r.dataset_id = :dataset")
            .bind("dataset", datasetId)
            .map((row, context) -> Map.entry(row.getString(1), numbers(read(row.getString(2)))))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    return Confusions.of(
        labels,
        numbers(known.get("share")),
        numbers(known.get("usual")),
        tables,
        known.path("inverseTemperature").asDouble(1));
  }

  private String provenance(
      Estimate fit, String answersHash, long lastSequence, PriorSource.Lent lent) {
    ObjectNode node = json.createObjectNode();
    node.set("parameters", json.valueToTree(fit.parameters()));
    node.put("iterations", fit.iterations());
    node.put("logLikelihood", fit.logLikelihood());
    node.set("labels", json.valueToTree(fit.confusions().labels()));
    node.set("share", json.valueToTree(fit.confusions().share()));
    node.set("usual", json.valueToTree(fit.confusions().usual()));
    node.put("inverseTemperature", fit.confusions().inverseTemperature());
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    fit.provenance(answersHash, lastSequence, FitModel.named(lent), now)
        .ifPresent(provenance -> node.put("tribuo", FitProvenance.write(provenance)));
    return node.toString();
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable String writeIfAny(@Nullable Object value) {
    return value == null ? null : write(value);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

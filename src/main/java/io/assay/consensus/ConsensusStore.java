package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Answers, fits and estimated labels in the database. */
@ApplicationScoped
class ConsensusStore {
  /**
   * All answers of a dataset.
   *
   * @param itemIds by key
   * @param labelerIds by subject
   * @param lastSequence of the newest submission among them, 0 where there is none
   */
  record Loaded(
      Answers answers,
      Map<String, String> gold,
      Map<String, UUID> itemIds,
      Map<String, UUID> labelerIds,
      long lastSequence) {}

  /** The answers to one item, by labeler subject. */
  record ItemAnswers(
      UUID itemId, UUID datasetId, Optional<String> gold, SortedMap<String, String> answers) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;

  ConsensusStore(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  Loaded load(UUID datasetId) {
    Answers.Builder answers = Answers.builder();
    Map<String, UUID> items = new HashMap<>();
    Map<String, UUID> labelers = new HashMap<>();
    long[] last = new long[1];
    Map<String, String> gold = new HashMap<>();
    jdbi.useHandle(
        handle -> {
          handle
              .createQuery(
                  """
                  SELECT i.key, a.subject, s.label, s.item_id, s.labeler_id, s.sequence
                  FROM submission s JOIN item i ON i.id = s.item_id
                    JOIN account a ON a.id = s.labeler_id
                  WHERE s.dataset_id = :dataset
                  """)
              .bind("dataset", datasetId)
              .map(
                  (row, context) -> {
                    answers.add(row.getString(1), row.getString(2), row.getString(3));
                    items.put(row.getString(1), row.getObject(4, UUID.class));
                    labelers.put(row.getString(2), row.getObject(5, UUID.class));
                    last[0] = Math.max(last[0], row.getLong(6));
                    return 1;
                  })
              .list();
          gold.putAll(gold(handle, datasetId));
        });
    return new Loaded(answers.build(), gold, items, labelers, last[0]);
  }

  private static Map<String, String> gold(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            "SELECT i.key, g.label FROM gold g JOIN item i ON i.id = g.item_id WHERE g.dataset_id ="
                + " :dataset")
        .bind("dataset", datasetId)
        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  List<ItemAnswers> loadItems(Collection<UUID> itemIds) {
    Map<UUID, ItemAnswers> items = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT s.item_id, s.dataset_id, g.label AS gold, a.subject, s.label
                    FROM submission s JOIN account a ON a.id = s.labeler_id
                      LEFT JOIN gold g ON g.item_id = s.item_id
                    WHERE s.item_id = ANY (:items)
                    """)
                .bindArray("items", UUID.class, itemIds.toArray())
                .map(
                    (row, context) -> {
                      UUID item = row.getObject("item_id", UUID.class);
                      UUID dataset = row.getObject("dataset_id", UUID.class);
                      Optional<String> gold = Optional.ofNullable(row.getString("gold"));
                      items
                          .computeIfAbsent(
                              item, id -> new ItemAnswers(id, dataset, gold, new TreeMap<>()))
                          .answers()
                          .put(row.getString("subject"), row.getString("label"));
                      return 1;
                    })
                .list());
    return new ArrayList<>(items.values());
  }

  void saveItem(ItemAnswers item, ItemConsensus estimate, String method, @Nullable UUID fitId) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch = itemBatch(handle, "<");
          bind(
              batch,
              item.itemId(),
              item.datasetId(),
              estimate.label(),
              estimate.confidence(),
              write(estimate.posterior()),
              item.answers().size(),
              method,
              fitId);
          batch.execute();
        });
  }

  UUID saveFit(UUID datasetId, Loaded loaded, Consensus fit) {
    UUID id = UUID.randomUUID();
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO consensus_fit (id, dataset_id, method, provenance, answers, labelers,
                    answers_hash, last_sequence)
                  VALUES (:id, :dataset, :method, CAST(:provenance AS jsonb), :answers, :labelers,
                    :hash, :last)
                  """)
              .bind("id", id)
              .bind("dataset", datasetId)
              .bind("method", fit.method())
              .bind("provenance", provenance(fit))
              .bind("answers", loaded.answers().size())
              .bind("labelers", loaded.answers().labelers())
              .bind("hash", AnswersHash.of(loaded.answers(), loaded.gold()))
              .bind("last", loaded.lastSequence())
              .execute();
          saveItems(handle, datasetId, id, loaded, fit);
          saveReliabilities(handle, datasetId, loaded, fit);
        });
    return id;
  }

  private void saveItems(Handle handle, UUID datasetId, UUID fitId, Loaded loaded, Consensus fit) {
    PreparedBatch batch = itemBatch(handle, "<=");
    Answers answers = fit.answers();
    SortedMap<UUID, Integer> inLockOrder = new TreeMap<>();
    for (int t = 0; t < answers.tasks(); t++) {
      UUID item = loaded.itemIds().get(answers.task(t));
      if (item != null) { // Null for a gold task nobody has answered.
        inLockOrder.put(item, t);
      }
    }
    for (Map.Entry<UUID, Integer> entry : inLockOrder.entrySet()) {
      UUID item = entry.getKey();
      int t = entry.getValue();
      int count = answers.taskEnd(t) - answers.taskStart(t);
      bind(
          batch,
          item,
          datasetId,
          fit.label(t),
          fit.confidence(t),
          write(fit.posterior(t)),
          count,
          fit.method(),
          fitId);
      if (batch.size() >= 1000) {
        batch.execute();
      }
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /**
   * Writes estimates over those that rest on fewer answers.
   *
   * @param over {@code "<="} for a fit, which knows more than an update of the item alone, whatever
   *     order the two arrive in; {@code "<"} for that update
   */
  private static PreparedBatch itemBatch(Handle handle, String over) {
    return handle.prepareBatch(
        """
        INSERT INTO consensus (item_id, dataset_id, label, confidence, posterior, answers, method,
          fit_id)
        VALUES (:item, :dataset, :label, :confidence, CAST(:posterior AS jsonb), :answers, :method,
          CAST(:fit AS uuid))
        ON CONFLICT (item_id) DO UPDATE SET label = excluded.label,
          confidence = excluded.confidence, posterior = excluded.posterior,
          answers = excluded.answers, method = excluded.method, fit_id = excluded.fit_id,
          updated_at = now()
        WHERE consensus.answers """
            + over
            + " excluded.answers");
  }

  private static void bind(
      PreparedBatch batch,
      UUID item,
      UUID dataset,
      String label,
      double confidence,
      String posterior,
      int answers,
      String method,
      @Nullable UUID fitId) {
    batch
        .bind("item", item)
        .bind("dataset", dataset)
        .bind("label", label)
        .bind("confidence", confidence)
        .bind("posterior", posterior)
        .bind("answers", answers)
        .bind("method", method)
        .bindByType("fit", fitId, UUID.class)
        .add();
  }

  private void saveReliabilities(Handle handle, UUID datasetId, Loaded loaded, Consensus fit) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO reliability (dataset_id, labeler_id, answers, accuracy, accuracy_low,
              accuracy_high, informativeness, confusion)
            VALUES (:dataset, :labeler, :answers, :accuracy, :low, :high, :informativeness,
              CAST(:confusion AS jsonb))
            ON CONFLICT (dataset_id, labeler_id) DO UPDATE SET answers = excluded.answers,
              accuracy = excluded.accuracy, accuracy_low = excluded.accuracy_low,
              accuracy_high = excluded.accuracy_high, informativeness = excluded.informativeness,
              confusion = excluded.confusion
            """);
    for (Reliability one : fit.reliabilities()) {
      UUID labeler = loaded.labelerIds().get(one.labeler());
      if (labeler == null) {
        continue;
      }
      batch
          .bind("dataset", datasetId)
          .bind("labeler", labeler)
          .bind("answers", one.answers())
          .bind("accuracy", one.accuracy())
          .bind("low", one.accuracyLow())
          .bind("high", one.accuracyHigh())
          .bind("informativeness", one.informativeness())
          .bind("confusion", write(fit.confusions().table(one.labeler())))
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** The last fit of a dataset, with what it knows of these labelers. */
  record LastFit(UUID id, String method, Confusions confusions) {}

  Optional<LastFit> findLastFit(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT id, method, provenance FROM consensus_fit WHERE dataset_id = :dataset"
                        + " ORDER BY created_at DESC LIMIT 1")
                .bind("dataset", datasetId)
                .map(
                    (row, context) ->
                        new LastFit(
                            row.getObject("id", UUID.class),
                            row.getString("method"),
                            confusions(handle, datasetId, row.getString("provenance"))))
                .findOne());
  }

  private Confusions confusions(Handle handle, UUID datasetId, String provenance) {
    JsonNode known = read(provenance);
    List<String> labels = new ArrayList<>();
    known.get("labels").forEach(label -> labels.add(label.textValue()));
    Map<String, double[]> tables =
        handle
            .createQuery(
                "SELECT a.subject, r.confusion FROM reliability r JOIN account a ON a.id ="
                    + " r.labeler_id WHERE r.dataset_id = :dataset")
            .bind("dataset", datasetId)
            .map((row, context) -> Map.entry(row.getString(1), numbers(read(row.getString(2)))))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    return Confusions.of(labels, numbers(known.get("share")), numbers(known.get("usual")), tables);
  }

  private String provenance(Consensus fit) {
    ObjectNode node = json.createObjectNode();
    node.set("parameters", json.valueToTree(fit.parameters()));
    node.put("iterations", fit.iterations());
    node.put("logLikelihood", fit.logLikelihood());
    node.set("labels", json.valueToTree(fit.confusions().labels()));
    node.set("share", json.valueToTree(fit.confusions().share()));
    node.set("usual", json.valueToTree(fit.confusions().usual()));
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

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

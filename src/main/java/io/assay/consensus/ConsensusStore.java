package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.ItemConsensus;
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

/** Answers and estimated labels in the database. */
@ApplicationScoped
class ConsensusStore {
  /**
   * All answers of a dataset.
   *
   * @param unsuggested those given before the model had suggested one
   * @param itemIds by key
   * @param labelerIds by pseudonym
   * @param lastSequence of the newest submission among them, 0 where there is none
   * @param order keys of the items a labeler answered, in that order, by pseudonym
   */
  record Loaded(
      Answers answers,
      Answers unsuggested,
      Map<String, String> gold,
      Map<String, UUID> itemIds,
      Map<String, UUID> labelerIds,
      long lastSequence,
      Map<String, List<String>> order) {}

  /** How hard an item is, and the share of its answers that differ from its label. */
  private record Doubt(double difficulty, double disagreement) {}

  /**
   * The answers to one item, by labeler pseudonym.
   *
   * @param prior that the last fit was lent, by label; empty without one
   */
  record ItemAnswers(
      UUID itemId,
      UUID datasetId,
      Optional<String> gold,
      SortedMap<String, Double> prior,
      SortedMap<String, String> answers) {}

  /** Over an estimate that rests on fewer answers; prior and validity stay those of the fit. */
  private static final String ONE_ITEM =
      """
      INSERT INTO consensus (item_id, dataset_id, label, confidence, posterior, answers, method,
        fit_id, difficulty, disagreement)
      VALUES (:item, :dataset, :label, :confidence, CAST(:posterior AS jsonb), :answers, :method,
        CAST(:fit AS uuid), :difficulty, :disagreement)
      ON CONFLICT (item_id) DO UPDATE SET label = excluded.label,
        confidence = excluded.confidence, posterior = excluded.posterior,
        answers = excluded.answers, method = excluded.method, fit_id = excluded.fit_id,
        difficulty = excluded.difficulty, disagreement = excluded.disagreement,
        updated_at = now()
      WHERE consensus.answers < excluded.answers
      """;

  /** Also over one on as many answers: a fit knows more, whatever order the two arrive in. */
  private static final String FIT_ITEMS =
      """
      INSERT INTO consensus (item_id, dataset_id, label, confidence, posterior, answers, method,
        fit_id, difficulty, disagreement, prior, validity)
      VALUES (:item, :dataset, :label, :confidence, CAST(:posterior AS jsonb), :answers, :method,
        CAST(:fit AS uuid), :difficulty, :disagreement, CAST(:prior AS jsonb),
        CAST(:validity AS jsonb))
      ON CONFLICT (item_id) DO UPDATE SET label = excluded.label,
        confidence = excluded.confidence, posterior = excluded.posterior,
        answers = excluded.answers, method = excluded.method, fit_id = excluded.fit_id,
        difficulty = excluded.difficulty, disagreement = excluded.disagreement,
        prior = excluded.prior, validity = excluded.validity, updated_at = now()
      WHERE consensus.answers <= excluded.answers
      """;

  private static final TypeReference<TreeMap<String, Double>> NUMBERS = new TypeReference<>() {};

  private final Jdbi jdbi;
  private final ObjectMapper json;

  ConsensusStore(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  Loaded load(UUID datasetId) {
    Answers.Builder answers = Answers.builder();
    Answers.Builder unsuggested = Answers.builder();
    boolean[] anySuggested = new boolean[1];
    Map<String, UUID> items = new HashMap<>();
    Map<String, UUID> labelers = new HashMap<>();
    long[] last = new long[1];
    Map<String, String> gold = new HashMap<>();
    Map<String, List<String>> order = new HashMap<>();
    Map<String, String> keys = new HashMap<>(); // One string a key, however many answers it has.
    jdbi.useHandle(
        handle -> {
          handle
              .createQuery(
                  """
                  SELECT i.key, a.pseudonym, s.label, s.item_id, s.labeler_id, s.sequence,
                    s.suggested
                  FROM submission s JOIN item i ON i.id = s.item_id
                    JOIN account a ON a.id = s.labeler_id
                  WHERE s.dataset_id = :dataset ORDER BY s.sequence
                  """)
              .bind("dataset", datasetId)
              .map(
                  (row, context) -> {
                    answers.add(row.getString(1), row.getString(2), row.getString(3));
                    if (row.getBoolean(7)) {
                      anySuggested[0] = true;
                    } else {
                      unsuggested.add(row.getString(1), row.getString(2), row.getString(3));
                    }
                    items.put(row.getString(1), row.getObject(4, UUID.class));
                    labelers.put(row.getString(2), row.getObject(5, UUID.class));
                    order
                        .computeIfAbsent(row.getString(2), subject -> new ArrayList<>())
                        .add(keys.computeIfAbsent(row.getString(1), key -> key));
                    last[0] = Math.max(last[0], row.getLong(6));
                    return 1;
                  })
              .list();
          gold.putAll(gold(handle, datasetId));
        });
    Answers all = answers.build();
    Answers alone = anySuggested[0] ? unsuggested.build() : all;
    return new Loaded(all, alone, gold, items, labelers, last[0], order);
  }

  private SortedMap<String, Double> numbers(@Nullable String text) {
    try {
      return text == null ? new TreeMap<>() : json.readValue(text, NUMBERS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> gold(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            "SELECT i.key, g.label FROM known_label g JOIN item i ON i.id = g.item_id WHERE g.dataset_id ="
                + " :dataset")
        .bind("dataset", datasetId)
        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** The two things that each item of the dataset compares, by key; without items that lack one. */
  Map<String, SchemaConsensus.Pair> loadPairs(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT key, content ->> 'left', content ->> 'right' FROM item
                    WHERE dataset_id = :dataset AND content ->> 'left' IS NOT NULL
                      AND content ->> 'right' IS NOT NULL
                    """)
                .bind("dataset", datasetId)
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getString(1),
                            new SchemaConsensus.Pair(row.getString(2), row.getString(3))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  List<ItemAnswers> loadItems(Collection<UUID> itemIds) {
    Map<UUID, ItemAnswers> items = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT s.item_id, s.dataset_id, g.label AS gold, a.pseudonym, s.label, c.prior
                    FROM submission s JOIN account a ON a.id = s.labeler_id
                      LEFT JOIN known_label g ON g.item_id = s.item_id
                      LEFT JOIN consensus c ON c.item_id = s.item_id
                    WHERE s.item_id = ANY (:items)
                    """)
                .bindArray("items", UUID.class, itemIds.toArray())
                .map(
                    (row, context) -> {
                      UUID item = row.getObject("item_id", UUID.class);
                      UUID dataset = row.getObject("dataset_id", UUID.class);
                      Optional<String> gold = Optional.ofNullable(row.getString("gold"));
                      SortedMap<String, Double> prior = numbers(row.getString("prior"));
                      items
                          .computeIfAbsent(
                              item,
                              id -> new ItemAnswers(id, dataset, gold, prior, new TreeMap<>()))
                          .answers()
                          .put(row.getString("pseudonym"), row.getString("label"));
                      return 1;
                    })
                .list());
    return new ArrayList<>(items.values());
  }

  void saveItem(ItemAnswers item, ItemConsensus estimate, String method, @Nullable UUID fitId) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(ONE_ITEM);
          bind(
              batch,
              item.itemId(),
              item.datasetId(),
              estimate.label(),
              estimate.confidence(),
              new Doubt(estimate.difficulty(), estimate.disagreement()),
              write(estimate.posterior()),
              item.answers().size(),
              method,
              fitId);
          batch.execute();
        });
  }

  /** Writes the estimates of a fit, in the present transaction. */
  void saveItems(
      Handle handle, UUID datasetId, UUID fitId, Loaded loaded, FitInput input, Estimate fit) {
    PreparedBatch batch = handle.prepareBatch(FIT_ITEMS);
    FitDetails details = new FitDetails(loaded, input, fit);
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
      batch.bindByType("prior", writeIfAny(details.prior(t)), String.class);
      batch.bindByType("validity", writeIfAny(details.validity(t)), String.class);
      bind(
          batch,
          item,
          datasetId,
          fit.label(t),
          fit.confidence(t),
          new Doubt(fit.difficulty(t), fit.disagreement(t)),
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

  private static void bind(
      PreparedBatch batch,
      UUID item,
      UUID dataset,
      String label,
      double confidence,
      Doubt doubt,
      String posterior,
      int answers,
      String method,
      @Nullable UUID fitId) {
    batch
        .bind("item", item)
        .bind("dataset", dataset)
        .bind("label", label)
        .bind("confidence", confidence)
        .bind("difficulty", doubt.difficulty())
        .bind("disagreement", doubt.disagreement())
        .bind("posterior", posterior)
        .bind("answers", answers)
        .bind("method", method)
        .bindByType("fit", fitId, UUID.class)
        .add();
  }

  /** Has the dataset fitted anew by the schedule, in the present transaction. */
  void markForRefit(UUID datasetId) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO consensus_refit (dataset_id, since) VALUES (:dataset,"
                        + " clock_timestamp()) ON CONFLICT (dataset_id) DO UPDATE SET since ="
                        + " excluded.since")
                .bind("dataset", datasetId)
                .execute());
  }

  private @Nullable String writeIfAny(Optional<?> value) {
    return value.map(this::write).orElse(null);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

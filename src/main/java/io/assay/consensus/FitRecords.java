package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.AnswersHash;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.dataset.LabelSchema;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the last fit of a dataset was made from, for those who prove it to others. */
@ApplicationScoped
public class FitRecords {
  private static final int FETCH = 1000;
  private static final int TRANSACTION_SECONDS = 600;

  /** An answer as it was given: key of the item, pseudonym of the labeler. */
  public record Answer(String item, String labeler, String label) {}

  /**
   * The parts of a fit.
   *
   * @param method null before the first fit
   * @param model that lent a prior, as it is kept; null without one
   * @param answers all there are, in the order in which they came
   * @param fitted how many of them, from the first on, the fit rests on
   * @param gold known labels by item
   * @param prior in millionths, by item and label
   * @param ignored labelers whose answers decide nothing
   * @param groups of labelers whose votes count together
   * @param pairs left and right thing by item, where things are compared
   * @param indexes place of each labeler in every payout
   */
  public record FitRecord(
      Dataset dataset,
      @Nullable String method,
      @Nullable JsonNode model,
      List<Answer> answers,
      int fitted,
      Map<String, String> gold,
      Map<String, SortedMap<String, Double>> prior,
      Set<String> ignored,
      Map<String, String> groups,
      Map<String, List<String>> pairs,
      Map<String, Long> indexes) {}

  private record Fit(
      String method, String hash, long lastSequence, JsonNode exclusions, @Nullable String model) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final Datasets datasets;
  private final ConsensusStore store;
  private final Refits refits;

  FitRecords(Jdbi jdbi, ObjectMapper json, Datasets datasets, ConsensusStore store, Refits refits) {
    this.jdbi = jdbi;
    this.json = json;
    this.datasets = datasets;
    this.store = store;
    this.refits = refits;
  }

  /**
   * Reads the record of a dataset. Where labels became known after its last fit, it is fitted again
   * first, for the fit cannot be told from what is known now.
   */
  public FitRecord load(UUID datasetId) {
    FitRecord record = read(datasetId, false);
    if (record.method() == null && !record.answers().isEmpty()) {
      refits.refit(datasetId);
      return read(datasetId, true);
    }
    return record;
  }

  /**
   * The record as it is, from one snapshot: a fit that is saved meanwhile is in it whole or not at
   * all.
   *
   * @param anyway whether to take a fit whose known labels have changed since; else its method is
   *     null
   */
  private FitRecord read(UUID datasetId, boolean anyway) {
    return QuarkusTransaction.requiringNew()
        .timeout(TRANSACTION_SECONDS)
        .call(
            () ->
                jdbi.withHandle(
                    handle -> {
                      handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                      return read(handle, datasets.get(datasetId), anyway);
                    }));
  }

  private FitRecord read(Handle handle, Dataset dataset, boolean anyway) {
    Fit fit = findFit(handle, dataset.id);
    List<Answer> answers = new ArrayList<>();
    Map<String, Long> indexes = new HashMap<>();
    int fitted =
        readAnswers(handle, dataset.id, fit == null ? 0 : fit.lastSequence(), answers, indexes);
    Map<String, String> gold = new HashMap<>();
    ReceiptBundle.gold(handle, dataset.id, row -> gold.put(row.get(0), row.get(1)));
    boolean stands =
        fit != null && (anyway || hash(answers.subList(0, fitted), gold).equals(fit.hash()));
    if (fit == null || !stands) {
      return new FitRecord(
          dataset, null, null, answers, 0, gold, Map.of(), Set.of(), Map.of(), Map.of(), indexes);
    }
    Map<String, SortedMap<String, Double>> prior = new HashMap<>();
    if (fit.model() != null) {
      readPrior(handle, dataset.id, prior);
    }
    Set<String> ignored = new HashSet<>();
    fit.exclusions().path("ignored").forEach(one -> ignored.add(one.textValue()));
    Map<String, String> groups = new HashMap<>();
    fit.exclusions()
        .path("groups")
        .fields()
        .forEachRemaining(one -> groups.put(one.getKey(), one.getValue().textValue()));
    return new FitRecord(
        dataset,
        fit.method(),
        fit.model() == null ? null : parse(fit.model()),
        answers,
        fitted,
        gold,
        prior,
        ignored,
        groups,
        dataset.labelSchema instanceof LabelSchema.Pairwise ? pairs(dataset.id) : Map.of(),
        indexes);
  }

  private @Nullable Fit findFit(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT method, answers_hash, last_sequence, exclusions, model FROM consensus_fit
            WHERE dataset_id = :dataset ORDER BY created_at DESC LIMIT 1
            """)
        .bind("dataset", datasetId)
        .map(
            (row, context) ->
                new Fit(
                    row.getString("method"),
                    row.getString("answers_hash"),
                    row.getLong("last_sequence"),
                    parse(row.getString("exclusions")),
                    row.getString("model")))
        .findOne()
        .orElse(null);
  }

  private static int readAnswers(
      Handle handle, UUID datasetId, long last, List<Answer> into, Map<String, Long> indexes) {
    int[] fitted = new int[1];
    handle
        .createQuery(
            """
            SELECT i.key, a.pseudonym, s.label, s.sequence, a.labeler_index FROM submission s
              JOIN item i ON i.id = s.item_id JOIN account a ON a.id = s.labeler_id
            WHERE s.dataset_id = :dataset ORDER BY s.sequence
            """)
        .bind("dataset", datasetId)
        .setFetchSize(FETCH)
        .map(
            (row, context) -> {
              fitted[0] += row.getLong(4) <= last ? 1 : 0;
              indexes.put(row.getString(2), row.getLong(5));
              return new Answer(row.getString(1), row.getString(2), row.getString(3));
            })
        .forEach(into::add);
    return fitted[0];
  }

  private void readPrior(
      Handle handle, UUID datasetId, Map<String, SortedMap<String, Double>> into) {
    handle
        .createQuery(
            "SELECT i.key, c.prior FROM consensus c JOIN item i ON i.id = c.item_id WHERE"
                + " c.dataset_id = :dataset AND c.prior IS NOT NULL")
        .bind("dataset", datasetId)
        .setFetchSize(FETCH)
        .map((row, context) -> Map.entry(row.getString(1), parse(row.getString(2))))
        .forEach(
            item -> {
              TreeMap<String, Double> byLabel = new TreeMap<>();
              item.getValue()
                  .fields()
                  .forEachRemaining(one -> byLabel.put(one.getKey(), one.getValue().doubleValue()));
              into.put(item.getKey(), byLabel);
            });
  }

  private Map<String, List<String>> pairs(UUID datasetId) {
    Map<String, List<String>> pairs = new HashMap<>();
    store
        .loadPairs(datasetId)
        .forEach((item, pair) -> pairs.put(item, List.of(pair.left(), pair.right())));
    return pairs;
  }

  private static String hash(List<Answer> answers, Map<String, String> gold) {
    Answers.Builder builder = Answers.builder();
    answers.forEach(one -> builder.add(one.item(), one.labeler(), one.label()));
    return AnswersHash.of(builder.build(), gold);
  }

  private JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

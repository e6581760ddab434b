package io.assay.validation;

import io.assay.consensus.answers.Answers;
import io.assay.validation.features.Encoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What the model of a dataset is given of the items that somebody answered. */
@ApplicationScoped
class DatasetFeatures {
  /** With more answered files the rest is left to the crowd: all features are in memory at once. */
  private static final int MAX_FILES = 50_000;

  /**
   * The features of a dataset's items.
   *
   * @param contents what was read of each row's item: the text, or the SHA-256 of the file
   */
  record Found(Encoder encoder, ItemFeatures<?> features, List<String> contents) {}

  private final DatasetEncoders encoders;
  private final FeatureStore store;
  private final Jdbi jdbi;

  DatasetFeatures(DatasetEncoders encoders, FeatureStore store, Jdbi jdbi) {
    this.encoders = encoders;
    this.store = store;
    this.jdbi = jdbi;
  }

  /** Features of the items that have answers; none where too few of them can be read. */
  Optional<Found> find(UUID datasetId, Answers answers) {
    return encoders
        .find(datasetId)
        .map(
            encoder ->
                encoder.encoder() instanceof Encoder.OfTexts texts
                    ? ofTexts(texts, answers, texts(datasetId))
                    : ofFiles(
                        encoder.encoder(),
                        answers,
                        store.read(datasetId, encoder.kind(), encoder.encoder().id())))
        .filter(found -> found.features().tasks().size() >= ModelTrial.MIN_ITEMS);
  }

  private static Found ofTexts(
      Encoder.OfTexts encoder, Answers answers, Map<String, String> texts) {
    List<String> tasks = new ArrayList<>();
    List<String> contents = new ArrayList<>();
    for (int t = 0; t < answers.tasks(); t++) {
      String text = texts.get(answers.task(t));
      if (text != null && !text.isBlank()) {
        tasks.add(answers.task(t));
        contents.add(text);
      }
    }
    return new Found(encoder, ItemFeatures.ofTexts(encoder, tasks, contents), contents);
  }

  private static Found ofFiles(
      Encoder encoder, Answers answers, Map<String, FeatureStore.Row> rows) {
    List<String> tasks = new ArrayList<>();
    List<FeatureStore.Row> answered = new ArrayList<>();
    for (int t = 0; t < answers.tasks() && tasks.size() < MAX_FILES; t++) {
      FeatureStore.Row row = rows.get(answers.task(t));
      if (row != null) {
        tasks.add(answers.task(t));
        answered.add(row);
      }
    }
    return new Found(
        encoder,
        ItemFeatures.ofFiles(encoder.dimension(), tasks, answered),
        answered.stream().map(FeatureStore.Row::sha256).toList());
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
}

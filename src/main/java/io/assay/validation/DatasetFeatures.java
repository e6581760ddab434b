package io.assay.validation;

import io.assay.consensus.answers.Answers;
import io.assay.validation.features.Encoder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the model of a dataset is given of its items; those without answers are predicted only. */
@ApplicationScoped
class DatasetFeatures {
  /** With more texts the rest is left to the crowd: a fit would train for minutes. */
  private static final int MAX_TEXTS = 150_000;

  /** With more files the rest is left to the crowd: all features are in memory at once. */
  private static final int MAX_FILES = 50_000;

  /**
   * The features of a dataset's items.
   *
   * @param contents what was read of each row's item: the text, or the SHA-256 of the file
   * @param engine tells after a trial what computed it; null where no engine takes part
   */
  record Found(
      Encoder encoder,
      ItemFeatures<?> features,
      List<String> contents,
      @Nullable EngineUse engine) {
    /** What trained, and the hash of the kernels where they or their twins took part. */
    String stamp() {
      return engine == null ? EngineUse.PLAIN : engine.stamp();
    }
  }

  private final DatasetEncoders encoders;
  private final FeatureStore store;
  private final Supplier<TextTrainers> trainers;
  private final Jdbi jdbi;

  @Inject
  DatasetFeatures(
      DatasetEncoders encoders,
      FeatureStore store,
      ValidationEngine engine,
      ValidationConfig config,
      Jdbi jdbi) {
    this(encoders, store, () -> new TextTrainers(config.head(), engine.use()), jdbi);
  }

  /**
   * Outside of a server.
   *
   * @param trainers those of one trial
   */
  DatasetFeatures(
      DatasetEncoders encoders, FeatureStore store, Supplier<TextTrainers> trainers, Jdbi jdbi) {
    this.trainers = trainers;
    this.encoders = encoders;
    this.store = store;
    this.jdbi = jdbi;
  }

  /** Features of a dataset's items; none where too few of those with answers can be read. */
  Optional<Found> find(UUID datasetId, Answers answers) {
    return encoders
        .find(datasetId)
        .flatMap(
            encoder ->
                encoder.encoder() instanceof Encoder.OfTexts texts
                    ? ofTexts(texts, answers, texts(datasetId))
                    : ofFiles(
                        encoder.encoder(),
                        answers,
                        store.read(datasetId, encoder.kind(), encoder.encoder().id())));
  }

  /** Names what there is to train on: the encoder, and how much it has read. */
  String state(UUID datasetId) {
    return encoders
        .find(datasetId)
        .map(
            one ->
                one.encoder().id()
                    + " "
                    + store.progress(datasetId, one.kind(), one.encoder().id()))
        .orElse("");
  }

  private Optional<Found> ofTexts(
      Encoder.OfTexts encoder, Answers answers, Map<String, String> texts) {
    texts.values().removeIf(String::isBlank);
    List<String> tasks = inOrder(answers, texts.keySet());
    tasks = tasks.subList(0, Math.min(tasks.size(), MAX_TEXTS));
    if (answered(answers, tasks) < ModelTrial.MIN_ITEMS) {
      return Optional.empty();
    }
    List<String> contents = tasks.stream().map(texts::get).toList();
    TextTrainers trial = trainers.get();
    return Optional.of(
        new Found(
            encoder,
            ItemFeatures.ofTexts(encoder, tasks, contents, trial::of),
            contents,
            trial.engine()));
  }

  private static Optional<Found> ofFiles(
      Encoder encoder, Answers answers, Map<String, FeatureStore.Row> rows) {
    List<String> tasks = inOrder(answers, rows.keySet());
    tasks = tasks.subList(0, Math.min(tasks.size(), MAX_FILES));
    if (answered(answers, tasks) < ModelTrial.MIN_ITEMS) {
      return Optional.empty();
    }
    List<FeatureStore.Row> ordered = tasks.stream().map(rows::get).toList();
    return Optional.of(
        new Found(
            encoder,
            ItemFeatures.ofFiles(encoder.dimension(), tasks, ordered),
            ordered.stream().map(FeatureStore.Row::sha256).toList(),
            null));
  }

  /** Items with answers as these have them, and then all others by key. */
  private static List<String> inOrder(Answers answers, Set<String> keys) {
    List<String> ordered = new ArrayList<>();
    for (int t = 0; t < answers.tasks(); t++) {
      if (keys.contains(answers.task(t))) {
        ordered.add(answers.task(t));
      }
    }
    keys.stream().filter(key -> answers.taskIndex(key) < 0).sorted().forEach(ordered::add);
    return ordered;
  }

  private static long answered(Answers answers, List<String> tasks) {
    return tasks.stream().filter(task -> answers.taskIndex(task) >= 0).count();
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

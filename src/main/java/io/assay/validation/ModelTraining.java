package io.assay.validation;

import io.assay.consensus.PriorSource.Crowd;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.validation.heads.Folds;
import io.assay.validation.heads.HeadTrainer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Trains the model of a dataset on a crowd, in this process. */
@ApplicationScoped
class ModelTraining {
  /** A version with what came of its trial. */
  record Trained(ModelVersion version, ModelTrial.Outcome outcome) {}

  private final DatasetFeatures features;

  ModelTraining(DatasetFeatures features) {
    this.features = features;
  }

  /** Trains; nothing where there is too little to learn from. */
  Optional<Trained> train(Crowd crowd) {
    return features.find(crowd.datasetId(), crowd.answers()).flatMap(found -> train(crowd, found));
  }

  private static Optional<Trained> train(Crowd crowd, DatasetFeatures.Found found) {
    ModelTrial.Outcome outcome =
        ModelTrial.run(
            Aggregators.DEFAULT,
            crowd.answers(),
            crowd.gold(),
            crowd.exclusions(),
            found.features());
    return outcome.isTried()
        ? Optional.of(new Trained(version(found, outcome, crowd.answers()), outcome))
        : Optional.empty();
  }

  private static ModelVersion version(
      DatasetFeatures.Found found, ModelTrial.Outcome outcome, Answers answers) {
    HeadTrainer<?> trainer = found.features().trainers().get(outcome.predictions().choice());
    TreeMap<String, Double> parameters = new TreeMap<>(trainer.parameters());
    parameters.put("columns", (double) found.encoder().dimension());
    parameters.put("folds", (double) Folds.COUNT);
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("crossEntropy", outcome.predictions().crossEntropy());
    metrics.put("calibrationError", outcome.predictions().calibrationError());
    metrics.put("heldOutAnswers", (double) outcome.weight().heldOut());
    metrics.put("gainStandardError", outcome.weight().standardError());
    metrics.put("echoes", (double) outcome.echoes().size());
    return new ModelVersion(
        UUID.randomUUID(),
        found.stamp(),
        found.encoder().id(),
        trainer.head(),
        outcome.labels(),
        (int) outcome.tasks().stream().filter(task -> answers.taskIndex(task) >= 0).count(),
        outcome.predictions().temperature(),
        outcome.weight().weight(),
        outcome.weight().gain(),
        outcome.earned(),
        parameters,
        metrics,
        hash(found, answers),
        hash(outcome));
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

  /** Names the contents and answers a version was trained on. */
  private static String hash(DatasetFeatures.Found found, Answers answers) {
    Map<String, String> contents = new HashMap<>();
    for (int row = 0; row < found.contents().size(); row++) {
      contents.put(found.features().tasks().get(row), found.contents().get(row));
    }
    MessageDigest digest = sha256();
    for (int t = 0; t < answers.tasks(); t++) {
      @Nullable String content = contents.get(answers.task(t));
      digest.update(
          (answers.task(t) + "\u001f" + content + "\u001e").getBytes(StandardCharsets.UTF_8));
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
}

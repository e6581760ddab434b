package io.assay.validation;

import io.assay.consensus.PriorSource.Lent;
import io.assay.consensus.classification.LabelPrior;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What an earned model lends a fit, so that it can be kept.
 *
 * @param labels of the rows
 * @param prior by item key, a row of probabilities each
 * @param echoes labelers whose answers are the model's
 */
record LentModel(
    UUID versionId,
    String modelHash,
    List<String> labels,
    Map<String, double[]> prior,
    List<String> echoes) {

  /** What a trained model lends; nothing of one that earned no place. */
  static Optional<LentModel> find(ModelTraining.Trained trained) {
    ModelTrial.Outcome outcome = trained.outcome();
    if (!outcome.earned()) {
      return Optional.empty();
    }
    Map<String, double[]> prior = new HashMap<>();
    for (String task : outcome.tasks()) {
      outcome.prior().find(task, outcome.labels()).ifPresent(row -> prior.put(task, row));
    }
    return Optional.of(
        new LentModel(
            trained.version().id(),
            trained.version().modelHash(),
            outcome.labels(),
            prior,
            List.copyOf(outcome.echoes())));
  }

  Lent lent() {
    LabelPrior rows =
        (task, known) ->
            known.equals(labels) ? Optional.ofNullable(prior.get(task)) : Optional.empty();
    return new Lent(rows, new TreeSet<>(echoes), versionId, modelHash);
  }
}

package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.AnswersHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** All answers of a dataset as a fit reads them, for those who measure labelers. */
@ApplicationScoped
public class DatasetAnswers {
  /**
   * Answers, and what is known beside them.
   *
   * @param gold known labels by item key, answers to disputes among them
   * @param itemIds by key
   * @param labelerIds by pseudonym
   * @param hash of answers and known labels
   */
  public record Loaded(
      Answers answers,
      Map<String, String> gold,
      Map<String, UUID> itemIds,
      Map<String, UUID> labelerIds,
      Exclusions exclusions,
      String hash) {}

  private final ConsensusStore store;
  private final Weights weights;

  DatasetAnswers(ConsensusStore store, Weights weights) {
    this.store = store;
    this.weights = weights;
  }

  /** Reads them; there may be none. */
  @Transactional
  public Loaded load(UUID datasetId) {
    ConsensusStore.Loaded loaded = store.load(datasetId);
    return new Loaded(
        loaded.answers(),
        loaded.gold(),
        loaded.itemIds(),
        loaded.labelerIds(),
        weights.find(datasetId, loaded, Set.of()),
        AnswersHash.of(loaded.answers(), loaded.gold()));
  }
}

package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.LabelPrior;
import java.util.Map;
import java.util.UUID;

/**
 * Port: what may be known of the items of a dataset before anybody answers, such as from a model of
 * their content. Implemented where such models are trained; consensus alone decides what it trusts.
 */
public interface PriorSource {
  /**
   * A prior for the fit, which has earned its place on answers held out, or none.
   *
   * @param answers by item key and labeler subject
   * @param gold known labels by item key
   */
  LabelPrior find(UUID datasetId, Answers answers, Map<String, String> gold);
}

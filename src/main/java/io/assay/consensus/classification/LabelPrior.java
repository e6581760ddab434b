package io.assay.consensus.classification;

import java.util.List;
import java.util.Optional;

/**
 * Port: what is known of an item before anybody answers it, such as the prediction of a model that
 * never saw the answers to this item.
 */
@FunctionalInterface
public interface LabelPrior {
  /**
   * The distribution over {@code labels}, in their order and summing to 1, or nothing. It stands in
   * for the share of the classes and counts as one vote at the start.
   */
  Optional<double[]> find(String task, List<String> labels);

  /** Knows nothing of any item. */
  static LabelPrior none() {
    return (task, labels) -> Optional.empty();
  }
}

package io.assay.consensus.relabeling;

/**
 * Asks on until the item's label is this certain; the items with the fewest answers first.
 *
 * @param confidence max_k T_k at which an item is done
 */
public record StopAtConfidence(double confidence) implements RelabelingPolicy {
  @Override
  public double worth(OpenItem item) {
    return 1 - item.error() < confidence ? 1.0 / (1 + item.answers()) : 0;
  }
}

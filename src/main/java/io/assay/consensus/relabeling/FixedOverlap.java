package io.assay.consensus.relabeling;

/**
 * The same number of answers for every item, whatever they say.
 *
 * @param overlap answers an item
 */
public record FixedOverlap(int overlap) implements RelabelingPolicy {
  @Override
  public double worth(OpenItem item) {
    return Math.max(0, overlap - item.answers());
  }
}

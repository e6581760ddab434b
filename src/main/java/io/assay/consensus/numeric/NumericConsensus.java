package io.assay.consensus.numeric;

import java.util.List;

/**
 * The values of all items, in the order of their names, and the reliability of all labelers, in the
 * order of theirs.
 *
 * @param iterations of coordinate ascent
 */
public record NumericConsensus(
    List<NumericEstimate> items, List<NumericReliability> labelers, int iterations) {
  public NumericConsensus {
    items = List.copyOf(items);
    labelers = List.copyOf(labelers);
  }
}

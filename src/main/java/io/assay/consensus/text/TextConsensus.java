package io.assay.consensus.text;

import java.util.List;

/**
 * The texts of all items, in the order of their names, and the reliability of all labelers, in the
 * order of theirs.
 */
public record TextConsensus(List<TextEstimate> items, List<TextReliability> labelers) {
  public TextConsensus {
    items = List.copyOf(items);
    labelers = List.copyOf(labelers);
  }
}

package io.assay.consensus.objects;

import java.util.List;

/** The objects of all items, in the order of their names, and the reliability of all labelers. */
public record ObjectConsensus(List<ItemObjects> items, List<ObjectReliability> labelers) {
  public ObjectConsensus {
    items = List.copyOf(items);
    labelers = List.copyOf(labelers);
  }
}

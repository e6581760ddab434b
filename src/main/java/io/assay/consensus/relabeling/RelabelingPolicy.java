package io.assay.consensus.relabeling;

/** Says what the next answer to an item is worth. */
public interface RelabelingPolicy {
  /** What one more answer is worth; comparable between items, 0 or less where none is wanted. */
  double worth(OpenItem item);

  /**
   * Where the item comes among those wanted, highest first; by worth where nothing else is said.
   */
  default double rank(OpenItem item) {
    return worth(item);
  }
}

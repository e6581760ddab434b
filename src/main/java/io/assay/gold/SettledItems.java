package io.assay.gold;

import java.util.List;
import java.util.UUID;

/**
 * Port: production items whose label is settled beyond doubt, implemented where labels are
 * estimated.
 */
public interface SettledItems {
  /** An item and the label that answers settled. */
  record Settled(UUID itemId, String label) {}

  /**
   * Resolved items of the dataset that are out of the pools and have never been gold, in random
   * order.
   *
   * @param minConfidence of the label, in (0, 1]
   * @param minIndependent labels, those of one suspected cluster counted once
   */
  List<Settled> list(UUID datasetId, double minConfidence, int minIndependent, int limit);
}

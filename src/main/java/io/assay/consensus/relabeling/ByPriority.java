package io.assay.consensus.relabeling;

/**
 * Buys what another policy finds worth its price, in the order of the items' own priorities.
 *
 * @param worth says what is worth its price, and when nothing is
 */
public record ByPriority(RelabelingPolicy worth) implements RelabelingPolicy {
  @Override
  public double worth(OpenItem item) {
    return worth.worth(item);
  }

  @Override
  public double rank(OpenItem item) {
    return item.priority();
  }
}

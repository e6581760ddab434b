package io.assay.consensus.classification;

class HierarchicalDawidSkeneTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new HierarchicalDawidSkene();
  }
}

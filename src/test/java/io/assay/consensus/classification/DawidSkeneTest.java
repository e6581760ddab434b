package io.assay.consensus.classification;

class DawidSkeneTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new DawidSkene();
  }
}

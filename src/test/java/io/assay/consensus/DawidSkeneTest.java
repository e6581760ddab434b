package io.assay.consensus;

class DawidSkeneTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new DawidSkene();
  }
}

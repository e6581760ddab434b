package io.assay.consensus;

class GladTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Glad();
  }
}

package io.assay.consensus.classification;

class GladTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Glad();
  }
}

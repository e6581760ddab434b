package io.assay.consensus.classification;

class MaceTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Mace();
  }
}

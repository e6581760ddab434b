package io.assay.consensus.classification;

class WawaTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Wawa();
  }
}

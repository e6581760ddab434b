package io.assay.consensus.classification;

class OneCoinTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new OneCoin();
  }
}

package io.assay.consensus;

class OneCoinTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new OneCoin();
  }
}

package io.assay.consensus;

class AveragedDawidSkeneTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new AveragedDawidSkene();
  }
}

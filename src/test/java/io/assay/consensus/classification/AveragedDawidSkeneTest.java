package io.assay.consensus.classification;

class AveragedDawidSkeneTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new AveragedDawidSkene();
  }
}

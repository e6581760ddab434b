package io.assay.consensus.classification;

class EbccTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Ebcc();
  }
}

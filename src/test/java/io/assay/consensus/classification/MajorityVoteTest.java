package io.assay.consensus.classification;

class MajorityVoteTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new MajorityVote();
  }
}

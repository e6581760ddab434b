package io.assay.consensus;

class MajorityVoteTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new MajorityVote();
  }
}

package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Map;
import java.util.TreeMap;

/** The label most labelers gave; its confidence is its share of the votes. */
public final class MajorityVote implements Aggregator {
  @Override
  public String name() {
    return "majority";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    double[] posterior = votes.majority();
    return Consensus.of(name(), new TreeMap<>(), votes, posterior, new Fitted(0, 0, 2));
  }
}

package io.assay.consensus;

import io.assay.consensus.classification.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Reliability;
import java.util.List;
import java.util.SortedMap;

/** The estimate of a fit of classes. */
record ClassEstimate(Consensus consensus) implements Estimate {
  @Override
  public String method() {
    return consensus.method();
  }

  @Override
  public SortedMap<String, String> parameters() {
    return consensus.parameters();
  }

  @Override
  public Answers answers() {
    return consensus.answers();
  }

  @Override
  public String label(int t) {
    return consensus.label(t);
  }

  @Override
  public double confidence(int t) {
    return consensus.confidence(t);
  }

  @Override
  public SortedMap<String, Double> posterior(int t) {
    return consensus.posterior(t);
  }

  @Override
  public List<Reliability> reliabilities() {
    return consensus.reliabilities();
  }

  @Override
  public Confusions confusions() {
    return consensus.confusions();
  }

  @Override
  public int iterations() {
    return consensus.iterations();
  }

  @Override
  public double logLikelihood() {
    return consensus.logLikelihood();
  }
}

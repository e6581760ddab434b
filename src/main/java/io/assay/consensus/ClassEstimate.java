package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Calibration;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Drift;
import io.assay.consensus.classification.FitProvenance;
import io.assay.consensus.classification.GoldEvaluation;
import io.assay.consensus.classification.LeaveOneOutValidity;
import io.assay.consensus.classification.Reliability;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.tribuo.provenance.ModelProvenance;

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

  @Override
  public Calibration calibration() {
    return consensus.calibration();
  }

  @Override
  public double difficulty(int t) {
    return consensus.difficulty(t);
  }

  @Override
  public double disagreement(int t) {
    return consensus.disagreement(t);
  }

  @Override
  public Optional<GoldEvaluation> goldEvaluation() {
    return GoldEvaluation.of(consensus);
  }

  @Override
  public Optional<Drift> drift(String labeler, List<String> tasks) {
    return consensus.drift(labeler, tasks);
  }

  @Override
  public Optional<double[]> validity(FitInput input) {
    return Optional.of(
        LeaveOneOutValidity.of(
            consensus.answers(),
            consensus.confusions(),
            input.prior(),
            input.gold(),
            input.exclusions(),
            input.lent().echoes()));
  }

  @Override
  public Optional<ModelProvenance> provenance(
      String answersHash, long lastSequence, Map<String, String> model, OffsetDateTime time) {
    return Optional.of(FitProvenance.of(consensus, answersHash, lastSequence, model, time));
  }
}

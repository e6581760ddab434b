package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Calibration;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Drift;
import io.assay.consensus.classification.GoldEvaluation;
import io.assay.consensus.classification.Reliability;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.provenance.ModelProvenance;

/**
 * The estimate of a fit of answers that are not plain classes.
 *
 * @param labels of the tasks, by number
 * @param goldItems number of tasks whose label is known
 */
record KindEstimate(
    String method,
    Answers answers,
    List<ItemLabel> labels,
    List<Reliability> reliabilities,
    Confusions confusions,
    int iterations,
    int goldItems)
    implements Estimate {
  KindEstimate {
    labels = List.copyOf(labels);
    reliabilities = List.copyOf(reliabilities);
  }

  /** The label of an item; its confidence is its own share of the posterior. */
  record ItemLabel(String label, SortedMap<String, Double> posterior) {
    static ItemLabel of(String label, double confidence) {
      double within = Math.max(0, Math.min(1, confidence));
      return new ItemLabel(label, new TreeMap<>(Map.of(label, within)));
    }
  }

  @Override
  public SortedMap<String, String> parameters() {
    return new TreeMap<>();
  }

  @Override
  public String label(int t) {
    return labels.get(t).label();
  }

  @Override
  public double confidence(int t) {
    return labels.get(t).posterior().getOrDefault(label(t), 0.0);
  }

  @Override
  public SortedMap<String, Double> posterior(int t) {
    return labels.get(t).posterior();
  }

  @Override
  public double logLikelihood() {
    return 0;
  }

  @Override
  public Calibration calibration() {
    return Calibration.none(goldItems);
  }

  @Override
  public double difficulty(int t) {
    return Consensus.quantise(1 - confidence(t));
  }

  @Override
  public double disagreement(int t) {
    int differing = 0;
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      differing += answers.label(answers.labelAt(p)).equals(label(t)) ? 0 : 1;
    }
    int all = answers.taskEnd(t) - answers.taskStart(t);
    return all == 0 ? 0 : Consensus.quantise(differing / (double) all);
  }

  @Override
  public Optional<GoldEvaluation> goldEvaluation() {
    return Optional.empty();
  }

  @Override
  public Optional<Drift> drift(String labeler, List<String> tasks) {
    return Optional.empty();
  }

  @Override
  public Optional<ModelProvenance> provenance(
      String answersHash, long lastSequence, Map<String, String> model, OffsetDateTime time) {
    return Optional.empty();
  }
}

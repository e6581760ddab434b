package io.assay.consensus;

import io.assay.consensus.classification.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Reliability;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The estimate of a fit of answers that are not plain classes.
 *
 * @param labels of the tasks, by number
 */
record KindEstimate(
    String method,
    Answers answers,
    List<ItemLabel> labels,
    List<Reliability> reliabilities,
    Confusions confusions,
    int iterations)
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
}

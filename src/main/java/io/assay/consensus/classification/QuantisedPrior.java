package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A prior as it can be written down: by task and label, in millionths. A fit with it is the same
 * bits whether the numbers come from a model or from a file of theirs.
 */
public final class QuantisedPrior implements LabelPrior {
  private final Map<String, SortedMap<String, Double>> rows;

  private QuantisedPrior(Map<String, SortedMap<String, Double>> rows) {
    this.rows = rows;
  }

  /**
   * Rounds what a prior says of the tasks of answers.
   *
   * @param answers over all labels of the fit
   */
  public static QuantisedPrior of(Answers answers, LabelPrior prior) {
    Map<String, SortedMap<String, Double>> rows = new HashMap<>();
    List<String> labels = answers.labelNames();
    for (int t = 0; t < answers.tasks(); t++) {
      double[] row = prior.find(answers.task(t), labels).orElse(null);
      if (row != null) {
        TreeMap<String, Double> rounded = new TreeMap<>();
        for (int k = 0; k < row.length; k++) {
          rounded.put(labels.get(k), Consensus.quantise(row[k]));
        }
        rows.put(answers.task(t), rounded);
      }
    }
    return new QuantisedPrior(rows);
  }

  /**
   * What was written down.
   *
   * @param rows probabilities in millionths by task and label; a label left out has none
   */
  public static QuantisedPrior of(Map<String, SortedMap<String, Double>> rows) {
    return new QuantisedPrior(Map.copyOf(rows));
  }

  /** The probabilities of a task by label, or nothing. */
  public Optional<SortedMap<String, Double>> findRow(String task) {
    return Optional.ofNullable(rows.get(task));
  }

  @Override
  public Optional<double[]> find(String task, List<String> labels) {
    return findRow(task)
        .map(row -> labels.stream().mapToDouble(label -> row.getOrDefault(label, 0.0)).toArray());
  }
}

package io.assay.validation;

import io.assay.consensus.classification.Consensus;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a model version says of an item it was not trained on, as it is stored. */
final class Prediction {
  private Prediction() {}

  /** Probabilities by label, in millionths. */
  static SortedMap<String, Double> of(List<String> labels, float[] row) {
    TreeMap<String, Double> probabilities = new TreeMap<>();
    for (int k = 0; k < row.length; k++) {
      probabilities.put(labels.get(k), Consensus.quantise(row[k]));
    }
    return probabilities;
  }
}

package io.assay.cli;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.QuantisedPrior;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a receipt bundle beside answers and known labels: a model's prior, exclusions. */
final class PriorFiles {
  /** How far probabilities in millionths may be from a sum of 1. */
  private static final double ROUNDING = 0.001;

  private static final String IGNORED = "ignored";

  private PriorFiles() {}

  /**
   * Reads a prior, columns {@code task,label,probability}; those of a task sum to 1.
   *
   * @param gold known labels, which are labels too where nobody gave them
   */
  static QuantisedPrior readPrior(Path file, Answers answers, Map<String, String> gold) {
    Map<String, SortedMap<String, Double>> rows = new HashMap<>();
    Map<String, CsvFile.Row> last = new TreeMap<>();
    Set<String> labels = new HashSet<>(answers.labelNames());
    labels.addAll(gold.values());
    CsvFile.read(
        file,
        List.of("task", "label", "probability"),
        row -> {
          if (!labels.contains(row.get(1))) {
            throw row.fault(1, row.get(1) + " is the label of no answer");
          }
          SortedMap<String, Double> task =
              rows.computeIfAbsent(row.get(0), name -> new TreeMap<>());
          if (task.put(row.get(1), probability(row)) != null) {
            throw row.fault(1, "label " + row.get(1) + " of task " + row.get(0) + " came before");
          }
          last.put(row.get(0), row);
        });
    last.forEach(
        (task, row) -> {
          double sum = 0;
          for (double probability : rows.getOrDefault(task, new TreeMap<>()).values()) {
            sum += probability;
          }
          if (Math.abs(sum - 1) > ROUNDING) {
            throw row.fault(2, "the probabilities of task " + task + " do not sum to 1");
          }
        });
    return QuantisedPrior.of(rows);
  }

  private static double probability(CsvFile.Row row) {
    try {
      double probability = Double.parseDouble(row.get(2));
      if (probability >= 0 && probability <= 1) {
        return probability;
      }
    } catch (NumberFormatException e) {
      // Refused below, as what is out of range.
    }
    throw row.fault(2, row.get(2) + " is no number from 0 to 1");
  }

  /**
   * Reads whose votes count less, columns {@code worker,group}: the votes of a group count once a
   * task, those of the group {@code ignored} not at all.
   */
  static Exclusions readExclusions(Path file) {
    Set<String> ignored = new HashSet<>();
    Map<String, String> groups = new HashMap<>();
    CsvFile.read(
        file,
        List.of("worker", "group"),
        row -> {
          boolean known = ignored.contains(row.get(0)) || groups.containsKey(row.get(0));
          if (known) {
            throw row.fault(0, row.get(0) + " came before");
          }
          if (row.get(1).equals(IGNORED)) {
            ignored.add(row.get(0));
          } else {
            groups.put(row.get(0), row.get(1));
          }
        });
    return Exclusions.of(ignored, groups);
  }
}

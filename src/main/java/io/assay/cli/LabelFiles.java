package io.assay.cli;

import io.assay.consensus.classification.Answers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The files all offline commands read: recorded answers and known labels. */
final class LabelFiles {
  private LabelFiles() {}

  /** Reads answers, columns {@code task,worker,label}; each worker answers a task once. */
  static Answers readLabels(Path file) {
    Answers.Builder answers = Answers.builder();
    Set<String> seen = new HashSet<>();
    CsvFile.read(
        file,
        List.of("task", "worker", "label"),
        row -> {
          if (!seen.add(row.get(0).length() + ":" + row.get(0) + row.get(1))) {
            throw row.fault(1, row.get(1) + " has answered task " + row.get(0) + " before");
          }
          answers.add(row.get(0), row.get(1), row.get(2));
        });
    return answers.build();
  }

  /** Reads known labels, columns {@code task,label}. */
  static Map<String, String> readGold(Path file) {
    TreeMap<String, String> gold = new TreeMap<>();
    CsvFile.read(
        file,
        List.of("task", "label"),
        row -> {
          String before = gold.putIfAbsent(row.get(0), row.get(1));
          if (before != null && !before.equals(row.get(1))) {
            throw row.fault(1, "task " + row.get(0) + " has label " + before + " before");
          }
        });
    return gold;
  }
}

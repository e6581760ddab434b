package io.assay.consensus.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The workers and labels of all answers by number, numbered as a single node numbers them.
 *
 * @param workers by row of the tables: the busiest first, then in the order of names
 * @param answers number of answers of each worker
 * @param labels in the order of names, those among them that only gold has
 * @param share share of the answers by label
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Dictionary(List<String> workers, long[] answers, List<String> labels, double[] share)
    implements Serializable {

  /**
   * Collects them.
   *
   * @param answers (task, worker, label)
   * @param gold (task, label), or null
   * @throws InvalidInput where there are no answers or a worker or label is missing
   */
  static Dictionary of(Dataset<Row> answers, @Nullable Dataset<Row> gold) {
    Map<String, Long> byWorker = new HashMap<>();
    Map<String, Long> byLabel = new TreeMap<>();
    long total = 0;
    for (Row row : answers.groupBy("worker", "label").count().collectAsList()) {
      if (row.isNullAt(0) || row.isNullAt(1)) {
        String what = row.isNullAt(0) ? "worker" : "label";
        throw new InvalidInput(row.getLong(2) + " answers have no " + what);
      }
      byWorker.merge(row.getString(0), row.getLong(2), Long::sum);
      byLabel.merge(row.getString(1), row.getLong(2), Long::sum);
      total += row.getLong(2);
    }
    if (total == 0) {
      throw new InvalidInput("there are no answers");
    }
    TreeSet<String> labels = new TreeSet<>(byLabel.keySet());
    if (gold != null) {
      labels.addAll(goldLabels(answers, gold));
    }
    List<String> sorted = List.copyOf(labels);
    double[] share = new double[sorted.size()];
    for (int k = 0; k < share.length; k++) {
      share[k] = byLabel.getOrDefault(sorted.get(k), 0L) / (double) total;
    }
    List<String> workers = new ArrayList<>(byWorker.keySet());
    workers.sort(
        Comparator.comparing((String worker) -> -byWorker.getOrDefault(worker, 0L))
            .thenComparing(Comparator.naturalOrder()));
    long[] active = new long[workers.size()];
    for (int row = 0; row < active.length; row++) {
      active[row] = byWorker.getOrDefault(workers.get(row), 0L);
    }
    return new Dictionary(List.copyOf(workers), active, sorted, share);
  }

  private static List<String> goldLabels(Dataset<Row> answers, Dataset<Row> gold) {
    if (!gold.filter("task is null or label is null").isEmpty()) {
      throw new InvalidInput("a known label has no task or no label");
    }
    List<String> labels = new ArrayList<>();
    gold.join(answers, gold.col("task").equalTo(answers.col("task")), "left_semi")
        .select("label")
        .distinct()
        .collectAsList()
        .forEach(row -> labels.add(row.getString(0)));
    return labels;
  }

  long size() {
    long size = 0;
    for (long one : answers) {
      size += one;
    }
    return size;
  }

  Map<String, Integer> rowByWorker() {
    return numbers(workers);
  }

  Map<String, Integer> numberByLabel() {
    return numbers(labels);
  }

  private static Map<String, Integer> numbers(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      numbers.put(name, numbers.size());
    }
    return numbers;
  }
}

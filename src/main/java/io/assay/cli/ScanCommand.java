package io.assay.cli;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Consensus;
import io.assay.fraud.CopyScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for workers who copy in a file of answers. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = "Measure every worker's risk of copying, and find the clusters.")
final class ScanCommand implements Callable<Integer> {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  @Option(names = "--labels", required = true, description = "CSV: task,worker,label")
  @SuppressWarnings("NullAway.Init")
  private Path labels;

  @Option(names = "--gold", description = "CSV of known labels: task,label")
  private @Nullable Path gold;

  @Option(names = "--out", required = true, description = "writes CSV: worker,risk")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(names = "--clusters", description = "writes CSV: cluster,worker")
  private @Nullable Path clusters;

  @Override
  public Integer call() {
    Answers answers = LabelFiles.readLabels(labels);
    Map<String, String> known = gold == null ? Map.of() : LabelFiles.readGold(gold);
    CopyScan scan;
    try {
      scan = CopyScan.of(answers, known);
    } catch (IllegalArgumentException e) {
      throw new InputException(labels + ": line 1, column label: " + e.getMessage());
    }
    OutputFiles files = new OutputFiles();
    files.add(out, risks(scan));
    if (clusters != null) {
      files.add(clusters, clusters(scan));
    }
    files.write();
    return 0;
  }

  private static String risks(CopyScan scan) {
    StringBuilder text = new StringBuilder();
    print(text, "worker", "risk");
    scan.risks().forEach((worker, risk) -> print(text, worker, Consensus.decimal(risk)));
    return text.toString();
  }

  private static String clusters(CopyScan scan) {
    StringBuilder text = new StringBuilder();
    print(text, "cluster", "worker");
    int number = 0;
    for (List<String> cluster : scan.clusters()) {
      number++;
      for (String worker : cluster) {
        print(text, Integer.toString(number), worker);
      }
    }
    return text.toString();
  }

  private static void print(StringBuilder text, String... fields) {
    try {
      new CSVPrinter(text, FORMAT).printRecord((Object[]) fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

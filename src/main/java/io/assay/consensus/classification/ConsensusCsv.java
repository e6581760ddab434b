package io.assay.consensus.classification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Results as CSV, the same bytes for the same result: lines end in LF, numbers have six decimals.
 * An instance writes the file of labels, {@code task,label,confidence}, one row a task, sorted.
 */
public final class ConsensusCsv implements AutoCloseable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private final CSVPrinter printer;

  /** Writes the header. */
  public ConsensusCsv(Appendable out) {
    this(out, "task", "label", "confidence");
  }

  private ConsensusCsv(Appendable out, String... header) {
    try {
      printer = new CSVPrinter(out, FORMAT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print(header);
  }

  /** The labels of all tasks, sorted by task. */
  public static String labels(Consensus consensus) {
    StringBuilder text = new StringBuilder();
    try (ConsensusCsv csv = new ConsensusCsv(text)) {
      for (int t = 0; t < consensus.answers().tasks(); t++) {
        csv.row(consensus.answers().task(t), consensus.label(t), consensus.confidence(t));
      }
    }
    return text.toString();
  }

  /** The reliabilities of all labelers, who are called workers in files, sorted by name. */
  public static String labelers(Consensus consensus) {
    StringBuilder text = new StringBuilder();
    try (ConsensusCsv csv =
        new ConsensusCsv(
            text,
            "worker",
            "answers",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "informativeness")) {
      for (Reliability reliability : consensus.reliabilities()) {
        csv.print(
            reliability.labeler(),
            Integer.toString(reliability.answers()),
            Consensus.decimal(reliability.accuracy()),
            Consensus.decimal(reliability.accuracyLow()),
            Consensus.decimal(reliability.accuracyHigh()),
            Consensus.decimal(reliability.informativeness()));
      }
    }
    return text.toString();
  }

  /** One column of names under the header {@code task}. */
  public static String questions(List<String> names) {
    StringBuilder text = new StringBuilder();
    try (ConsensusCsv csv = new ConsensusCsv(text, new String[] {"task"})) {
      names.forEach(csv::print);
    }
    return text.toString();
  }

  /** Writes one task; the caller keeps the order of the tasks' names. */
  public void row(String task, String label, double confidence) {
    print(task, label, Consensus.decimal(confidence));
  }

  private void print(String... fields) {
    try {
      printer.printRecord((Object[]) fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      printer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

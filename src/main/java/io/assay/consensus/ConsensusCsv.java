package io.assay.consensus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Results as CSV, the same bytes for the same result: lines end in LF, numbers have six decimals.
 */
public final class ConsensusCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").setQuoteMode(QuoteMode.MINIMAL).get();

  private ConsensusCsv() {}

  /** Columns {@code task,label,confidence}, sorted by task. */
  public static String labels(Consensus consensus) {
    StringBuilder text = new StringBuilder();
    labelsHeader(text);
    for (int t = 0; t < consensus.answers().tasks(); t++) {
      label(text, consensus.answers().task(t), consensus.label(t), consensus.confidence(t));
    }
    return text.toString();
  }

  /** Writes the header of {@link #labels}. */
  public static void labelsHeader(Appendable to) {
    line(to, "task", "label", "confidence");
  }

  /** Writes one row of {@link #labels}. */
  public static void label(Appendable to, String task, String label, double confidence) {
    line(to, task, label, Consensus.decimal(confidence));
  }

  /**
   * Columns {@code worker,answers,accuracy,accuracy_low,accuracy_high,informativeness}, sorted by
   * worker.
   */
  public static String labelers(Consensus consensus) {
    StringBuilder text = new StringBuilder();
    line(text, "worker", "answers", "accuracy", "accuracy_low", "accuracy_high", "informativeness");
    for (Reliability reliability : consensus.reliabilities()) {
      line(
          text,
          reliability.labeler(),
          Integer.toString(reliability.answers()),
          Consensus.decimal(reliability.accuracy()),
          Consensus.decimal(reliability.accuracyLow()),
          Consensus.decimal(reliability.accuracyHigh()),
          Consensus.decimal(reliability.informativeness()));
    }
    return text.toString();
  }

  /** One column, headed {@code task}. */
  public static String tasks(List<String> names) {
    StringBuilder text = new StringBuilder();
    line(text, "task");
    names.forEach(task -> line(text, task));
    return text.toString();
  }

  private static void line(Appendable to, String... fields) {
    try {
      CSVPrinter printer = new CSVPrinter(to, FORMAT);
      printer.printRecord((Object[]) fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.assay.consensus;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The file of labels with confidence, {@code task,label,confidence}, one row a task, sorted. */
public final class ConsensusCsv implements AutoCloseable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator("\n")
          .setHeader("task", "label", "confidence")
          .get();

  private final CSVPrinter printer;

  /** Writes the header. */
  public ConsensusCsv(Appendable out) {
    try {
      printer = new CSVPrinter(out, FORMAT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one task; the caller keeps the order of the tasks' names. */
  public void row(String task, String label, double confidence) {
    try {
      printer.printRecord(task, label, Consensus.decimal(confidence));
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

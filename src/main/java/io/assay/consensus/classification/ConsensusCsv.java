package io.assay.consensus.classification;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Results as CSV, the same bytes for the same result: lines end in LF, numbers have six decimals.
 * An instance writes the file of labels, {@code task,label,confidence}, one row a task, sorted.
 */
public final class ConsensusCsv implements AutoCloseable {
  /** Fields some readers would trim or take for a comment are quoted as well. */
  private static final QuoteStrategy CAREFUL =
      new QuoteStrategy() {
        @Override
        public boolean quoteEmpty(int line, int field) {
          return field == 0;
        }

        @Override
        public boolean quoteValue(int line, int field, String value) {
          return value.charAt(0) <= '#' || value.charAt(value.length() - 1) <= ' ';
        }
      };

  private final CsvWriter csv;

  /** Writes the header; the writer is flushed in the end, not closed. */
  public ConsensusCsv(Writer out) {
    this(out, "task", "label", "confidence");
  }

  private ConsensusCsv(Writer out, String... header) {
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).quoteStrategy(CAREFUL).build(out);
    csv.writeRecord(header);
  }

  /** The labels of all tasks, sorted by task. */
  public static String labels(Consensus consensus) {
    StringWriter text = new StringWriter();
    writeLabels(consensus, text);
    return text.toString();
  }

  /** Writes the labels of all tasks, sorted by task. */
  public static void writeLabels(Consensus consensus, Writer out) {
    try (ConsensusCsv csv = new ConsensusCsv(out)) {
      for (int t = 0; t < consensus.answers().tasks(); t++) {
        csv.row(consensus.answers().task(t), consensus.label(t), consensus.confidence(t));
      }
    }
  }

  /** Writes the reliabilities of all labelers, called workers in files, sorted by name. */
  public static void writeLabelers(Consensus consensus, Writer out) {
    writeLabelers(consensus.reliabilities(), out);
  }

  /** Writes reliabilities in the order given. */
  public static void writeLabelers(List<Reliability> reliabilities, Writer out) {
    try (ConsensusCsv csv =
        new ConsensusCsv(
            out,
            "worker",
            "answers",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "informativeness")) {
      for (Reliability reliability : reliabilities) {
        csv.csv.writeRecord(
            reliability.labeler(),
            Integer.toString(reliability.answers()),
            Consensus.decimal(reliability.accuracy()),
            Consensus.decimal(reliability.accuracyLow()),
            Consensus.decimal(reliability.accuracyHigh()),
            Consensus.decimal(reliability.informativeness()));
      }
    }
  }

  /** Writes one column of names under the header {@code task}. */
  public static void writeQuestions(List<String> names, Writer out) {
    try (ConsensusCsv csv = new ConsensusCsv(out, new String[] {"task"})) {
      names.forEach(csv.csv::writeRecord);
    }
  }

  /** Writes a table of texts; the writer is flushed, not closed. */
  public static void write(Writer out, List<String> header, Consumer<Consumer<List<String>>> rows) {
    try (ConsensusCsv csv = new ConsensusCsv(out, header.toArray(String[]::new))) {
      rows.accept(row -> csv.csv.writeRecord(row));
    }
  }

  /** Writes one task; the caller keeps the order of the tasks' names. */
  public void row(String task, String label, double confidence) {
    csv.writeRecord(task, label, Consensus.decimal(confidence));
  }

  @Override
  public void close() {
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

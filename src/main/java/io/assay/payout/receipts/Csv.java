package io.assay.payout.receipts;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.assay.consensus.classification.ConsensusCsv;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Tables of a bundle: CSV with a header, as {@link ConsensusCsv} writes it. */
final class Csv {
  @FunctionalInterface
  interface RowReader {
    void row(List<String> fields);
  }

  private Csv() {}

  static byte[] write(List<String> header, Consumer<Consumer<List<String>>> rows) {
    StringWriter text = new StringWriter();
    ConsensusCsv.write(text, header, rows);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a table.
   *
   * @throws Difference naming the line, if it is no table with these columns or the reader refuses
   *     a row
   */
  static void read(Bundle bundle, String file, List<String> header, RowReader reader) {
    long line = 1;
    try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(bundle.text(file))) {
      boolean first = true;
      for (CsvRecord row : rows) {
        line = row.getStartingLineNumber();
        if (first && !row.getFields().equals(header)) {
          throw new Difference(file, 1, "the header is not " + String.join(",", header));
        }
        if (row.getFieldCount() != header.size()) {
          throw new Difference(file, line, "there are not " + header.size() + " columns");
        }
        if (!first) {
          reader.row(row.getFields());
        }
        first = false;
      }
      if (first) {
        throw new Difference(file, 1, "the header is not " + String.join(",", header));
      }
    } catch (Difference e) {
      throw e;
    } catch (CsvParseException e) {
      throw new Difference(file, line, "quotes do not close");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new Difference(file, line, String.valueOf(e.getMessage()));
    }
  }
}

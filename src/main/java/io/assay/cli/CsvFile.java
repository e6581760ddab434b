package io.assay.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a CSV file in UTF-8 with a header, as RFC 4180 has it; a byte order mark, either end of
 * line, empty lines and columns beyond the needed ones are fine. Blanks belong to a field; after a
 * closing quote they are a fault, like any other character there, because nobody can say whether
 * they were meant. The first fault ends the reading with an {@link InputException} that names file,
 * line and column.
 */
final class CsvFile {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** Takes the needed fields of a row. */
  interface Sink {
    void row(Row row);
  }

  /** Takes the needed fields one by one, where they lie in the buffer; none of them is empty. */
  interface Table {
    /** Takes a field of the row being read. */
    void field(int column, char[] buffer, int from, int length);

    /** Ends the row that began on this line. */
    void endRow(long line);
  }

  /** The needed fields of one row, none of them empty, and where they are. */
  record Row(Path file, long line, List<String> columns, List<String> values) {
    String get(int column) {
      return values.get(column);
    }

    InputException fault(int column, String detail) {
      return CsvFile.fault(file, line, "column " + columns.get(column) + ": " + detail);
    }
  }

  private final Path file;
  private final List<String> columns;

  private CsvFile(Path file, List<String> columns) {
    this.file = file;
    this.columns = columns;
  }

  /** Reads a file that needs to have these columns. */
  static void read(Path file, List<String> columns, Sink sink) {
    String[] values = new String[columns.size()];
    Table rows =
        new Table() {
          @Override
          public void field(int column, char[] buffer, int from, int length) {
            values[column] = new String(buffer, from, length);
          }

          @Override
          public void endRow(long line) {
            sink.row(new Row(file, line, columns, List.of(values)));
          }
        };
    read(file, columns, rows);
  }

  /** Reads a file that needs to have these columns, without an object a field. */
  static void read(Path file, List<String> columns, Table table) {
    new CsvFile(file, columns).read(table);
  }

  /** A fault of a file; {@code detail} begins with the column. */
  static InputException fault(Path file, long line, String detail) {
    return new InputException(file + ": line " + line + ", " + detail);
  }

  private void read(Table table) {
    CsvRecords records = new CsvRecords(file, columns, table);
    try (Reader reader = open();
        CsvReader<CsvRecords> parser =
            CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(records, reader)) {
      parser.forEach(CsvRecords::endRecord);
    } catch (CsvParseException e) {
      throw badQuotes(records.line());
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException ? notUtf8() : unreadable();
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": line 0, column 0: there is no such file");
    } catch (IOException e) {
      throw unreadable();
    }
    if (!records.hasHeader()) {
      throw fault(file, 1, "column 1: the header " + String.join(",", columns) + " is missing");
    }
  }

  private InputException unreadable() {
    return new InputException(file + ": line 0, column 0: the file cannot be read");
  }

  private Reader open() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("a directory");
    }
    BufferedInputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    stream.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(stream.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      stream.reset();
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder());
  }

  private InputException badQuotes(long line) {
    long column = 1;
    try (BufferedReader reader = new BufferedReader(open())) {
      String text = reader.lines().skip(line - 1).findFirst().orElse("");
      column = Math.max(0, text.indexOf('"')) + 1L;
    } catch (IOException | UncheckedIOException e) {
      // The file changed under us; the line alone has to do.
    }
    return fault(file, line, "column " + column + ": a quoted field does not end as it should");
  }

  /** Finds the first byte that is no UTF-8. */
  private InputException notUtf8() {
    long line = 1;
    long column = 1;
    try {
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      CharBuffer out = CharBuffer.allocate(8192);
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      CoderResult result = CoderResult.OVERFLOW;
      while (result.isOverflow()) {
        out.clear();
        result = decoder.decode(in, out, true);
      }
      for (int i = 0; i < in.position(); i++) {
        boolean end = bytes[i] == '\n';
        line += end ? 1 : 0;
        column = end ? 1 : column + 1;
      }
    } catch (IOException | OutOfMemoryError e) {
      return fault(file, 0, "column 0: the file is not UTF-8");
    }
    return fault(file, line, "column " + column + ": the byte here is not UTF-8");
  }
}

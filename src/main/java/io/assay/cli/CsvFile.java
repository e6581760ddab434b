package io.assay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a CSV file in UTF-8 with a header, as RFC 4180 has it; a byte order mark, either end of
 * line, empty lines and columns beyond the needed ones are fine. The first fault ends the reading
 * with an {@link InputException} that names file, line and column.
 */
final class CsvFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  /** Takes the needed fields of a row. */
  interface Sink {
    void row(Row row);
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
    new CsvFile(file, columns).read(sink);
  }

  private void read(Sink sink) {
    long line = 1;
    try (BufferedReader reader = open();
        CSVParser parser = CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
      int[] places = null;
      int width = 0;
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber() + 1;
        if (places == null) {
          places = places(record);
          width = record.size();
        } else {
          sink.row(row(record, places, width, startLine(parser, record)));
        }
      }
      if (places == null) {
        throw fault(file, 1, "column 1: the header " + String.join(",", columns) + " is missing");
      }
    } catch (CharacterCodingException e) {
      throw notUtf8();
    } catch (CSVException e) {
      throw badQuotes(line);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw e.getCause() instanceof CharacterCodingException ? notUtf8() : badQuotes(line);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": line 0, column 0: there is no such file");
    } catch (IOException e) {
      throw new InputException(file + ": line 0, column 0: the file cannot be read");
    }
  }

  private BufferedReader open() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("a directory");
    }
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()),
            1 << 16);
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }

  private int[] places(CSVRecord header) {
    List<String> names = header.toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        throw fault(file, 1, "column " + (i + 1) + ": " + names.get(i) + " occurs twice");
      }
    }
    int[] places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = names.indexOf(columns.get(i));
      if (places[i] < 0) {
        throw fault(file, 1, "column " + columns.get(i) + " is missing in the header");
      }
    }
    return places;
  }

  private Row row(CSVRecord record, int[] places, int width, long line) {
    if (record.size() != width) {
      String detail = "the header has " + width + " fields, this line " + record.size();
      throw fault(file, line, "column " + (Math.min(width, record.size()) + 1) + ": " + detail);
    }
    String[] values = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = record.get(places[i]);
      if (values[i].isBlank()) {
        throw fault(file, line, "column " + columns.get(i) + ": the field is empty");
      }
    }
    return new Row(file, line, columns, List.of(values));
  }

  private static long startLine(CSVParser parser, CSVRecord record) {
    long inside = 0;
    for (String value : record) {
      inside += value.chars().filter(c -> c == '\n').count();
    }
    return parser.getCurrentLineNumber() - inside;
  }

  private static InputException fault(Path file, long line, String detail) {
    return new InputException(file + ": line " + line + ", " + detail);
  }

  private InputException badQuotes(long line) {
    long column = 1;
    try (BufferedReader reader = open()) {
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

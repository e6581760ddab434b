package io.assay.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.platform.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads an import line by line, NDJSON or CSV, and hands each on as a JSON object; a line that
 * cannot be read is reported and the next one goes on. The whole body is never in memory.
 */
public final class LineReader {
  /** Longest NDJSON line in characters; longer ones are reported and skipped. */
  static final int MAX_LINE_LENGTH = 1_000_000;

  /** Stands for bytes that are no UTF-8: a code point that Unicode keeps out of texts. */
  private static final String NOT_TEXT = "\ufdd0";

  private static final String NOT_UTF_8 = "the line is not UTF-8";

  /** Takes one line. */
  public interface Sink {
    /** Takes a line that could be read. */
    void line(long number, ObjectNode value);

    /** Takes a line that could not. */
    void fault(long number, String detail);
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private LineReader() {}

  /**
   * Reads {@code body} as its media type says.
   *
   * @throws Problem 415 for another media type, 422 for a CSV without the needed columns
   */
  public static void read(String mediaType, InputStream body, List<String> columns, Sink sink)
      throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .replaceWith(NOT_TEXT)
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    skipByteOrderMark(reader);
    if (mediaType.startsWith("text/csv")) {
      readCsv(reader, columns, sink);
    } else if (mediaType.startsWith("application/x-ndjson")) {
      readNdjson(reader, sink);
    } else {
      throw Problem.of(415, "unsupported-media-type", "Send application/x-ndjson or text/csv.");
    }
  }

  private static void skipByteOrderMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
  }

  private static void readNdjson(BufferedReader reader, Sink sink) throws IOException {
    StringBuilder line = new StringBuilder();
    long number = 0;
    boolean more = true;
    while (more) {
      line.setLength(0);
      boolean tooLong = false;
      int read = reader.read();
      while (read != -1 && read != '\n') {
        if (line.length() < MAX_LINE_LENGTH) {
          line.append((char) read);
        } else {
          tooLong = true;
        }
        read = reader.read();
      }
      more = read != -1;
      number++;
      if (tooLong) {
        sink.fault(number, "the line is longer than " + MAX_LINE_LENGTH + " characters");
      } else if (line.indexOf(NOT_TEXT) >= 0) {
        sink.fault(number, NOT_UTF_8);
      } else if (!line.toString().isBlank()) {
        readJson(number, line.toString(), sink);
      }
    }
  }

  private static void readJson(long number, String line, Sink sink) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node instanceof ObjectNode object) {
        sink.line(number, object);
      } else {
        sink.fault(number, "the line is not a JSON object");
      }
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      sink.fault(number, "malformed JSON at column " + column);
    }
  }

  private static void readCsv(BufferedReader reader, List<String> columns, Sink sink)
      throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      if (!parser.getHeaderNames().containsAll(columns)) {
        throw Problem.unprocessable(
            "invalid-header",
            "The CSV header needs the columns " + String.join(", ", columns) + ".");
      }
      List<String> names = parser.getHeaderNames();
      if (Set.copyOf(names).size() < names.size()) {
        throw Problem.unprocessable("invalid-header", "The CSV header names a column twice.");
      }
      for (CSVRecord record : parser) {
        long number = parser.getCurrentLineNumber();
        if (record.stream().anyMatch(field -> field.contains(NOT_TEXT))) {
          sink.fault(number, NOT_UTF_8);
        } else if (record.isConsistent()) {
          ObjectNode node = JSON.createObjectNode();
          for (int column = 0; column < names.size(); column++) {
            node.put(names.get(column), record.get(column));
          }
          sink.line(number, node);
        } else {
          sink.fault(
              number, "fields in the line: " + record.size() + ", in the header: " + names.size());
        }
      }
    } catch (CSVException | java.io.UncheckedIOException | IllegalStateException e) {
      throw Problem.unprocessable(
          "malformed-csv", "The CSV cannot be read: a quote is not closed.");
    }
  }
}

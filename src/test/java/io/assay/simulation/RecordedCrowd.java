package io.assay.simulation;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads a crowd recorded by others. */
final class RecordedCrowd {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private RecordedCrowd() {}

  static Crowd read(Path folder) {
    List<Crowd.Answer> answers = new ArrayList<>();
    Map<String, String> truth = new HashMap<>();
    for (CSVRecord row : rows(folder.resolve("labels.csv"))) {
      answers.add(new Crowd.Answer(row.get("task"), row.get("worker"), row.get("label")));
    }
    for (CSVRecord row : rows(folder.resolve("truth.csv"))) {
      truth.put(row.get("task"), row.get("label"));
    }
    return Crowd.recorded(folder.getFileName().toString(), answers, truth, Map.of());
  }

  private static List<CSVRecord> rows(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return FORMAT.parse(reader).getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

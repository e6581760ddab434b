package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Recorded crowds with known truth, where this machine has them beside the project. */
public final class RealCrowds {
  /** One crowd. */
  public record Crowd(Answers answers, Map<String, String> truth) {
    public double accuracy(Consensus consensus) {
      int right = 0;
      for (int t = 0; t < answers.tasks(); t++) {
        if (consensus.label(t).equals(truth.get(answers.task(t)))) {
          right++;
        }
      }
      return right / (double) truth.size();
    }
  }

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private RealCrowds() {}

  /** The folder of the crowds; says loudly that the checks on them do not run when it is absent. */
  public static Optional<Path> findFolder() {
    Path folder = Path.of(System.getProperty("assay.shared.data", "../shared/data"));
    if (Files.isDirectory(folder)) {
      return Optional.of(folder);
    }
    System.err.println("!!! NOT CHECKED: no recorded crowds at " + folder.toAbsolutePath());
    System.err.println("!!! Set -Dassay.shared.data to check accuracy on recorded crowds.");
    return Optional.empty();
  }

  public static Crowd read(Path folder, String name) {
    Answers.Builder answers = Answers.builder();
    Map<String, String> truth = new HashMap<>();
    try (Reader labels = Files.newBufferedReader(folder.resolve(name).resolve("labels.csv"));
        Reader known = Files.newBufferedReader(folder.resolve(name).resolve("truth.csv"))) {
      for (CSVRecord row : FORMAT.parse(labels)) {
        answers.add(row.get("task"), row.get("worker"), row.get("label"));
      }
      for (CSVRecord row : FORMAT.parse(known)) {
        truth.put(row.get("task"), row.get("label"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Crowd(answers.build(), truth);
  }
}

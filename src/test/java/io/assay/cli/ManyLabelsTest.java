package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** Labels that are no classes, such as texts, end with one line and not with all memory used up. */
class ManyLabelsTest {
  private static final int MILLION = 1_000_000;

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private int run(Path labels, String method) {
    err.getBuffer().setLength(0);
    return OfflineCommands.run(
        List.of(
            "aggregate",
            "--labels",
            labels.toString(),
            "--method",
            method,
            "--out",
            folder.resolve("out.csv").toString()),
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true));
  }

  private Path labels(int answers, int perTask, int labels) throws IOException {
    Path file = folder.resolve("l.csv");
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("task,worker,label\n");
      for (int i = 0; i < answers; i++) {
        writer.write("t" + i / perTask + ",w" + i % perTask + ",label " + i % labels + "\n");
      }
    }
    return file;
  }

  @Test
  void aMillionDifferentLabels_areRefusedByEveryMethod() throws IOException {
    Path labels = labels(MILLION, 5, MILLION);
    for (String method : methods().toList()) {
      assertThat(run(labels, method)).as(method).isEqualTo(2);
      assertThat(err.toString().strip().lines()).as(method).hasSize(1);
      assertThat(err.toString())
          .contains("l.csv: line 1, column label")
          .contains("1000000 different labels");
      assertThat(folder.resolve("out.csv")).doesNotExist();
    }
  }

  @Test
  void asManyLabelsAsFit_haveAResultOrOneLine() throws IOException {
    Path labels = labels(20_000, 5, 4_000);
    for (String method : List.of("majority", Aggregators.DEFAULT.name())) {
      int code = run(labels, method);
      assertThat(code).as(method + err).isZero();
      assertThat(Files.readAllLines(folder.resolve("out.csv"))).hasSize(4_001);
      Files.delete(folder.resolve("out.csv"));
    }
  }

  @Command(name = "greedy")
  private static final class Greedy implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void allMemoryUsedUp_endsWithOneLine() {
    int code =
        OfflineCommands.execute(
            "greedy",
            new Greedy(),
            List.of(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("greedy").contains("memory").contains("-Xmx");
  }

  private static Stream<String> methods() {
    return Aggregators.all().stream().map(Aggregator::name);
  }
}

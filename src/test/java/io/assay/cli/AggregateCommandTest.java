package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateCommandTest {
  private static final String LABELS =
      """
      task,worker,label
      t2,ann,no
      t1,ann,yes
      t1,bob,yes
      t2,bob,no
      t1,cy,no
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("aggregate"));
    line.addAll(List.of(arguments));
    return OfflineCommands.run(line, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private String out() {
    return folder.resolve("out.csv").toString();
  }

  @Test
  void aggregate_labels_writesOneRowATaskSortedByTask() throws IOException {
    Path labels = file("l.csv", LABELS);
    assertThat(run("--labels", labels.toString(), "--method", "majority", "--out", out())).isZero();
    assertThat(Path.of(out()))
        .hasContent("task,label,confidence\nt1,yes,0.666667\nt2,no,1.000000\n");
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().strip())
        .isEqualTo(
            "Calibration: not calibrated on gold (0 of 200 gold items); expected calibration error"
                + " not measured");
  }

  @Test
  void aggregate_byDefault_saysHowFarConfidencesCanBeTrusted() throws IOException {
    StringBuilder labels = new StringBuilder("task,worker,label\n");
    for (int t = 0; t < 60; t++) {
      labels.append("t" + t + ",ann,yes\nt" + t + ",bob," + (t % 4 == 0 ? "no" : "yes") + "\n");
    }
    assertThat(run("--labels", file("l.csv", labels.toString()).toString(), "--out", out()))
        .isZero();
    assertThat(out.toString().strip())
        .matches(
            "Calibration: not calibrated on gold \\(0 of 200 gold items\\); expected calibration"
                + " error 0\\.\\d{6} on held-out answers");
  }

  @Test
  void aggregate_ofAHandfulOfAnswers_saysThatNothingWasMeasured() throws IOException {
    assertThat(run("--labels", file("l.csv", LABELS).toString(), "--out", out())).isZero();
    assertThat(out.toString()).contains("expected calibration error not measured");
  }

  @Test
  void aggregate_everyMethodAndOutput_writesThemAll() throws IOException {
    Path labels = file("l.csv", LABELS);
    Path gold = file("g.csv", "task,label\nt1,no\nt9,yes\n");
    for (Aggregator aggregator : Aggregators.all()) {
      String people = folder.resolve("r.csv").toString();
      String ask = folder.resolve("a.csv").toString();
      int code =
          run(
              "--labels",
              labels.toString(),
              "--gold",
              gold.toString(),
              "--method",
              aggregator.name(),
              "--out",
              out(),
              "--labelers",
              people,
              "--ask",
              ask);
      assertThat(code).as(err.toString()).isZero();
      assertThat(Files.readString(Path.of(out()))).contains("t1,no,1.000000\n");
      assertThat(Files.readAllLines(Path.of(people)))
          .hasSize(4)
          .startsWith("worker,answers,accuracy,accuracy_low,accuracy_high,informativeness")
          .element(1)
          .asString()
          .startsWith("ann,2,0.");
      assertThat(Path.of(ask)).hasContent("task\n");
    }
  }

  @Test
  void aggregate_byteOrderMarkCrLfAndQuotes_areRead() throws IOException {
    Path labels =
        file(
            "l.csv",
            "\ufefflabel,extra,worker,task\r\n\"a, \"\"b\"\"\",x,wörk,\"t\n1\"\r\n\r\nc,x,v,t2");
    assertThat(run("--labels", labels.toString(), "--method", "majority", "--out", out())).isZero();
    assertThat(Files.readString(Path.of(out())))
        .isEqualTo("task,label,confidence\n\"t\n1\",\"a, \"\"b\"\"\",1.000000\nt2,c,1.000000\n");
  }

  @Test
  void aggregate_badFiles_endWithOneLineThatNamesThePlace() throws IOException {
    refused("task,worker,label\nt1,ann,\n", "line 2, column label");
    refused("task,worker,label\nt1,ann,x\nt1,ann\n", "line 3, column 3");
    refused("task,worker,label\nt1,ann,x\nt1,ann,y\n", "line 3, column worker");
    refused("task,worker\nt1,ann\n", "line 1, column label");
    refused("task,task,worker,label\nt1,t1,ann,x\n", "line 1, column 2");
    refused("", "line 1, column 1");
    refused("task,worker,label\nt1,\"ann,x\n", "line 2, column 4");
    refused("task,worker,label\nt1,ann,x\nt2,\"a\"b,x\n", "line 3, column 4");
    refused("task,worker,label\nt1,ann,x\nt2,\"a\" ,x\n", "line 3, column 4");
    refused("task,worker,label\nt1,ann,x\nt2,a,\"x\"\t\n", "line 3, column 6");
    Path latin = folder.resolve("l.csv");
    Files.write(latin, "task,worker,label\nt1,jos\u00e9,x\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(latin, "line 2, column 7");
    refused(folder.resolve("absent.csv"), "no such file");
    refused(folder, "cannot be read");
  }

  @Test
  void aggregate_aSecondAnswer_namesTheLineOfTheSecond() throws IOException {
    refused(
        "task,worker,label\nt2,ann,x\nt1,ann,x\nt1,bob,x\n\n\"t\n3\",ann,y\nt2,ann,y\n",
        "line 8, column worker: ann has answered task t2 before");
  }

  @Test
  void aggregate_onlyAByteOrderMark_hasNoHeader() throws IOException {
    refused("\ufeff", "line 1, column 1");
    refused("\n\n", "line 1, column 1");
  }

  @Test
  void aggregate_onlyAHeader_writesOnlyAHeader() throws IOException {
    Path labels = file("l.csv", "task,worker,label\n");
    for (Aggregator aggregator : Aggregators.all()) {
      String people = folder.resolve("r.csv").toString();
      int code =
          run(
              "--labels",
              labels.toString(),
              "--method",
              aggregator.name(),
              "--out",
              out(),
              "--labelers",
              people);
      assertThat(code).as(aggregator.name() + err).isZero();
      assertThat(Path.of(out())).hasContent("task,label,confidence\n");
      assertThat(Files.readAllLines(Path.of(people))).hasSize(1);
    }
  }

  @Test
  void aggregate_labelsThatGoldNeverHasAndNobodyGives_areClasses() throws IOException {
    Path labels = file("l.csv", LABELS);
    Path gold = file("g.csv", "\ufefftask,label\nt1,maybe\nt9,never\n");
    for (Aggregator aggregator : Aggregators.all()) {
      int code =
          run(
              "--labels",
              labels.toString(),
              "--gold",
              gold.toString(),
              "--method",
              aggregator.name(),
              "--out",
              out());
      assertThat(code).as(aggregator.name() + err).isZero();
      assertThat(Files.readString(Path.of(out())))
          .as(aggregator.name())
          .startsWith("task,label,confidence\nt1,maybe,1.000000\nt2,")
          .doesNotContain("never");
    }
  }

  @Test
  void aggregate_quotesCommasAndLineEndsInNames_comeOutAsTheyWentIn() throws IOException {
    List<String> tasks = List.of("a \"b\"", "a,b", "a\nb", "a\rb", "a\r\nb", " blank ", "#x", "\"");
    StringBuilder content = new StringBuilder("task,worker,label\n");
    for (String task : tasks) {
      content.append('"').append(task.replace("\"", "\"\""));
      content.append("\",\"w \"\"1\"\"\",\"x\ny\"\n");
    }
    Path labels = file("l.csv", content.toString());
    String people = folder.resolve("r.csv").toString();
    assertThat(run("--labels", labels.toString(), "--out", out(), "--labelers", people))
        .as(err.toString())
        .isZero();
    List<String> read = new ArrayList<>();
    CsvFile.read(
        Path.of(out()),
        List.of("task", "label"),
        row -> {
          read.add(row.get(0));
          assertThat(row.get(1)).isEqualTo("x\ny");
        });
    assertThat(read).isSorted().containsExactlyInAnyOrderElementsOf(tasks);
    assertThat(Files.readString(Path.of(people))).contains("\n\"w \"\"1\"\"\",8,");
  }

  @Test
  void aggregate_contradictoryGold_isRefused() throws IOException {
    Path labels = file("l.csv", LABELS);
    Path gold = file("g.csv", "task,label\nt1,no\nt1,yes\n");
    assertThat(run("--labels", labels.toString(), "--gold", gold.toString(), "--out", out()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("g.csv: line 3, column label");
  }

  @Test
  void aggregate_badOptions_endWithOneLine() throws IOException {
    String labels = file("l.csv", LABELS).toString();
    for (List<String> bad :
        List.of(
            List.of("--labels", labels, "--out", out(), "--colour", "red"),
            List.of("--labels", labels),
            List.of("--labels", labels, "--out", out(), "--method", "guess"),
            List.of("--labels", labels, "--out", folder.resolve("no/such/place.csv").toString()),
            List.of("--labels", labels, "--out", out(), "--labelers", out()))) {
      err.getBuffer().setLength(0);
      assertThat(run(bad.toArray(String[]::new))).as(bad.toString()).isEqualTo(2);
      assertThat(err.toString().strip().lines()).as(bad.toString()).hasSize(1);
      assertThat(folder.toFile().list()).containsExactly("l.csv");
    }
  }

  @Test
  void unknownCommand_isRefused() {
    int code =
        OfflineCommands.run(
            List.of("agregate"), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("agregate").contains("aggregate");
  }

  private void refused(String content, String place) throws IOException {
    refused(file("l.csv", content), place);
  }

  private void refused(Path labels, String place) {
    err.getBuffer().setLength(0);
    assertThat(run("--labels", labels.toString(), "--out", out())).as(place).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains(labels.toString()).contains(place);
    assertThat(Path.of(out())).doesNotExist();
  }
}

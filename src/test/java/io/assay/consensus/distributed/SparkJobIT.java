package io.assay.consensus.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LocalFit;
import io.assay.consensus.classification.Reliability;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real master with two workers gives what a single node gives. */
class SparkJobIT {
  private static final double TOLERANCE = 1e-9;
  private static final List<String> ON_THIS_MACHINE = List.of("--master", "local[1]");
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  @TempDir private static Path folder;
  private static SparkCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = SparkCluster.start(folder);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void madeUpCrowd_inParquetWithGold_isEqualToOneNode() throws Exception {
    List<String[]> rows = LocalFit.rows(11, 4_000, 60, 3, 5);
    Map<String, String> gold = new TreeMap<>();
    for (int t = 0; t < 4_000; t += 25) {
      gold.put("t" + t, "c" + t / 25 % 3);
    }
    gold.put("t3", "a class, \"only gold\" has");
    gold.put("nobody answered this", "nor is this a class");
    write("labels.csv", List.of("task", "worker", "label"), rows);
    write("gold.csv", List.of("task", "label"), pairs(gold));
    convert("to-parquet.log", "labels.csv", "labels.parquet", "gold.csv", "gold.parquet");
    List<String> options = new ArrayList<>(cluster.here());
    // Sums are added on the executors first, as those of a large crowd are.
    options.addAll(List.of("--conf", "spark.assay.collected.doubles=2000"));
    int exit =
        cluster.submit(
            "parquet.log",
            options,
            ConsensusJob.class,
            "--labels",
            at("labels.parquet"),
            "--gold",
            at("gold.parquet"),
            "--out",
            at("out"),
            "--partitions",
            "18");
    assertThat(exit).as(() -> tail("parquet.log")).isZero();
    assertThat(cluster.log("master.log")).contains("app-");
    isEqual("out", LocalFit.of(rows, gold, ConsensusJob.SETTINGS), rows.size());
  }

  @Test
  void recordedCrowd_inCsv_isEqualToOneNode() throws Exception {
    Optional<Path> crowds = LocalFit.findRecordedCrowds();
    if (crowds.isEmpty()) {
      return;
    }
    Path labels = crowds.get().resolve("web/labels.csv").toAbsolutePath();
    List<String[]> rows = new ArrayList<>();
    for (CSVRecord row : read(labels)) {
      rows.add(new String[] {row.get("task"), row.get("worker"), row.get("label")});
    }
    int exit =
        cluster.submit(
            "csv.log",
            cluster.here(),
            ConsensusJob.class,
            "--labels",
            labels.toString(),
            "--out",
            at("web"),
            "--partitions",
            "2");
    assertThat(exit).as(() -> tail("csv.log")).isZero();
    isEqual("web", LocalFit.of(rows, Map.of(), ConsensusJob.SETTINGS), rows.size());
  }

  @Test
  void twoAnswersOfOneWorkerToATask_areRefusedInOneLine() throws Exception {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"t1", "ada", "yes"});
    rows.add(new String[] {"t2", "ada", "no"});
    rows.add(new String[] {"t1", "ada", "no"});
    write("twice.csv", List.of("task", "worker", "label"), rows);
    int exit =
        cluster.submit(
            "twice.log",
            ON_THIS_MACHINE,
            ConsensusJob.class,
            "--labels",
            at("twice.csv"),
            "--out",
            at("never"));
    assertThat(cluster.log("twice.log").lines()).contains("worker ada answered task t1 twice");
    assertThat(exit).isEqualTo(2);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  private static void isEqual(String out, LocalFit fit, int answers) throws Exception {
    convert(
        out + "-to-csv.log",
        out + "/labels",
        out + "-labels.csv",
        out + "/workers",
        out + "-workers.csv",
        out + "/confusions",
        out + "-confusions.csv");
    Consensus consensus = fit.consensus();
    JsonNode provenance = new ObjectMapper().readTree(part(out + "/provenance").toFile());
    assertThat(provenance.path("answers").asInt()).isEqualTo(answers);
    assertThat(provenance.path("iterations").asInt()).isEqualTo(consensus.iterations());
    double likelihood = consensus.logLikelihood();
    assertThat(provenance.path("log_likelihood").asDouble())
        .isCloseTo(likelihood, within(TOLERANCE * Math.abs(likelihood)));
    assertThat(provenance.path("classes")).hasSize(fit.share().size());
    for (JsonNode share : provenance.path("classes")) {
      assertThat(share.path("share").asDouble())
          .isCloseTo(fit.share().get(share.path("label").asText()), within(TOLERANCE));
    }
    labelsAreEqual(readAll(out + "-labels.csv"), consensus);
    workersAreEqual(readAll(out + "-workers.csv"), consensus);
    List<CSVRecord> confusions = readAll(out + "-confusions.csv");
    assertThat(confusions).hasSize(fit.theta().size());
    for (CSVRecord row : confusions) {
      double theta =
          fit.theta().get(List.of(row.get("worker"), row.get("label"), row.get("truth")));
      assertThat(Double.parseDouble(row.get("probability"))).isCloseTo(theta, within(TOLERANCE));
    }
  }

  private static void labelsAreEqual(List<CSVRecord> labels, Consensus consensus) {
    assertThat(labels).hasSize(consensus.answers().tasks());
    for (CSVRecord row : labels) {
      int t = consensus.answers().taskIndex(row.get("task"));
      assertThat(row.get("label")).as(row.get("task")).isEqualTo(consensus.label(t));
      assertThat(Double.parseDouble(row.get("confidence")))
          .isCloseTo(consensus.confidence(t), within(TOLERANCE));
    }
  }

  private static void workersAreEqual(List<CSVRecord> workers, Consensus consensus) {
    assertThat(workers).hasSize(consensus.reliabilities().size());
    Map<String, CSVRecord> byName = new TreeMap<>();
    workers.forEach(row -> byName.put(row.get("worker"), row));
    for (Reliability reliability : consensus.reliabilities()) {
      CSVRecord row = byName.get(reliability.labeler());
      assertThat(Integer.parseInt(row.get("answers"))).isEqualTo(reliability.answers());
      assertThat(Double.parseDouble(row.get("accuracy")))
          .isCloseTo(reliability.accuracy(), within(TOLERANCE));
    }
  }

  private static void convert(String log, String... fromTo) throws Exception {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < fromTo.length; i += 2) {
      words.addAll(List.of("--from", at(fromTo[i]), "--to", at(fromTo[i + 1])));
    }
    int exit =
        cluster.submit(log, ON_THIS_MACHINE, TableConversion.class, words.toArray(String[]::new));
    assertThat(exit).as(() -> tail(log)).isZero();
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String tail(String log) {
    try {
      String all = cluster.log(log);
      return all.substring(Math.max(0, all.length() - 5_000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<String[]> pairs(Map<String, String> map) {
    List<String[]> rows = new ArrayList<>();
    map.forEach((key, value) -> rows.add(new String[] {key, value}));
    return rows;
  }

  private static void write(String name, List<String> header, List<String[]> rows)
      throws IOException {
    try (CSVPrinter printer =
        new CSVPrinter(Files.newBufferedWriter(folder.resolve(name)), CSVFormat.DEFAULT)) {
      printer.printRecord(header);
      for (String[] row : rows) {
        printer.printRecord((Object[]) row);
      }
    }
  }

  private static List<CSVRecord> read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return CSV.parse(reader).getRecords();
    }
  }

  private static List<CSVRecord> readAll(String table) throws IOException {
    List<CSVRecord> rows = new ArrayList<>();
    for (Path part : parts(table)) {
      rows.addAll(read(part));
    }
    return rows;
  }

  private static Path part(String table) throws IOException {
    List<Path> parts = parts(table);
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }

  private static List<Path> parts(String table) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(table))) {
      return files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
    }
  }
}

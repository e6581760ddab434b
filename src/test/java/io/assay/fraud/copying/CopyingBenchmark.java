package io.assay.fraud.copying;

import io.assay.Bench;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.PGConnection;

/**
 * How fast copying is measured: one more answer among ten thousand labelers, and all pairs of a
 * hundred thousand against PostgreSQL, which only counts their common items.
 */
public final class CopyingBenchmark {
  private static final double NANOS_PER_MILLI = 1e6;

  private static final int LABELERS = 100_000;
  private static final int ITEMS = 1_000_000;
  private static final int REDUNDANCY = 5;
  private static final int ROUNDS = 3;

  private static final int UPDATED_LABELERS = 10_000;
  private static final int UPDATED_ITEMS = 100_000;
  private static final int PROBES = 10_000;
  private static final int PROBE_ANSWERS = 40;
  private static final int UPDATES = 20_000;

  private CopyingBenchmark() {}

  /** Measures all figures. */
  public static void run(Bench bench) throws Exception {
    update(bench);
    scan(bench);
  }

  /** New answers to probes that some forty others answered before. */
  private static void update(Bench bench) {
    BusyCrowd crowd = new BusyCrowd(1, UPDATED_LABELERS);
    Answers.Builder answers = crowd.builder();
    int[][] later = new int[UPDATES][];
    for (int t = 0; t < UPDATED_ITEMS + PROBES; t++) {
      boolean probe = t < PROBES;
      int task = answers.tasks().number("task" + t);
      int truth = crowd.truth();
      int[] drawn = crowd.draw(probe ? PROBE_ANSWERS + 2 : REDUNDANCY);
      for (int i = 0; i < drawn.length; i++) {
        int label = crowd.answer(drawn[i], truth);
        if (probe && i >= PROBE_ANSWERS) {
          later[2 * t + i - PROBE_ANSWERS] = new int[] {t, drawn[i], label};
        } else {
          answers.add(task, drawn[i], label);
        }
      }
    }
    CopyDetector detector = CopyDetector.of(answers.build(), crowd.confusions());
    double[] millis = new double[UPDATES];
    for (int i = 0; i < UPDATES; i++) {
      String task = "task" + later[i][0];
      String labeler = BusyCrowd.labeler(later[i][1]);
      String label = BusyCrowd.label(later[i][2]);
      long start = System.nanoTime();
      detector.add(task, labeler, label);
      millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
    bench.figure("d1_update_ms", Bench.median(millis), "ms");
    Arrays.sort(millis);
    bench.figure("d1_update_99th_ms", millis[UPDATES * 99 / 100], "ms");
  }

  private static void scan(Bench bench) throws Exception {
    BusyCrowd crowd = new BusyCrowd(2, LABELERS);
    Answers answers = answers(crowd);
    Confusions confusions = crowd.confusions();
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("work_mem", "1GB")
            .setServerConfig("max_wal_size", "4GB");
    try (EmbeddedPostgres server = builder.start();
        Connection connection = server.getPostgresDatabase().getConnection()) {
      fill(connection, answers);
      long[] counted = new long[2];
      double[][] seconds =
          Bench.interleave(
              1,
              ROUNDS,
              () -> counted[0] = countPairs(connection),
              () -> counted[1] = CopyDetector.of(answers, confusions).comparable());
      if (counted[0] != counted[1]) {
        throw new IllegalStateException(counted[0] + " pairs by SQL, and not " + counted[1]);
      }
      bench.figure("pair_scan_seconds", Bench.median(seconds[1]), "s");
      bench.figure("pair_scan_sql_seconds", Bench.median(seconds[0]), "s");
      bench.figure("pair_scan_vs_sql", Bench.medianRatio(seconds[0], seconds[1]), "ratio");
      bench.figure("pair_scan_pairs", (double) counted[1], "pairs");
    }
  }

  private static Answers answers(BusyCrowd crowd) {
    Answers.Builder answers = crowd.builder();
    for (int t = 0; t < ITEMS; t++) {
      int task = answers.tasks().number("task" + t);
      int truth = crowd.truth();
      for (int labeler : crowd.draw(REDUNDANCY)) {
        answers.add(task, labeler, crowd.answer(labeler, truth));
      }
    }
    return answers.build();
  }

  private static void fill(Connection connection, Answers answers) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE answer (item int NOT NULL, labeler int NOT NULL)");
      PipedInputStream in = new PipedInputStream(1 << 16);
      PrintStream out =
          new PrintStream(new PipedOutputStream(in), false, StandardCharsets.US_ASCII);
      Thread writer = new Thread(() -> write(answers, out), "answers");
      writer.start();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY answer FROM STDIN (FORMAT csv)", in);
      writer.join();
      statement.execute("ALTER TABLE answer ADD PRIMARY KEY (item, labeler)");
      statement.execute("VACUUM ANALYZE answer");
    }
  }

  private static void write(Answers answers, PrintStream out) {
    StringBuilder lines = new StringBuilder();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        lines.append(t).append(',').append(answers.labelerAt(p)).append('\n');
      }
      if (lines.length() > 1 << 14) {
        out.print(lines);
        lines.setLength(0);
      }
    }
    out.print(lines);
    out.close();
  }

  private static long countPairs(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FROM (SELECT a.labeler, b.labeler, count(*) FROM answer a"
                    + " JOIN answer b ON a.item = b.item AND a.labeler < b.labeler"
                    + " GROUP BY a.labeler, b.labeler HAVING count(*) >= "
                    + CopyDetector.MIN_COMMON_ITEMS
                    + ") AS pair")) {
      result.next();
      return result.getLong(1);
    }
  }
}

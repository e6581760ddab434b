package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {
  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return OfflineCommands.run(
        List.of(arguments), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
  }

  @Test
  void copiers_areACluster_othersAreNot() throws Exception {
    StringBuilder csv = new StringBuilder("task,worker,label\n");
    java.util.SplittableRandom random = new java.util.SplittableRandom(9);
    for (int i = 0; i < 60; i++) {
      int truth = random.nextInt(4);
      for (int j = 0; j < 8; j++) {
        int label = random.nextDouble() < 0.75 ? truth : random.nextInt(4);
        csv.append("t" + i + ",w" + j + "," + label + "\n");
      }
      int sheet = random.nextDouble() < 0.6 ? truth : random.nextInt(4);
      csv.append("t" + i + ",x1," + sheet + "\nt" + i + ",x2," + sheet + "\n");
    }
    Path labels = Files.writeString(folder.resolve("labels.csv"), csv);
    Path out = folder.resolve("risk.csv");
    Path clusters = folder.resolve("clusters.csv");
    assertThat(run("scan", "--labels", "" + labels, "--out", "" + out, "--clusters", "" + clusters))
        .isZero();
    assertThat(Files.readString(clusters)).isEqualTo("cluster,worker\n1,x1\n1,x2\n");
    List<String> risks = Files.readAllLines(out);
    assertThat(risks.get(0)).isEqualTo("worker,risk");
    assertThat(risks).hasSize(11);
    assertThat(risks.subList(1, 11)).isSorted();
  }

  @Test
  void badFile_isOneLine_codeTwo_noOutput() throws Exception {
    Path labels = Files.writeString(folder.resolve("labels.csv"), "task,worker,label\na,b\n");
    Path out = folder.resolve("risk.csv");
    assertThat(run("scan", "--labels", "" + labels, "--out", "" + out)).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("labels.csv").contains("line 2").contains("column");
    assertThat(out).doesNotExist();
    assertThat(run("scan", "--nonsense")).isEqualTo(2);
    assertThat(run("replay", "--labels", "" + folder.resolve("absent.csv"))).isEqualTo(2);
  }
}

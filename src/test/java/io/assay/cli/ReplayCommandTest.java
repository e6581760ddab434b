package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  @TempDir private Path folder;

  @Test
  void farmsThatCannotBe_areOneLine_codeTwo() throws Exception {
    Path labels = Files.writeString(folder.resolve("labels.csv"), "task,worker,label\na,b,c\n");
    for (List<String> options :
        List.of(
            List.of("--farm", "0"),
            List.of("--farm", "many"),
            List.of("--farm", "5", "--farm-style", "polite"),
            List.of("--farm", "5", "--farm-share", "1"))) {
      StringWriter err = new StringWriter();
      List<String> arguments = new ArrayList<>(List.of("replay", "--labels", "" + labels));
      arguments.addAll(options);
      PrintWriter nowhere = new PrintWriter(new StringWriter());
      assertThat(OfflineCommands.run(arguments, nowhere, new PrintWriter(err, true))).isEqualTo(2);
      assertThat(err.toString().strip().lines()).hasSize(1);
    }
  }
}

package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A newcomer's first minutes in a real browser: see {@code frontend/e2e/main-job.mjs}. */
class BrowserIT {
  @Test
  void mainJob_inChromium() throws Exception {
    Path pictures = Path.of("target/screenshots").toAbsolutePath();
    Path log = Path.of("target/browser-test.log");
    try (RunningServer server = RunningServer.start()) {
      ProcessBuilder script = new ProcessBuilder("node", "e2e/main-job.mjs");
      script.directory(Path.of("frontend").toFile());
      script.environment().put("ASSAY_URL", server.address().toString());
      script.environment().put("ASSAY_SCREENSHOTS", pictures.toString());
      script.redirectErrorStream(true).redirectOutput(log.toFile());
      Process running = script.start();
      boolean ended = running.waitFor(6, TimeUnit.MINUTES);
      running.destroyForcibly();
      assertThat(ended).as("ended in time").isTrue();
      assertThat(running.exitValue()).as(Files.readString(log)).isZero();
    }
  }
}

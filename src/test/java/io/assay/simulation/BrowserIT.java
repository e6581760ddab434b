package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whole jobs of people in a real browser: see {@code frontend/e2e}. */
class BrowserIT {
  /** A newcomer's first minutes. */
  @Test
  void mainJob_inChromium() throws Exception {
    play("main-job");
  }

  /** From a wallet's sign-in to the first pay in it. */
  @Test
  void newcomer_inChromium() throws Exception {
    play("newcomer");
  }

  /** From suspicion over two reviewers, ban and appeal to the labeler's restored pay. */
  @Test
  void dispute_inChromium() throws Exception {
    play("dispute");
  }

  /** A labeler before a picture, and a requester before what looks alike. */
  @Test
  void pictures_inChromium() throws Exception {
    play("pictures", server -> PictureDataset.open(new TestClient(server.address()), "Road signs"));
  }

  private static void play(String name) throws Exception {
    play(name, server -> {});
  }

  private static void play(String name, Consumer<RunningServer> prepare) throws Exception {
    Path pictures = Path.of("target/screenshots", name).toAbsolutePath();
    Path log = Path.of("target/browser-test-" + name + ".log");
    try (RunningServer server = RunningServer.start()) {
      prepare.accept(server);
      ProcessBuilder script = new ProcessBuilder("node", "e2e/" + name + ".mjs");
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

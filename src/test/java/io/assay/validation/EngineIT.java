package io.assay.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server says of its engine, in its log and to admins. */
class EngineIT {
  private static final String PATH = "/api/operations/engine";

  private static List<String> said(RunningServer server) throws IOException {
    return Files.readAllLines(server.home().resolve("server.log")).stream()
        .filter(line -> line.contains("Validation engine") || line.contains("GPU o"))
        .toList();
  }

  @Test
  void start_saysInOneLineWhatRuns() throws IOException {
    try (RunningServer server = RunningServer.start()) {
      assertThat(said(server)).hasSize(1);
      TestClient client = new TestClient(server.address());
      JsonNode engine = client.get(PATH, client.signIn("admin")).json();
      assertThat(said(server).get(0)).contains(engine.path("engine").asText());
      assertThat(engine.path("kernels").asText()).matches("[0-9a-f]{64}");
      assertThat(engine.path("engine").asText().equals("cpu-twin"))
          .isEqualTo(engine.path("refusal").asText().startsWith("GPU off: "));
      assertThat(engine.path("jobsFallenBack").asLong()).isZero();
      assertThat(client.get(PATH, client.signIn("requester")).status()).isEqualTo(403);
    }
  }

  @Test
  void gpuSwitchedOff_isNotLookedFor() throws IOException {
    try (RunningServer server = RunningServer.start("-Dassay.validation.gpu=off")) {
      assertThat(said(server)).hasSize(1);
      assertThat(said(server).get(0)).contains("cpu-twin (GPU off: assay.validation.gpu=off)");
    }
  }
}

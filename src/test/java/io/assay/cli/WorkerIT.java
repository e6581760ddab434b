package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Processes that train for a server, one of which dies over its work. */
class WorkerIT {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final int ITEMS = 300;
  private static final String[] WORDS = {"water", "puddle", "frozen", "slippery", "hole", "crater"};
  private static final String[] CLASSES = {"flood", "ice", "pothole"};

  private static String database(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("database"))) {
      Path pid = files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
      String port = Files.readAllLines(pid).get(3).trim();
      return "jdbc:postgresql://localhost:" + port + "/postgres";
    }
  }

  private static Process worker(String database) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-jar",
            JAR.toString(),
            "worker",
            "--no-gpu",
            "--database",
            database);
    builder.environment().put("ASSAY_DATABASE_PASSWORD", "postgres");
    return builder.redirectErrorStream(true).start();
  }

  private static void awaitLine(Process worker, String part) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(part)) {
        return;
      }
    }
    throw new AssertionError("no " + part + " in " + seen);
  }

  private static String answered(TestClient client, String requester, String admin) {
    List<Map<String, String>> options = new ArrayList<>();
    for (String one : CLASSES) {
      options.add(Map.of("value", one));
    }
    Map<String, Object> request = new HashMap<>();
    request.put("name", "Outside");
    request.put("schema", Map.of("type", "choice", "question", "Which?", "options", options));
    request.put("priceBaseUnits", "1000");
    request.put("redundancyMin", 3);
    request.put("redundancyMax", 3);
    request.put("targetConfidence", 0.99);
    request.put("goldShare", 0);
    request.put("probeShare", 0);
    String path =
        "/api/datasets/"
            + client.post("/api/datasets", requester, request).json().path("id").asText();
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder csv = new StringBuilder("key,text\n");
    for (int i = 0; i < ITEMS; i++) {
      String word = WORDS[2 * (i % 3) + random.nextInt(2)];
      csv.append(i).append(",road ").append(i).append(' ').append(word).append('\n');
    }
    client.post(path + "/items", requester, "text/csv", csv.toString());
    client.post(path + "/funding", requester, Map.of("amountBaseUnits", "" + 3000L * ITEMS));
    client.post(path + "/open", requester, "{}");
    List<String> crowd = new ArrayList<>();
    for (int j = 0; j < 9; j++) {
      crowd.add(client.labeler(admin, "outsider-" + j));
    }
    for (int empty = 0; empty < crowd.size(); ) {
      empty = 0;
      for (String labeler : crowd) {
        Answer lease = client.post(path + "/assignments", labeler, "{}");
        if (lease.status() == 204) {
          empty++;
          continue;
        }
        int truth =
            Integer.parseInt(lease.json().path("content").path("text").asText().split(" ", 3)[1])
                % 3;
        String label = CLASSES[random.nextInt(20) < 11 ? truth : random.nextInt(3)];
        String submission = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
        client.put(submission, labeler, Map.of("label", label));
      }
    }
    return path;
  }

  private static JsonNode versions(TestClient client, String requester, String path) {
    return client.get(path + "/models?limit=10", requester).json().path("items");
  }

  private static long count(String database, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database, "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void aJobWhoseWorkerDies_isDoneByTheNext_andArrivesOnce() throws Exception {
    try (RunningServer server = RunningServer.start("-Dassay.validation.workers=outside")) {
      TestClient client = new TestClient(server.address());
      String requester = client.signIn("requester");
      String admin = client.signIn("admin");
      assertThat(client.get("/api/operations/engine", admin).json().path("failedTrainings"))
          .isEmpty();
      String path = answered(client, requester, admin);
      assertThat(client.post(path + "/refit", requester, "{}").status()).isEqualTo(200);
      // The fit did not wait.
      assertThat(versions(client, requester, path)).isEmpty();
      String database = database(server.home());
      Process first = worker(database);
      awaitLine(first, "training, attempt 1");
      first.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
      Process second = worker(database);
      Process third = worker(database);
      try {
        for (int i = 0; i < 240 && versions(client, requester, path).isEmpty(); i++) {
          Thread.sleep(500);
        }
        JsonNode found = versions(client, requester, path);
        assertThat(found).hasSize(1);
        JsonNode version = found.get(0);
        assertThat(version.path("earned").asBoolean()).as(version.toString()).isTrue();
        // The delivery asks for a fit, which is lent the model and leaves no other job.
        String lent =
            "SELECT count(*) FROM consensus_fit WHERE model ->> 'hash' = '"
                + version.path("modelHash").asText()
                + "'";
        for (int i = 0; i < 60 && count(database, lent) == 0; i++) {
          Thread.sleep(500);
        }
        assertThat(count(database, lent)).isPositive();
        assertThat(count(database, "SELECT count(*) FROM model_job")).isZero();
        assertThat(versions(client, requester, path)).hasSize(1);
      } finally {
        second.destroyForcibly();
        third.destroyForcibly();
      }
    }
  }
}

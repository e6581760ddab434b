package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.ConsensusCsv;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job over HTTP: a crowd answers, labels come out, a farm is caught, money arrives. */
class ReplayIT {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A crowd without texts, so that offline and online know the same. */
  private static Crowd crowd(long seed, int items, int labelers, int farm) {
    Map<String, String> truth = new TreeMap<>();
    for (int i = 0; i < items; i++) {
      truth.put("item-" + i, "class-" + (i * 7L + seed) % 4);
    }
    return new SyntheticCrowd(seed).make("it-" + seed, Map.of(), truth, labelers, farm);
  }

  private static String aggregate(Crowd crowd) {
    Answers.Builder answers = Answers.builder();
    crowd.answers().forEach(one -> answers.add(one.task(), one.labeler(), one.label()));
    return ConsensusCsv.labels(Aggregators.DEFAULT.aggregate(answers.build(), Map.of()));
  }

  @Test
  void crowdWithFarm_everythingAcceptedOnce_labelsAreRight_walletsAreTheLedger() {
    Crowd crowd = crowd(11, 100, 14, 6);
    Replay replay = new Replay(server.address(), line -> {});
    String admin = replay.signIn("admin", "admin-demo");
    ReplayReport report = replay.run(crowd, admin);
    assertThat(report.accepted()).isEqualTo(crowd.answers().size());
    // The server knows more than the answers once the farm is suspected: not the same bits.
    long offline = right(crowd, aggregate(crowd));
    assertThat(report.right()).isBetween(offline - 2, offline + 2).isGreaterThanOrEqualTo(90);
    BigInteger waiting = waiting(replay.play(crowd, admin));
    assertThat(new BigInteger(report.onChainBaseUnits()).add(waiting))
        .as("what is not held is in wallets")
        .isEqualTo(new BigInteger(report.ledgerBaseUnits()));
    assertThat(report.ledgerBaseUnits()).isEqualTo(crowd.answers().size() + "000");
    ReplayReport again = replay.run(crowd, admin);
    assertThat(again.datasetId()).isEqualTo(report.datasetId());
    assertThat(again.right()).isBetween(offline - 2, offline + 2);
    assertThat(again.ledgerBaseUnits()).isEqualTo(report.ledgerBaseUnits());
    assertThat(again.onChainBaseUnits()).isEqualTo(report.onChainBaseUnits());
  }

  private static long right(Crowd crowd, String export) {
    return export
        .lines()
        .skip(1)
        .map(row -> row.split(","))
        .filter(row -> row[1].equals(crowd.truth().get(row[0])))
        .count();
  }

  /** What is held of the farm's earnings. */
  private static BigInteger waiting(Replay.Played played) {
    ApiClient api = new ApiClient(server.address());
    BigInteger waiting = BigInteger.ZERO;
    for (String token : played.tokens().values()) {
      JsonNode earnings = api.get("/api/me/earnings", token);
      if (earnings.path("held").asBoolean()) {
        waiting = waiting.add(new BigInteger(earnings.path("unsettledBaseUnits").asText("0")));
      }
    }
    return waiting;
  }

  @Test
  void report_saysWhatTheFitKnows_exportsCarryIt() throws Exception {
    Crowd crowd = crowd(51, 60, 12, 0);
    Replay replay = new Replay(server.address(), line -> {});
    String admin = replay.signIn("admin", "admin-demo");
    Replay.Played played = replay.play(crowd, admin);
    replay.fit(played.dataset(), admin);
    ApiClient api = new ApiClient(server.address());
    String path = "/api/datasets/" + played.dataset();
    JsonNode report = api.get(path + "/consensus/report", admin);
    assertThat(report.path("fit").path("answersHash").asText()).hasSize(64);
    assertThat(report.path("fit").path("provenance").asText()).contains("method=assay");
    assertThat(report.path("calibration").path("basis").asText()).isEqualTo("HELD_OUT_ANSWERS");
    assertThat(report.path("meanDifficulty").asDouble()).isBetween(0.0, 1.0);
    assertThat(report.path("hardest")).hasSize(10);
    assertThat(report.path("labelers")).hasSize(12);
    JsonNode progress = api.get(path + "/progress", admin);
    assertThat(progress.path("fit").path("calibration")).isEqualTo(report.path("calibration"));
    String line = api.getText(path + "/export?format=ndjson", admin).lines().findFirst().orElse("");
    JsonNode row = new ObjectMapper().readTree(line);
    assertThat(row.path("calibration").asText()).startsWith("not calibrated on gold");
    assertThat(row.path("distribution")).hasSize(4);
    assertThat(row.path("difficulty").isNumber()).isTrue();
    assertThat(row.path("disagreement").isNumber()).isTrue();
    HttpRequest csv =
        HttpRequest.newBuilder(URI.create(server.address() + path + "/export"))
            .header("Authorization", "Bearer " + admin)
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(csv, HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Assay-Calibration"))
        .contains(row.path("calibration").asText());
    assertThat(new TestClient(server.address()).get(path + "/consensus/report", "").status())
        .isEqualTo(401);
  }

  @Test
  void farm_isOneCase_holdStopsItsPayoutsAlone_clearLetsThemGo() throws Exception {
    Crowd crowd = crowd(23, 100, 14, 6);
    Replay replay = new Replay(server.address(), line -> {});
    ApiClient api = new ApiClient(server.address());
    String admin = replay.signIn("admin", "admin-demo");
    Replay.Played played = replay.play(crowd, admin);
    replay.fit(played.dataset(), admin);
    JsonNode found = null;
    for (int wait = 0; wait < 60 && (found == null || found.path("labelers").size() < 6); wait++) {
      Thread.sleep(500);
      for (JsonNode one : api.get("/api/cases?state=OPEN", admin).path("items")) {
        if (one.path("datasetId").asText().equals(played.dataset().toString())) {
          found = one;
        }
      }
    }
    assertThat(found).isNotNull();
    assertThat(found.path("labelers")).hasSize(6);
    JsonNode detail = api.get("/api/cases/" + found.path("id").asText(), admin);
    assertThat(detail.path("pairs").size()).isPositive();
    assertThat(detail.path("commonItems").size()).isPositive();

    String decision = "/api/cases/" + found.path("id").asText() + "/decision";
    api.post(decision, admin, Map.of("decision", "HOLD", "reason", "one answer sheet"));
    for (int wait = 0; wait < 60 && settledHonest(api, played, found) < 14; wait++) {
      settleNow(api, admin);
      Thread.sleep(500);
    }
    assertThat(settledHonest(api, played, found)).isEqualTo(14);
    assertThat(settled(api, played)).as("held accounts wait").isEqualTo(14);

    api.post(decision, admin, Map.of("decision", "CLEAR", "reason", "they proved it is theirs"));
    for (int wait = 0; wait < 60 && settled(api, played) < 20; wait++) {
      settleNow(api, admin);
      Thread.sleep(500);
    }
    assertThat(settled(api, played)).isEqualTo(20);
  }

  private static void settleNow(ApiClient api, String admin) {
    try {
      Map<String, String> once = Map.of("Idempotency-Key", "it-" + System.nanoTime());
      api.post("/api/epochs", admin, Map.of(), once);
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(409);
    }
  }

  private static long settled(ApiClient api, Replay.Played played) {
    return played.tokens().values().stream()
        .filter(
            token ->
                api.get("/api/me/earnings", token).path("unsettledBaseUnits").asText().equals("0"))
        .count();
  }

  private static long settledHonest(ApiClient api, Replay.Played played, JsonNode found) {
    java.util.Set<String> farm =
        new java.util.HashSet<>(found.path("labelers").findValuesAsText("name"));
    return played.tokens().entrySet().stream()
        .filter(entry -> farm.stream().noneMatch(name -> name.endsWith("-" + entry.getKey())))
        .filter(
            entry ->
                api.get("/api/me/earnings", entry.getValue())
                    .path("unsettledBaseUnits")
                    .asText()
                    .equals("0"))
        .count();
  }

  @Test
  void killedInTheMiddle_startedAgain_nothingLostNothingDoubled() throws Exception {
    Crowd crowd = crowd(37, 300, 20, 0);
    try (RunningServer mortal = RunningServer.start()) {
      Map<String, String> acknowledged = new ConcurrentHashMap<>();
      CountDownLatch enough = new CountDownLatch(crowd.answers().size() / 2);
      Replay doomed =
          new Replay(
              mortal.address(),
              line -> {},
              (assignment, response) -> {
                acknowledged.put(assignment, response);
                enough.countDown();
              });
      Thread player =
          new Thread(
              () -> {
                try {
                  doomed.run(crowd, doomed.signIn("admin", "admin-demo"));
                } catch (ApiException e) {
                  // The server is dead; that is the point.
                }
              });
      player.start();
      assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
      mortal.kill();
      player.interrupt();
      player.join();
      Map<String, String> before = Map.copyOf(acknowledged);
      mortal.launch();

      Map<String, String> after = new ConcurrentHashMap<>();
      Replay again = new Replay(mortal.address(), line -> {}, after::put);
      ReplayReport report = again.run(crowd, again.signIn("admin", "admin-demo"));
      assertThat(before.size()).isLessThan(crowd.answers().size());
      assertThat(report.accepted()).isEqualTo(crowd.answers().size());
      assertThat(after).as("one submission an answer").hasSize(crowd.answers().size());
      assertThat(after).as("acknowledged answers stand as they were").containsAllEntriesOf(before);
      assertThat(report.export()).isEqualTo(aggregate(crowd));
      assertThat(report.ledgerBaseUnits()).isEqualTo(crowd.answers().size() + "000");
      assertThat(report.onChainBaseUnits()).isEqualTo(report.ledgerBaseUnits());

      mortal.stop();
      assertThat(mortal.children()).as("Ctrl-C stops every child").isZero();
      mortal.launch();
      String admin = again.signIn("admin", "admin-demo");
      ApiClient api = new ApiClient(mortal.address());
      String path = "/api/datasets/" + report.datasetId() + "/export?format=csv";
      assertThat(api.getText(path, admin))
          .as("state outlives a restart")
          .isEqualTo(report.export());
    }
  }

  @Test
  void powerCutAfterPayout_everythingComesBack_nothingIsPaidTwice() throws Exception {
    Crowd crowd = crowd(41, 60, 12, 0);
    try (RunningServer mortal = RunningServer.start()) {
      Replay replay = new Replay(mortal.address(), line -> {});
      ReplayReport before = replay.run(crowd, replay.signIn("admin", "admin-demo"));
      // The chain writes its state once a second: what it did last is gone, the database's is not.
      mortal.cutPower();
      mortal.launch();
      Replay again = new Replay(mortal.address(), line -> {});
      String admin = again.signIn("admin", "admin-demo");
      ReplayReport after = again.run(crowd, admin);
      for (int wait = 0;
          wait < 30 && !after.onChainBaseUnits().equals(after.ledgerBaseUnits());
          wait++) {
        Thread.sleep(1000);
        after = again.run(crowd, admin);
      }
      assertThat(after.ledgerBaseUnits()).isEqualTo(before.ledgerBaseUnits());
      assertThat(after.onChainBaseUnits()).isEqualTo(before.ledgerBaseUnits());
      assertThat(after.export()).isEqualTo(before.export());
    }
  }

  @Test
  void recordedCrowd_isAsAccurateAsItsPeers() {
    Path folder = Path.of(System.getProperty("assay.shared.data", "../shared/data"), "rte");
    if (!Files.isDirectory(folder)) {
      System.err.println("!!! NOT CHECKED: no recorded crowd at " + folder.toAbsolutePath());
      return;
    }
    Crowd crowd = RecordedCrowd.read(folder);
    Replay replay = new Replay(server.address(), line -> {});
    ReplayReport report = replay.run(crowd, replay.signIn("admin", "admin-demo"));
    assertThat(report.accepted()).isEqualTo(8000);
    assertThat(report.known()).isEqualTo(800);
    assertThat(report.right()).isGreaterThanOrEqualTo(742);
    assertThat(report.export()).isEqualTo(aggregate(crowd));
    assertThat(report.onChainBaseUnits()).isEqualTo(report.ledgerBaseUnits());
  }
}

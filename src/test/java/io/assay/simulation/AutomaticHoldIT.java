package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A farm's payouts wait before anybody has looked, an honest labeler's never do. */
class AutomaticHoldIT {
  private static final int HONEST = 16;
  private static final int FARM = 8;

  @Test
  void aFarm_isHeldWithoutAPerson_andClearedOnceStaysCleared() throws Exception {
    try (RunningServer server = RunningServer.start("-Dassay.payout.transfers-every=2s")) {
      Replay replay = new Replay(server.address(), line -> {});
      ApiClient api = new ApiClient(server.address());
      String admin = replay.signIn("admin", "admin-demo");
      Replay.Played played = replay.play(crowd(), admin);
      replay.fit(played.dataset(), admin);
      Set<String> farm = new TreeSet<>();
      for (int wait = 0; wait < 120 && farm.size() < FARM; wait++) {
        Thread.sleep(500);
        farm = held(api, played);
      }
      assertThat(farm).as("held accounts").hasSize(FARM);
      JsonNode open = api.get("/api/cases?state=OPEN", admin).path("items");
      assertThat(open).as("the case waits for a person").hasSize(1);
      assertThat(open.get(0).path("labelers")).hasSize(FARM);
      assertThat(new TreeSet<>(open.get(0).path("flags").findValuesAsText("kind")))
          .contains("COPYING", "SUSPECT_CLUSTER");
      String token = played.tokens().get(farm.iterator().next());
      assertThat(api.get("/api/me/earnings", token).path("heldReason").asText())
          .contains("answers shared with other accounts");

      checkTables(server);

      String id = open.get(0).path("id").asText();
      Map<String, String> clear = Map.of("decision", "CLEAR", "reason", "a class with one sheet");
      api.post("/api/cases/" + id + "/decision", admin, clear);
      for (int look = 0; look < 8; look++) {
        Thread.sleep(2_000);
        assertThat(held(api, played)).as("held again after being cleared").isEmpty();
      }
    }
  }

  /** What no API shows yet: clusters, risks, and that nothing of a person is kept as it came. */
  private static void checkTables(RunningServer server) throws Exception {
    Path pid = server.home().resolve("database/data/postmaster.pid");
    String port = Files.readAllLines(pid).get(3).trim();
    try (Connection database =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
        Statement statement = database.createStatement()) {
      // Holds may come of a bloc, before the scan of all evidence has ended.
      String risky = "SELECT count(*) FROM labeler_risk WHERE risk >= .7";
      for (int wait = 0; wait < 80 && !first(statement, risky).equals("8"); wait++) {
        Thread.sleep(500);
      }
      assertThat(first(statement, "SELECT count(*) FROM suspect_cluster WHERE state = 'SUSPECTED'"))
          .isEqualTo("1");
      assertThat(first(statement, "SELECT count(*) FROM suspect_cluster_member")).isEqualTo("8");
      assertThat(
              first(
                  statement,
                  "SELECT string_agg(DISTINCT family, ' ' ORDER BY family) FROM suspect_cluster_edge"))
          .contains("CONTENT", "IDENTITY");
      assertThat(first(statement, risky)).isEqualTo("8");
      assertThat(
              first(
                  statement,
                  "SELECT bool_and(value_hmac ~ '^[0-9a-f]{64}$') FROM identity_evidence"))
          .isEqualTo("t");
      assertThat(first(statement, "SELECT count(*) > 0 FROM money_transfer")).isEqualTo("t");
    }
    assertThat(server.home().resolve("evidence.key")).exists();
  }

  private static String first(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Crowd crowd() {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> truth = new LinkedHashMap<>();
    for (SampleTexts.Report report : SampleTexts.reports().subList(0, 100)) {
      texts.put(report.key(), report.text());
      truth.put(report.key(), report.label());
    }
    return new SyntheticCrowd(29).make("Hold crowd", texts, truth, HONEST, FARM);
  }

  private static Set<String> held(ApiClient api, Replay.Played played) {
    Set<String> held = new TreeSet<>();
    played
        .tokens()
        .forEach(
            (labeler, token) -> {
              if (api.get("/api/me/earnings", token).path("held").asBoolean()) {
                held.add(labeler);
              }
            });
    return held;
  }
}

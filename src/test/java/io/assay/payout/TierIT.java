package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pay comes free by evidence: with rules as in production, only smaller. */
class TierIT {
  /** Nobody is vouched for; tier 1 opens at once, and a line waits for one later answer. */
  private static final String[] PRODUCTION = {
    "-Dassay.payout.tiers.embedded-issuer-vouches=false",
    "-Dassay.payout.tiers.min-age-days=0",
    "-Dassay.payout.tiers.min-probes=0",
    "-Dassay.payout.tiers.tier.1.cap-tokens=0.004",
    "-Dassay.payout.tiers.tier.1.hold-back-answers=1",
    "-Dassay.payout.tiers.tier.1.hold-back=PT0S",
    "-Dassay.payout.tiers.tier.1.vesting=PT0S",
    "-Dassay.payout.settlement-delay=PT1H",
    // The test says itself who is one person.
    "-Dassay.fraud.clusters.every=off",
  };

  private static void answer(TestClient client, String dataset, String token, int answers) {
    for (int i = 0; i < answers; i++) {
      JsonNode lease = client.post("/api/datasets/" + dataset + "/assignments", token, "{}").json();
      String path = "/api/assignments/" + lease.path("id").asText() + "/submission";
      assertThat(client.put(path, token, Map.of("label", "a")).status()).isEqualTo(200);
    }
  }

  private static JsonNode unlocking(TestClient client, String token) {
    return client.get("/api/me/earnings", token).json().path("unlocking");
  }

  private static long settled(TestClient client, String token) {
    JsonNode earnings = client.get("/api/me/earnings", token).json();
    return earnings.path("earnedBaseUnits").asLong() - earnings.path("unsettledBaseUnits").asLong();
  }

  @Test
  void tierZero_unlocksNothing_butKeepsEverythingBooked() throws Exception {
    try (RunningServer server =
        RunningServer.start("-Dassay.payout.tiers.embedded-issuer-vouches=false")) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String dataset = client.openDataset(client.signIn("requester"), 5, 1, 1, 600);
      String ann = client.labeler(admin, "ann");
      answer(client, dataset, ann, 3);
      assertThat(client.post("/api/epochs", admin, "{}").problem()).isEqualTo("nothing-to-settle");
      JsonNode unlocking = unlocking(client, ann);
      assertThat(unlocking.path("tier").asInt()).isZero();
      assertThat(unlocking.path("capBaseUnits").asText()).isEqualTo("0");
      assertThat(unlocking.path("unlockedBaseUnits").asText()).isEqualTo("0");
      assertThat(unlocking.path("waitingBaseUnits").asText()).isEqualTo("3000");
      assertThat(unlocking.path("dailyAnswers").asInt()).isEqualTo(50);
      assertThat(settled(client, ann)).isZero();

      JsonNode economics = client.get("/api/economics", admin).json();
      assertThat(economics.path("report").path("gains").asInt()).isZero();
      assertThat(economics.path("report").path("cells")).hasSize(80);
      assertThat(client.get("/api/economics", ann).status()).isEqualTo(403);
    }
  }

  @Test
  void accountsOfOnePerson_shareOneCap_strangersDoNot() throws Exception {
    try (RunningServer server = RunningServer.start(PRODUCTION)) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String dataset = client.openDataset(client.signIn("requester"), 10, 3, 3, 600);
      String ann = client.labeler(admin, "ann");
      String bob = client.labeler(admin, "bob");
      String cyd = client.labeler(admin, "cyd");
      for (String token : List.of(ann, bob, cyd)) {
        answer(client, dataset, token, 7);
      }
      joinAsOnePerson(server, id(client, ann), id(client, bob));
      assertThat(client.post("/api/epochs", admin, "{}").status()).isEqualTo(200);
      assertThat(settled(client, cyd)).as("a person of their own").isEqualTo(4000);
      assertThat(settled(client, ann) + settled(client, bob)).as("one cap").isEqualTo(4000);
      JsonNode seen = unlocking(client, bob);
      assertThat(seen.path("tier").asInt()).isEqualTo(1);
      assertThat(seen.path("accounts").asInt()).isEqualTo(2);
      assertThat(seen.path("capBaseUnits").asText()).isEqualTo("4000");
      assertThat(seen.path("personUnlockedBaseUnits").asText()).isEqualTo("4000");
      long locked =
          seen.path("waitingBaseUnits").asLong()
              + seen.path("vestingBaseUnits").asLong()
              + seen.path("overCapBaseUnits").asLong();
      assertThat(locked + seen.path("unlockedBaseUnits").asLong()).isEqualTo(7000);
      assertThat(client.post("/api/epochs", admin, "{}").problem()).isEqualTo("nothing-to-settle");
    }
  }

  private static UUID id(TestClient client, String token) {
    return UUID.fromString(client.get("/api/me", token).json().path("id").asText());
  }

  private static void joinAsOnePerson(RunningServer server, UUID one, UUID other) throws Exception {
    Path running = server.home().resolve("database/data/postmaster.pid");
    String port = Files.readAllLines(running).get(3).trim();
    String url =
        "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres";
    UUID cluster = UUID.randomUUID();
    try (Connection connection = DriverManager.getConnection(url)) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO suspect_cluster (id, state, posterior, r_link, r_quality, r_auto) VALUES"
                  + " (?, 'SUSPECTED', 0.95, 0.95, 0, 0)")) {
        insert.setObject(1, cluster);
        insert.executeUpdate();
      }
      for (UUID labeler : List.of(one, other)) {
        try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO suspect_cluster_member (cluster_id, labeler_id, posterior) VALUES"
                    + " (?, ?, 0.95)")) {
          insert.setObject(1, cluster);
          insert.setObject(2, labeler);
          insert.executeUpdate();
        }
      }
    }
  }
}

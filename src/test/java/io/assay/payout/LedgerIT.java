package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The books from funding to the chain, and the audit that notices when they are wrong. */
class LedgerIT {
  private static Connection connect(RunningServer server) throws Exception {
    Path running = server.home().resolve("database/data/postmaster.pid");
    String port = Files.readAllLines(running).get(3).trim();
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres");
  }

  /** Sums of the postings by kind, in base units. */
  private static Map<String, Long> booked(Connection database) throws SQLException {
    Map<String, Long> sums = new TreeMap<>();
    try (Statement statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT kind, sum(amount_base_units) FROM posting GROUP BY kind")) {
      while (rows.next()) {
        sums.put(rows.getString(1), rows.getLong(2));
      }
    }
    return sums;
  }

  private static void answer(TestClient client, String dataset, String token, int answers) {
    for (int i = 0; i < answers; i++) {
      JsonNode lease = client.post("/api/datasets/" + dataset + "/assignments", token, "{}").json();
      String path = "/api/assignments/" + lease.path("id").asText() + "/submission";
      for (int repeat = 0; repeat < 2; repeat++) {
        assertThat(client.put(path, token, Map.of("label", "a")).status()).isEqualTo(200);
      }
    }
  }

  private static void execute(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void everyMovementIsPosted_theAuditFindsNothing_untilALineIsWrong() throws Exception {
    try (RunningServer server = RunningServer.start("-Dassay.payout.settlement-delay=PT1H")) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String dataset = client.openDataset(client.signIn("requester"), 5, 1, 1, 600);
      String ann = client.labeler(admin, "ann");
      answer(client, dataset, ann, 3);
      JsonNode empty = client.post("/api/audits", admin, "{}").json();
      assertThat(empty.path("balanced").asBoolean()).as(empty.toString()).isTrue();
      assertThat(line(empty, "SUBMISSIONS_LEDGER").path("expected").asText()).isEqualTo("3000");

      try (Connection database = connect(server)) {
        Map<String, Long> sums = booked(database);
        assertThat(sums.keySet()).containsExactly("ANSWER", "DEPOSIT", "FUNDING");
        assertThat(sums.get("ANSWER")).isEqualTo(3000);
        assertThat(sums.get("DEPOSIT")).isGreaterThan(sums.get("FUNDING"));

        assertThatThrownBy(() -> execute(database, "UPDATE posting SET amount_base_units = 1"))
            .hasMessageContaining("never changed");
        assertThatThrownBy(() -> execute(database, "DELETE FROM posting"))
            .hasMessageContaining("never changed");

        execute(
            database,
            "UPDATE ledger_entry SET amount_base_units = amount_base_units"
                + " + CASE WHEN id = (SELECT max(id) FROM ledger_entry) THEN 1 ELSE 0 END");
      }
      JsonNode broken = client.post("/api/audits", admin, "{}").json();
      assertThat(broken.path("balanced").asBoolean()).isFalse();
      assertThat(line(broken, "SUBMISSIONS_LEDGER").path("difference").asText()).isEqualTo("1");
      assertThat(line(broken, "LEDGER_POSTINGS").path("difference").asText()).isEqualTo("1");
      assertThat(line(broken, "FUNDED_POSTINGS").path("difference").asText()).isEqualTo("0");
      assertThat(client.get("/q/health/well", admin).json().path("status").asText())
          .isEqualTo("DOWN");
      assertThat(client.get("/q/health/ready", admin).json().path("status").asText())
          .isEqualTo("UP");
      JsonNode history = client.get("/api/audits", admin).json().path("items");
      assertThat(history).hasSize(2);
      assertThat(history.get(0)).isEqualTo(broken);
      assertThat(client.post("/api/audits", ann, "{}").status()).isEqualTo(403);
    }
  }

  @Test
  void anEpoch_movesAccruedToSettled_andTheChainAgrees() throws Exception {
    try (RunningServer server =
        RunningServer.start(
            "-Dassay.payout.settlement-delay=PT1H",
            "-Dassay.payout.tiers.tier.2.hold-back=PT0S",
            "-Dassay.payout.tiers.tier.2.vesting=PT0S")) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String dataset = client.openDataset(client.signIn("requester"), 5, 1, 1, 600);
      answer(client, dataset, client.labeler(admin, "ann"), 5);
      long until = System.nanoTime() + 120_000_000_000L;
      while (client.post("/api/epochs", admin, "{}").status() != 200) {
        assertThat(System.nanoTime()).as("pay comes free").isLessThan(until);
        Thread.sleep(1000);
      }
      JsonNode audit = client.post("/api/audits", admin, "{}").json();
      assertThat(audit.path("balanced").asBoolean()).as(audit.toString()).isTrue();
      long settled = line(audit, "LEDGER_EPOCHS").path("expected").asLong();
      assertThat(settled).isPositive();
      try (Connection database = connect(server)) {
        assertThat(booked(database).get("EPOCH")).isEqualTo(settled);
      }
    }
  }

  private static JsonNode line(JsonNode audit, String check) {
    for (JsonNode line : audit.path("lines")) {
      if (line.path("check").asText().equals(check)) {
        return line;
      }
    }
    throw new AssertionError("no line " + check + " in " + audit);
  }
}

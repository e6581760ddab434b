package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.BonusedDataset;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bonuses that wait like pay, are taken by a ban and come back, and that nobody books twice. */
class BonusIT {
  private static final String CASE = "00000000-0000-0000-0000-0000000000c5";

  private static Connection connect(RunningServer server) throws Exception {
    Path running = server.home().resolve("database/data/postmaster.pid");
    String port = Files.readAllLines(running).get(3).trim();
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres");
  }

  private static int execute(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static void isBalanced(TestClient client, String admin, String when) {
    JsonNode audit = client.post("/api/audits", admin, "{}").json();
    assertThat(audit.path("balanced").asBoolean()).as(when + audit).isTrue();
  }

  private static String reasons(TestClient client, String labeler) {
    return client.get("/api/me/earnings", labeler).json().path("reasons").toString();
  }

  @Test
  void aBonus_waitsLikePay_goesWithABan_comesBack_andIsBookedOnce() throws Exception {
    try (RunningServer server =
        RunningServer.start(
            "-Dassay.payout.close-every=off",
            "-Dassay.payout.tiers.embedded-issuer-vouches=false")) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String dataset = BonusedDataset.open(client, client.signIn("requester"));
      List<String> crowd = new ArrayList<>();
      for (int j = 0; j < 6; j++) {
        crowd.add(client.labeler(admin, "teller-" + j));
      }
      BonusedDataset.answer(client, dataset, crowd);
      try (Connection database = connect(server)) {
        for (int wait = 0; wait < 120 && count(database, "bonus_round") == 0; wait++) {
          assertThat(client.post("/api/epochs", admin, "{}").problem())
              .as("the hold-back of the lowest tier lets nothing go")
              .isEqualTo("nothing-to-settle");
          TimeUnit.SECONDS.sleep(1);
        }
        assertThat(count(database, "ledger_entry WHERE bonus_round IS NOT NULL")).isEqualTo(5);
        assertThat(reasons(client, crowd.get(1))).contains("HELD_FOR_ANSWERS", "ANSWER_MORE");
        isBalanced(client, admin, "booked: ");
        nobodyBooksTwice(database);

        execute(database, "INSERT INTO fraud_case (id, state) VALUES ('" + CASE + "', 'BANNED')");
        int taken =
            execute(
                database,
                """
                WITH moved AS (DELETE FROM ledger_entry WHERE bonus_round IS NOT NULL RETURNING *)
                INSERT INTO forfeit (ledger_entry_id, case_id, labeler_id, dataset_id,
                  amount_base_units, line)
                SELECT id, '%s', labeler_id, dataset_id, amount_base_units, to_jsonb(moved)
                FROM moved
                """
                    .formatted(CASE));
        assertThat(taken).isEqualTo(5);
        isBalanced(client, admin, "banned: ");
        assertThat(reasons(client, crowd.get(1))).contains("FORFEITED_BY_BAN", "APPEAL");
        execute(
            database,
            """
            WITH back AS (DELETE FROM forfeit WHERE case_id = '%s' RETURNING line)
            INSERT INTO ledger_entry OVERRIDING SYSTEM VALUE
            SELECT (jsonb_populate_record(NULL::ledger_entry, line)).* FROM back
            """
                .formatted(CASE));
        isBalanced(client, admin, "restored: ");
        assertThat(count(database, "posting WHERE kind = 'BONUS'")).isEqualTo(5);
        assertThat(reasons(client, crowd.get(1))).doesNotContain("FORFEITED_BY_BAN");

        execute(
            database,
            "UPDATE ledger_entry SET amount_base_units = amount_base_units + 1 WHERE id ="
                + " (SELECT max(id) FROM ledger_entry WHERE bonus_round IS NOT NULL)");
      }
      JsonNode broken = client.post("/api/audits", admin, "{}").json();
      assertThat(broken.path("balanced").asBoolean()).isFalse();
      assertThat(broken.toString()).contains("\"BONUSES_LEDGER\"");
      Map<String, String> bad = Map.of("rule", "gold", "bonusBasisPoints", "1");
      assertThat(client.post("/api/datasets", admin, Map.of("incentive", bad)).status())
          .isBetween(400, 422);
    }
  }

  private static void nobodyBooksTwice(Connection database) {
    assertThatThrownBy(
            () ->
                execute(
                    database,
                    """
                    INSERT INTO ledger_entry (labeler_id, dataset_id, bonus_round, amount_base_units)
                    SELECT labeler_id, dataset_id, bonus_round, 1 FROM ledger_entry
                    WHERE bonus_round IS NOT NULL LIMIT 1
                    """))
        .hasMessageContaining("ledger_entry_once_a_bonus");
    assertThatThrownBy(
            () ->
                execute(
                    database,
                    """
                    INSERT INTO bonus_round (dataset_id, number, answers, last_sequence, last, voices,
                      reserved_base_units, amount_base_units)
                    SELECT dataset_id, number + 1, answers, last_sequence, last, voices, 5, 6
                    FROM bonus_round
                    """))
        .hasMessageContaining("never_pays_more_than_reserved");
    assertThatThrownBy(() -> execute(database, "UPDATE bonus SET amount_base_units = 1"))
        .hasMessageContaining("never changed");
    assertThatThrownBy(
            () ->
                execute(
                    database,
                    """
                    INSERT INTO ledger_entry (labeler_id, dataset_id, bonus_round, amount_base_units)
                    SELECT labeler_id, dataset_id, 7, 1 FROM ledger_entry
                    WHERE bonus_round IS NOT NULL LIMIT 1
                    """))
        .hasMessageContaining("foreign key");
  }

  private static long count(Connection database, String from) throws SQLException {
    try (Statement statement = database.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}

package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.payout.receipts.Bundle;
import io.assay.simulation.RunningServer;
import io.assay.simulation.ServerDatabase;
import io.assay.simulation.TestClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A labeler who leaves between two epochs: nothing of theirs is left, and both epochs verify. */
class ErasureIT {
  private static final String LEAVER = "marta.kowalska@example.com";
  private static final String WALLET = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  private static final String[] BY_HAND = {
    "-Dassay.payout.close-every=off", "-Dassay.payout.erased-every=1s"
  };

  @TempDir Path folder;

  private void verify(Path bundle) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    List<String> command = List.of("verify", "--bundle", bundle.toString());
    assertThat(OfflineCommands.run(command, writer, writer)).as(text.toString()).isZero();
  }

  @Test
  void sealedEpochsStayAsTheyAre_laterOnesVerify_andWhatIsOwedIsPaid() throws Exception {
    try (RunningServer server = RunningServer.start(BY_HAND)) {
      TestClient client = new TestClient(server.address());
      Jdbi database = ServerDatabase.of(server);
      String admin = client.signIn("admin");
      String requester = client.signIn("requester");
      String dataset = client.openDataset(requester, 30, 3, 3, 600);
      List<String> crowd = new ArrayList<>();
      for (String name : List.of("ann", "ben", "cid", "dan", "eve")) {
        crowd.add(client.labeler(admin, name));
      }
      String leaver = client.labeler(admin, LEAVER);
      crowd.add(leaver);
      assertThat(client.put("/api/me", leaver, Map.of("walletAddress", WALLET)).status())
          .isEqualTo(200);
      assertThat(client.put("/api/me/consent", leaver, Map.of("deviceBinding", true)).status())
          .isEqualTo(200);
      client.put("/api/me", leaver, Map.of("storageToken", "a browser of Marta's own"));
      EpochBundleIT.answer(client, dataset, crowd, 8);
      assertThat(client.post("/api/epochs", admin, "{}").json().path("number").asInt())
          .isEqualTo(1);
      EpochBundleIT.answer(client, dataset, crowd, 4);
      Path before = EpochBundleIT.download(server, leaver, 1, folder.resolve("before.zip"));
      SortedMap<String, String> namesBefore = names(database, dataset);
      String id = client.get("/api/me", leaver).json().path("id").asText();

      JsonNode told = client.get("/api/me/erasure", leaver).json();
      assertThat(told.path("walletAddress").asText()).isEqualTo(WALLET);
      String owed = told.path("owedBaseUnits").asText();
      assertThat(Long.parseLong(owed)).isPositive();
      refused(client, leaver, owed);
      assertThat(client.delete("/api/me?owed=" + owed, leaver).status()).isEqualTo(204);

      JsonNode again = client.get("/api/me", leaver).json();
      assertThat(again.path("id").asText()).as("somebody new").isNotEqualTo(id);
      assertThat(again.path("walletAddress").isNull()).isTrue();
      assertThat(client.get("/api/me/earnings", leaver).json().path("earnedBaseUnits").asText())
          .isEqualTo("0");
      client.delete("/api/me?owed=0", leaver);
      assertThat(tablesWith(database, LEAVER)).isEmpty();
      assertThat(names(database, dataset)).as("the order of a fit").isEqualTo(namesBefore);
      assertThat(client.get("/api/review-log/check", admin).json().path("intact").asBoolean())
          .isTrue();

      Path after = EpochBundleIT.download(server, admin, 1, folder.resolve("after.zip"));
      verify(after);
      assertThat(Bundle.read(after).files().keySet())
          .isEqualTo(Bundle.read(before).files().keySet());
      Bundle.read(before)
          .files()
          .forEach((name, content) -> assertThat(read(after, name)).as(name).isEqualTo(content));

      EpochBundleIT.answer(client, dataset, crowd.subList(0, 5), 10);
      assertThat(client.post("/api/epochs", admin, "{}").json().path("number").asInt())
          .isEqualTo(2);
      Path two = EpochBundleIT.download(server, admin, 2, folder.resolve("2.zip"));
      verify(two);
      for (Path bundle : List.of(after, two)) {
        Bundle.read(bundle)
            .files()
            .forEach(
                (name, content) ->
                    assertThat(new String(content, StandardCharsets.UTF_8))
                        .as(name)
                        .doesNotContain(LEAVER, "marta"));
      }
      expectPaid(client, admin, database, id, owed);
      long epochs = Long.parseLong(text(database, "SELECT count(*) FROM epoch"));
      String log = Files.readString(server.home().resolve("server.log"));
      assertThat(log.split("was fitted for its receipt", -1).length - 1)
          .as("fits for %d epochs, of which two had new answers", epochs)
          .isBetween(2, (int) Math.max(2, epochs - 1));
    }
  }

  private static void refused(TestClient client, String leaver, String owed) {
    assertThat(client.delete("/api/me", leaver).problem()).isEqualTo("invalid-field");
    assertThat(client.delete("/api/me?owed=1e3", leaver).problem()).isEqualTo("invalid-field");
    assertThat(client.delete("/api/me?owed=" + owed + "1", leaver).problem())
        .isEqualTo("owed-changed");
    assertThat(client.delete("/api/me?owed=0", "").status()).isEqualTo(401);
  }

  @Test
  void whoHasNoWallet_isToldSo_andMayGiveUp() throws Exception {
    try (RunningServer server = RunningServer.start(BY_HAND)) {
      TestClient client = new TestClient(server.address());
      Jdbi database = ServerDatabase.of(server);
      String admin = client.signIn("admin");
      String dataset = client.openDataset(client.signIn("requester"), 6, 1, 1, 600);
      String leaver = client.labeler(admin, LEAVER);
      EpochBundleIT.answer(client, dataset, List.of(leaver), 2);
      assertThat(client.delete("/api/me?owed=2000", leaver).problem()).isEqualTo("wallet-missing");
      String id = client.get("/api/me", leaver).json().path("id").asText();
      assertThat(client.delete("/api/me?owed=2000&giveUp=true", leaver).status()).isEqualTo(204);
      assertThat(tablesWith(database, LEAVER)).isEmpty();
      client.post("/api/epochs", admin, "{}");
      assertThat(text(database, "SELECT wallet_address FROM account WHERE id = '" + id + "'"))
          .as("no demo wallet for nobody")
          .isNull();
      assertThat(client.delete("/api/me?owed=0", admin).status()).isEqualTo(403);
    }
  }

  /** The last of the money arrives, and then the wallet and the evidence go too. */
  private static void expectPaid(
      TestClient client, String admin, Jdbi database, String id, String owed) throws Exception {
    String account = " FROM account WHERE id = '" + id + "'";
    for (int i = 0; i < 90 && text(database, "SELECT erasure_finished_at" + account) == null; i++) {
      client.post("/api/epochs", admin, "{}");
      Thread.sleep(2000);
    }
    assertThat(text(database, "SELECT erasure_finished_at" + account)).isNotNull();
    assertThat(text(database, "SELECT wallet_address" + account)).isNull();
    assertThat(
            text(
                database, "SELECT count(*) FROM identity_evidence WHERE labeler_id = '" + id + "'"))
        .isEqualTo("0");
    String onlooker = client.labeler(admin, "onlooker");
    client.put("/api/me", onlooker, Map.of("walletAddress", WALLET));
    assertThat(
            client.get("/api/me/earnings", onlooker).json().path("walletBalanceBaseUnits").asText())
        .isEqualTo(owed);
  }

  private static byte[] read(Path zip, String name) {
    try {
      return Bundle.read(zip).files().get(name);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Pseudonym by account, in the order in which a fit adds up. */
  private static SortedMap<String, String> names(Jdbi database, String dataset) {
    SortedMap<String, String> names = new TreeMap<>();
    database.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT a.pseudonym, a.id::text FROM account a JOIN submission s ON"
                        + " s.labeler_id = a.id WHERE s.dataset_id = '"
                        + dataset
                        + "'")
                .map((row, context) -> names.put(row.getString(1), row.getString(2)))
                .list());
    return names;
  }

  /** Every table of the database that has the text anywhere. */
  private static List<String> tablesWith(Jdbi database, String needle) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
                .mapTo(String.class)
                .list()
                .stream()
                .filter(
                    table ->
                        handle
                            .createQuery(
                                "SELECT EXISTS (SELECT 1 FROM "
                                    + table
                                    + " t WHERE t::text ILIKE :needle)")
                            .bind("needle", "%" + needle + "%")
                            .mapTo(Boolean.class)
                            .one())
                .toList());
  }

  private static String text(Jdbi database, String query) {
    return database.withHandle(
        handle -> handle.createQuery(query).mapTo(String.class).findOne().orElse(null));
  }
}

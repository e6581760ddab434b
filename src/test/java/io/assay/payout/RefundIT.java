package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.BundleVerifier;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A requester's money: in, into datasets, and back; and what the platform pays for errors. */
class RefundIT {
  private static final int SECONDS = 120;

  private static RunningServer server;
  private static TestClient client;
  private static String admin;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server =
        RunningServer.start(
            "-Dassay.payout.refund-notice=PT5S",
            "-Dassay.payout.demo-credit-tokens=251",
            "-Dassay.payout.settlement-delay=PT1S",
            "-Dassay.payout.close-every=2s",
            "-Dassay.payout.transfers-every=2s");
    client = new TestClient(server.address());
    admin = client.signIn("admin");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static void await(String what, BooleanSupplier holds) throws InterruptedException {
    long until = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      Thread.sleep(500);
    }
  }

  private static long balance(String requester) {
    return client.get("/api/me/balance", requester).json().path("balanceBaseUnits").asLong();
  }

  private static void audit() {
    JsonNode audit = client.post("/api/audits", admin, "{}").json();
    assertThat(audit.path("balanced").asBoolean()).as(audit.toPrettyString()).isTrue();
    JsonNode sums = client.get("/api/audits/accounts", admin).json();
    assertThat(sum(sums, "balances", "escrows", "returning", "accrued", "settled", "claimed"))
        .as(sums.toPrettyString())
        .isEqualTo(sum(sums, "deposits", "platform"));
  }

  private static long sum(JsonNode sums, String... accounts) {
    long sum = 0;
    for (String account : accounts) {
      sum += sums.path(account + "BaseUnits").asLong();
    }
    return sum;
  }

  @Test
  void nobodySpendsMoreThanTheirBalance_howeverManyAskAtOnce() throws Exception {
    String requester = client.signIn("requester");
    String dataset = client.openDataset(requester, 1, 1, 1, 600);
    long before = balance(requester);
    assertThat(before).isLessThan(1_000_000);
    String path = "/api/datasets/" + dataset + "/funding";
    TestClient.Answer refused =
        client.post(path, requester, Map.of("amountBaseUnits", "" + (before + 1)));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("balance-too-low");
    assertThat(refused.json().path("detail").asText()).contains("" + before);
    long part = before / 5 + 1;
    ExecutorService threads = Executors.newFixedThreadPool(12);
    List<Future<Integer>> fundings = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      fundings.add(
          threads.submit(
              () -> client.post(path, requester, Map.of("amountBaseUnits", "" + part)).status()));
    }
    int funded = 0;
    for (Future<Integer> one : fundings) {
      int status = one.get();
      assertThat(status).isIn(200, 409);
      funded += status == 200 ? 1 : 0;
    }
    threads.shutdown();
    assertThat(funded).isEqualTo(4);
    assertThat(balance(requester)).isEqualTo(before - 4 * part).isNotNegative();

    deposit(requester);
    refund(requester);
    audit();
  }

  private void deposit(String requester) {
    long before = balance(requester);
    String path = "/api/requesters/requester/deposits";
    Map<String, String> deposit = Map.of("amountBaseUnits", "5000000", "reference", "Invoice 7");
    assertThat(client.post(path, requester, deposit).status()).isEqualTo(403);
    assertThat(client.post(path, admin, deposit).status()).isEqualTo(201);
    assertThat(balance(requester)).isEqualTo(before + 5_000_000);
    assertThat(client.post("/api/requesters/nobody/deposits", admin, deposit).status())
        .isEqualTo(404);
    Map<String, String> tooMuch =
        Map.of("amountBaseUnits", "1" + "0".repeat(22), "reference", "too much");
    assertThat(client.post(path, admin, tooMuch).problem()).isEqualTo("not-covered");
    JsonNode newest =
        client.get("/api/me/balance/movements", requester).json().path("items").get(0);
    assertThat(newest.path("kind").asText()).isEqualTo("DEPOSIT");
    assertThat(newest.path("reference").asText()).isEqualTo("Invoice 7");
  }

  /** Three of five answers are given, one item is leased, so one of five prices comes back. */
  private void refund(String requester) throws Exception {
    String dataset = client.openDataset(requester, 5, 1, 1, 600);
    String ann = client.labeler(admin, "ann");
    String leases = "/api/datasets/" + dataset + "/assignments";
    for (int i = 0; i < 3; i++) {
      JsonNode lease = client.post(leases, ann, "{}").json();
      String answer = "/api/assignments/" + lease.path("id").asText() + "/submission";
      assertThat(client.put(answer, ann, Map.of("label", "a")).status()).isEqualTo(200);
    }
    client.post(leases, ann, "{}");
    String path = "/api/datasets/" + dataset;
    assertThat(client.post(path + "/refund", requester, "{}").problem()).isEqualTo("dataset-open");
    assertThat(client.post(path + "/close", requester, "{}").status()).isEqualTo(200);
    long before = balance(requester);
    JsonNode asked = client.post(path + "/refund", requester, "{}").json();
    assertThat(asked.path("promisedBaseUnits").asText()).as(asked.toString()).isEqualTo("4000");
    assertThat(asked.path("noticeSeconds").asLong()).isEqualTo(5);
    assertThat(asked.path("refunds").get(0).path("amountBaseUnits").asText()).isEqualTo("1000");
    assertThat(balance(requester)).isEqualTo(before);
    audit();
    client.post(path + "/refund", requester, "{}");
    await(
        "the refund is back",
        () ->
            client
                .get(path + "/refund", requester)
                .json()
                .path("refunds")
                .get(0)
                .path("state")
                .asText()
                .equals("REFUNDED"));
    assertThat(balance(requester)).isEqualTo(before + 1_000);
    JsonNode after = client.get(path + "/refund", requester).json();
    assertThat(after.path("refunds")).hasSize(1);
    assertThat(after.path("refundableBaseUnits").asText()).isEqualTo("0");
    assertThat(client.post(path + "/refund", requester, "{}").problem())
        .isEqualTo("nothing-to-refund");
    isPaid(ann);
    audit();
    goodwill("ann", ann);
  }

  /** What was earned is paid after the refund as before. */
  private static void isPaid(String labeler) throws Exception {
    await(
        "the labeler is paid",
        () ->
            client
                .get("/api/me/earnings", labeler)
                .json()
                .path("claimableBaseUnits")
                .asText()
                .equals("3000"));
    assertThat(client.post("/api/me/claims", labeler, "{}").status()).isEqualTo(200);
    await("the claim is posted", () -> posted("CLAIM") == 3_000);
  }

  /** A line of the platform's own in the next epoch, whose bundle still follows from itself. */
  private void goodwill(String subject, String labeler) throws Exception {
    execute(
        """
        INSERT INTO fraud_case (id, state) VALUES ('00000000-0000-4000-8000-000000000001', 'HELD');
        INSERT INTO appeal (id, case_id, labeler_id, sanction, statement, state, answer_by,
          decided_by, decided_at, reason)
        SELECT '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', a.id,
          'HOLD', 'I did not', 'UPHELD', now(), b.id, now(), 'The evidence was another household'
        FROM account a, account b WHERE a.subject = '%s' AND b.subject = 'admin';
        INSERT INTO goodwill (appeal_id, labeler_id, amount_base_units)
        SELECT id, labeler_id, 60 FROM appeal;
        """
            .formatted(subject));
    await(
        "the goodwill is settled",
        () ->
            client
                .get("/api/me/earnings", labeler)
                .json()
                .path("claimableBaseUnits")
                .asText()
                .equals("60"));
    JsonNode earnings = client.get("/api/me/earnings", labeler).json();
    JsonNode line = earnings.path("goodwill").get(0);
    assertThat(line.path("amountBaseUnits").asText()).isEqualTo("60");
    assertThat(line.path("reason").asText()).isEqualTo("The evidence was another household");
    assertThat(earnings.path("earnedBaseUnits").asText()).isEqualTo("3060");
    long epoch = line.path("epoch").asLong();
    assertThat(BundleVerifier.verify(bundle(epoch)).payments()).isEqualTo(1);
    assertThat(posted("GOODWILL")).isEqualTo(60);
    Thread.sleep(5_000);
    assertThat(client.get("/api/me/earnings", labeler).json().path("claimableBaseUnits").asText())
        .as("paid once")
        .isEqualTo("60");
    assertThat(client.post("/api/me/claims", labeler, "{}").status()).isEqualTo(200);
    await("the claim is posted", () -> posted("CLAIM") == 3_060);
  }

  private Bundle bundle(long epoch) throws Exception {
    Path file = folder.resolve("epoch.zip");
    Files.write(file, client.getFile("/api/epochs/" + epoch + "/bundle", admin));
    return Bundle.read(file);
  }

  private static Connection connect() throws Exception {
    Path running = server.home().resolve("database/data/postmaster.pid");
    String port = Files.readAllLines(running).get(3).trim();
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres");
  }

  private static void execute(String sql) throws Exception {
    try (Connection database = connect();
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long posted(String kind) {
    try (Connection database = connect();
        Statement statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT coalesce(sum(amount_base_units), 0) FROM posting WHERE kind = '"
                    + kind
                    + "'")) {
      rows.next();
      return rows.getLong(1);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

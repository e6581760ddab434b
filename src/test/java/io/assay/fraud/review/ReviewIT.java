package io.assay.fraud.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole dispute over HTTP, and attacks on everything the review promises. */
class ReviewIT {
  private static final String REASON = "One answer sheet in one browser, item by item";
  private static final String STATEMENT = "We are six students in one room who learnt together.";

  private static RunningServer server;
  private static TestClient client;
  private static String ada;
  private static String ben;
  private static String cleo;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    ada = client.signIn("admin");
    ben = client.signIn("admin2");
    cleo = client.signIn("admin3");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer decide(String caseId, String token, String decision) {
    return client.post(
        "/api/cases/" + caseId + "/decision",
        token,
        Map.of("decision", decision, "reason", REASON, "checklist", List.of("same-household")));
  }

  private static Answer appeal(String caseId, String token) {
    return client.post("/api/me/appeals", token, Map.of("caseId", caseId, "statement", STATEMENT));
  }

  private static Answer answer(String appealId, String token, String decision) {
    return client.post(
        "/api/appeals/" + appealId + "/decision",
        token,
        Map.of("decision", decision, "reason", "They proved it with their answers"));
  }

  private static JsonNode get(String caseId, String token) {
    return client.get("/api/cases/" + caseId, token).json();
  }

  private static List<Integer> atOnce(List<Callable<Answer>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Answer> call : threads.invokeAll(calls)) {
        statuses.add(call.get().status());
      }
      return statuses.stream().sorted().toList();
    } finally {
      threads.shutdown();
    }
  }

  private static boolean hasTwoFamilies(JsonNode found) {
    return found.path("families").toString().equals("[\"IDENTITY\",\"CONTENT\"]")
        || found.path("families").size() > 2;
  }

  private static void isBlind(JsonNode seen) {
    assertThat(seen.path("blind").asBoolean()).isTrue();
    assertThat(seen.path("risk").isNull()).isTrue();
    assertThat(seen.path("decision").isNull()).isTrue();
    assertThat(seen.path("waterfall")).isEmpty();
    assertThat(seen.path("pairs")).isNotEmpty();
    assertThat(seen.path("pairs")).allMatch(pair -> pair.path("logEValue").isNull());
    assertThat(seen.path("flags")).allMatch(flag -> flag.path("logEValue").isNull());
    assertThat(seen.path("cluster").path("edges")).allMatch(edge -> edge.path("nats").isNull());
    assertThat(seen.path("proposals")).allMatch(one -> one.path("decision").isNull());
    assertThat(seen.path("proposals")).allMatch(one -> one.path("reason").isNull());
    assertThat(seen.path("commonItems")).isNotEmpty();
    assertThat(seen.path("timeline")).isNotEmpty();
    assertThat(seen.path("checklist")).hasSize(6);
  }

  @Test
  void dispute_fromFlagToRestored_leavesEverythingAsIfTheBanHadNeverBeen() throws Exception {
    ReviewedCrowd crowd = ReviewedCrowd.play(client, "dispute", 40, 7, 6, 3);
    String id = crowd.awaitCase(ReviewIT::hasTwoFamilies).path("id").asText();
    // A bloc may be found a fit before its pairs are.
    for (int wait = 0; wait < 120 && get(id, ada).path("pairs").isEmpty(); wait++) {
      Thread.sleep(250);
    }
    isBlind(get(id, ada));
    assertThat(decide(id, crowd.farm.values().iterator().next(), "CLEAR").status()).isEqualTo(403);

    // Two clicks of one person at once are one proposal, and no ban.
    assertThat(atOnce(List.of(() -> decide(id, ada, "BAN"), () -> decide(id, ada, "BAN"))))
        .containsExactly(200, 409);
    assertThat(decide(id, ada, "BAN").problem()).isEqualTo("same-reviewer");
    assertThat(get(id, ada).path("blind").asBoolean()).isFalse();
    assertThat(get(id, ada).path("waterfall").get(0).path("label").asText()).isEqualTo("prior");
    assertThat(get(id, ada).path("state").asText()).isEqualTo("SECOND");
    isBlind(get(id, ben));
    String log = client.get("/api/cases/" + id + "/log", ben).body();
    assertThat(log).doesNotContain(REASON).doesNotContain("BAN");

    Map<String, String> before = crowd.awaitSettled();
    JsonNode effect = client.get("/api/cases/" + id + "/effect?decision=BAN", ben).json();
    assertThat(effect.path("removedAnswers").asInt()).isEqualTo(240);
    assertThat(effect.path("reopenedTasks").asInt()).isPositive();
    // Suspected together, they had one vote an item already: few labels change, if any.
    assertThat(effect.path("changedLabels").asInt()).isBetween(0, 40);

    Answer banned = decide(id, ben, "BAN");
    assertThat(banned.json().path("state").asText()).as(banned.body()).isEqualTo("BANNED");
    crowd.awaitLog(id, "LABELS_WITHOUT", 1);
    isBanned(crowd, id, before, effect);
    moneyAddsUp();
    isRestoredByThird(crowd, id, before);
    moneyAddsUp();
  }

  private static void moneyAddsUp() {
    JsonNode audit = client.post("/api/audits", ada, "{}").json();
    assertThat(audit.path("balanced").asBoolean()).as(audit.toString()).isTrue();
  }

  private static void isBanned(
      ReviewedCrowd crowd, String id, Map<String, String> before, JsonNode effect) {
    Map<String, String> after = crowd.standing();
    List<String> was = before.get("export").lines().toList();
    List<String> is = after.get("export").lines().toList();
    long changed =
        IntStream.range(0, was.size())
            .filter(i -> !labelOf(was.get(i)).equals(labelOf(is.get(i))))
            .count();
    assertThat(changed).isEqualTo(effect.path("changedLabels").asLong());
    assertThat(Long.parseLong(before.get("resolved")) - Long.parseLong(after.get("resolved")))
        .isEqualTo(effect.path("reopenedTasks").asLong());
    assertThat(Long.parseLong(before.get("committed")) - Long.parseLong(after.get("committed")))
        .isEqualTo(effect.path("returnedBaseUnits").asLong());
    for (String token : crowd.farm.values()) {
      assertThat(crowd.lease(token).status()).as("no new lease").isEqualTo(204);
      JsonNode hold = client.get("/api/me/holds", token).json().get(0);
      assertThat(hold.path("state").asText()).isEqualTo("BANNED");
      assertThat(hold.path("reason").asText()).isEqualTo(REASON);
      assertThat(hold.path("kinds")).isNotEmpty();
      assertThat(hold.path("appealDeadline").asText()).isNotEmpty();
    }
    String fresh = client.labeler(ada, "fresh-" + UUID.randomUUID());
    Answer lease = crowd.lease(fresh);
    assertThat(lease.status()).as("what was opened again is offered").isEqualTo(201);
    client.post("/api/assignments/" + lease.json().path("id").asText() + "/skip", fresh, "{}");
    assertThat(decide(id, cleo, "CLEAR").problem()).isEqualTo("case-decided");
  }

  /** Of a row task,label,confidence. */
  private static String labelOf(String row) {
    return row.substring(row.indexOf(',') + 1, row.lastIndexOf(','));
  }

  private static void isRestoredByThird(ReviewedCrowd crowd, String id, Map<String, String> before)
      throws Exception {
    String stranger = crowd.honest.values().iterator().next();
    assertThat(appeal(id, stranger).problem()).isEqualTo("unknown-case");
    List<String> tokens = List.copyOf(crowd.farm.values());
    Map<String, String> vague = Map.of("caseId", id, "statement", "unfair");
    assertThat(client.post("/api/me/appeals", tokens.get(0), vague).status()).isEqualTo(422);
    List<String> appeals = new ArrayList<>();
    for (String token : tokens) {
      Answer filed = appeal(id, token);
      assertThat(filed.status()).as(filed.body()).isEqualTo(200);
      appeals.add(filed.json().path("id").asText());
      assertThat(appeal(id, token).problem()).isEqualTo("already-appealed");
    }
    assertThat(get(id, ada).path("state").asText()).isEqualTo("APPEALED");
    assertThat(decide(id, cleo, "CLEAR").problem()).isEqualTo("case-appealed");
    for (String decider : List.of(ada, ben)) {
      assertThat(answer(appeals.get(0), decider, "REJECT").problem())
          .isEqualTo("not-a-third-person");
    }
    assertThat(answer(appeals.get(0), tokens.get(0), "UPHOLD").status()).isEqualTo(403);
    JsonNode queued = client.get("/api/appeals?state=WAITING", cleo).json().path("items").get(0);
    assertThat(queued.path("decidedBefore").toString()).contains("Ada Admin", "Ben Admin");
    assertThat(queued.path("caseLabelers")).hasSize(6);
    // The first one twice at the same instant: answered once.
    String first = appeals.get(0);
    assertThat(
            atOnce(
                List.of(() -> answer(first, cleo, "UPHOLD"), () -> answer(first, cleo, "UPHOLD"))))
        .containsExactly(200, 409);
    assertThat(answer(first, cleo, "REJECT").problem()).isEqualTo("appeal-decided");
    for (String other : appeals.subList(1, appeals.size())) {
      assertThat(answer(other, cleo, "UPHOLD").status()).isEqualTo(200);
    }
    crowd.awaitLog(id, "LABELS_RESTORED", tokens.size());
    crowd.awaitStanding(before);
    assertThat(get(id, ada).path("state").asText()).isEqualTo("CLEARED");
    for (String token : tokens) {
      assertThat(client.get("/api/me/holds", token).json()).isEmpty();
      JsonNode earnings = client.get("/api/me/earnings", token).json();
      assertThat(earnings.path("held").asBoolean()).isFalse();
      JsonNode mine = client.get("/api/me/appeals", token).json().get(0);
      long unsettled = 40L * ReviewedCrowd.PRICE;
      assertThat(mine.path("state").asText()).isEqualTo("UPHELD");
      assertThat(mine.path("goodwillBaseUnits").asLong()).isEqualTo(unsettled * 2 / 100);
      assertThat(ReviewedCrowd.goodwill(earnings)).isEqualTo(unsettled * 2 / 100);
    }
  }

  @Test
  void disagreement_releases_rejectionStands() throws Exception {
    ReviewedCrowd crowd = ReviewedCrowd.play(client, "quarrel", 30, 5, 4, 9);
    String id = crowd.awaitCase(ReviewIT::hasTwoFamilies).path("id").asText();
    String one = crowd.farm.values().iterator().next();
    assertThat(decide(id, ada, "BAN").status()).isEqualTo(200);
    assertThat(client.get("/api/me/holds", one).json()).hasSize(1);
    assertThat(decide(id, ben, "HOLD").json().path("state").asText()).isEqualTo("CLEARED");
    assertThat(client.get("/api/me/holds", one).json()).isEmpty();
    assertThat(client.get("/api/me/earnings", one).json().path("held").asBoolean()).isFalse();
    // A hold may be laid again; its appeal goes to a third person and, rejected, leaves it.
    assertThat(decide(id, ada, "HOLD").json().path("state").asText()).isEqualTo("HELD");
    String appeal = appeal(id, one).json().path("id").asText();
    assertThat(answer(appeal, cleo, "REJECT").json().path("state").asText()).isEqualTo("REJECTED");
    assertThat(get(id, ada).path("state").asText()).isEqualTo("HELD");
    assertThat(client.get("/api/me/holds", one).json()).hasSize(1);
    assertThat(decide(id, ada, "CLEAR").json().path("state").asText()).isEqualTo("CLEARED");
  }

  private static JsonNode awaitIdentityCase(Set<String> names) throws InterruptedException {
    for (int wait = 0; wait < 120; wait++) {
      for (JsonNode one : client.get("/api/cases?limit=200", ada).json().path("items")) {
        if (new TreeSet<>(one.path("labelers").findValuesAsText("name")).equals(names)) {
          return one;
        }
      }
      Thread.sleep(250);
    }
    throw new AssertionError("no case of " + names);
  }

  @Test
  void oneFamilyOfEvidence_bansNobody_concurrentDecisionsHaveOneOutcome() throws Exception {
    for (String name : List.of("one-a", "one-b")) {
      String token = client.labeler(ada, name);
      ReviewedCrowd.useBrowser(client, token, "browser-of-the-two-ones");
    }
    String id = awaitIdentityCase(new TreeSet<>(List.of("one-a", "one-b"))).path("id").asText();
    assertThat(decide(id, ada, "BAN").problem()).isEqualTo("one-evidence-family");
    Map<String, String> curt = Map.of("decision", "BAN", "reason", "a farm");
    assertThat(client.post("/api/cases/" + id + "/decision", ada, curt).status()).isEqualTo(422);
    Map<String, Object> odd =
        Map.of("decision", "HOLD", "reason", REASON, "checklist", List.of("mood"));
    assertThat(client.post("/api/cases/" + id + "/decision", ada, odd).problem())
        .isEqualTo("invalid-field");
    assertThat(atOnce(List.of(() -> decide(id, ada, "CLEAR"), () -> decide(id, ben, "CLEAR"))))
        .containsExactly(200, 409);
    assertThat(get(id, cleo).path("state").asText()).isEqualTo("CLEARED");
    assertThat(get(id, cleo).path("proposals")).hasSize(1);
  }

  @Test
  void selfMerge_clearsTheirCase_andTakesBothAccountsOnce() throws Exception {
    String two = client.labeler(ada, "merge-a");
    String other = client.labeler(ada, "merge-b");
    for (String token : List.of(two, other)) {
      ReviewedCrowd.useBrowser(client, token, "browser-of-the-merged-two");
    }
    String id = awaitIdentityCase(new TreeSet<>(List.of("merge-a", "merge-b"))).path("id").asText();
    String code = client.post("/api/me/merge-code", two, "{}").json().path("code").asText();
    assertThat(client.post("/api/me/merge", two, Map.of("code", code)).problem())
        .isEqualTo("same-account");
    assertThat(client.post("/api/me/merge", other, Map.of("code", "AAAAAAAAAA")).problem())
        .isEqualTo("unknown-merge-code");
    Answer merged = client.post("/api/me/merge", other, Map.of("code", code));
    assertThat(merged.json().path("accounts").asInt()).isEqualTo(2);
    assertThat(client.post("/api/me/merge", other, Map.of("code", code)).problem())
        .isEqualTo("merge-code-expired");
    assertThat(get(id, ada).path("state").asText()).isEqualTo("CLEARED");
    assertThat(client.get("/api/me/holds", two).json()).isEmpty();
  }

  @Test
  void casesOfKnownTruth_lookLikeOthers_doNothing_measureReviewers() {
    client.openDataset(client.signIn("requester"), 40, 1, 2, 600);
    Set<String> before = ids(ada);
    for (String kind : List.of("PLANTED", "INNOCENT")) {
      Map<String, Object> wanted = Map.of("kind", kind, "count", 1);
      assertThat(client.post("/api/review-samples", cleo, wanted).status()).isEqualTo(200);
    }
    Set<String> samples = ids(ada);
    samples.removeAll(before);
    assertThat(samples).hasSize(2);
    long held = holds();
    for (String id : samples) {
      isBlind(get(id, ben));
      assertThat(client.get("/api/cases/" + id + "/effect?decision=BAN", ben).json())
          .anyMatch(value -> value.asLong() > 0);
      assertThat(decide(id, ben, "CLEAR").json().path("state").asText()).isEqualTo("CLEARED");
      assertThat(decide(id, ben, "BAN").problem()).isEqualTo("case-decided");
      JsonNode others = get(id, ada);
      assertThat(others.path("state").asText()).as("another rates it too").isEqualTo("OPEN");
      assertThat(others.path("proposals")).isEmpty();
      assertThat(client.get("/api/cases/" + id + "/log", ada).body()).doesNotContain("Ben");
      assertThat(decide(id, ada, "HOLD").json().path("state").asText()).isEqualTo("HELD");
    }
    assertThat(holds()).as("nobody is held by them").isEqualTo(held);
    JsonNode quality = client.get("/api/review-quality", cleo).json();
    for (JsonNode reviewer : quality.path("reviewers")) {
      if (reviewer.path("name").asText().equals("Ben Admin")) {
        assertThat(reviewer.path("plantedSeen").asInt()).isEqualTo(1);
        assertThat(reviewer.path("plantedRight").asInt()).isZero();
        assertThat(reviewer.path("innocentRight").asInt()).isEqualTo(1);
      }
    }
    assertThat(quality.path("kappaCases").asInt()).isGreaterThanOrEqualTo(2);
  }

  private static Set<String> ids(String token) {
    Set<String> ids = new TreeSet<>();
    client
        .get("/api/cases?limit=200", token)
        .json()
        .path("items")
        .forEach(one -> ids.add(one.path("id").asText()));
    return ids;
  }

  private static long holds() {
    return new ReviewDatabase(server.home()).count("SELECT count(*) FROM sanction");
  }

  @Test
  void log_cannotBeEditedUnnoticed_norARuleBrokenInTheDatabase() throws Exception {
    ReviewDatabase database = new ReviewDatabase(server.home());
    for (String name : List.of("log-a", "log-b")) {
      String token = client.labeler(ada, name);
      ReviewedCrowd.useBrowser(client, token, "browser-of-the-logged");
    }
    String id = awaitIdentityCase(new TreeSet<>(List.of("log-a", "log-b"))).path("id").asText();
    assertThat(decide(id, ada, "HOLD").status()).isEqualTo(200);
    assertThat(check().path("intact").asBoolean()).isTrue();
    assertThat(check().path("head").asText()).hasSize(64);
    for (String attack :
        List.of(
            "UPDATE review_log SET detail = '{}'",
            "DELETE FROM review_log WHERE sequence > 1",
            "TRUNCATE review_log",
            "UPDATE decision SET decision = 'CLEAR'",
            "UPDATE sanction SET kind = 'BAN' WHERE case_id = '" + id + "'")) {
      assertThat(database.refuses(attack)).as(attack).isTrue();
    }
    assertThat(check().path("intact").asBoolean()).isTrue();
    database.withoutTriggers(
        "UPDATE review_log SET action = 'CLEARED' WHERE sequence = 2",
        () -> {
          assertThat(check().path("intact").asBoolean()).isFalse();
          assertThat(check().path("brokenAt").asLong()).isEqualTo(2);
        });
    database.withoutTriggers(
        "DELETE FROM review_log WHERE sequence = (SELECT max(sequence) FROM review_log)",
        () -> assertThat(check().path("intact").asBoolean()).isFalse());
    assertThat(check().path("intact").asBoolean()).isTrue();
    // The window of an appeal is the database's word too.
    database.run(
        "UPDATE sanction SET appeal_deadline = now() - interval '1 second' WHERE case_id = '"
            + id
            + "'");
    assertThat(appeal(id, client.labeler(ada, "log-a")).problem())
        .isEqualTo("appeal-window-closed");
  }

  private static JsonNode check() {
    return client.get("/api/review-log/check", cleo).json();
  }

  @Test
  void accountThatAnswersAsAModelDoes_isACase_theModelHasNoVote() throws Exception {
    ReviewedCrowd crowd = ReviewedCrowd.play(client, "machine", 60, 8, 1, 5);
    String before = crowd.export();
    String path = "/api/datasets/" + crowd.dataset + "/model-answers";
    StringBuilder csv = new StringBuilder("model,key,label\n");
    crowd.sheet.forEach(
        (item, label) ->
            csv.append("small-llm,item-").append(item).append(',').append(label).append('\n'));
    csv.append("small-llm,no-such-item,a\nsmall-llm,item-0,nonsense\n,item-1,a\n");
    assertThat(client.post(path, crowd.honest.values().iterator().next(), "text/csv", "").status())
        .isEqualTo(403);
    JsonNode report = client.post(path, ada, "text/csv", csv.toString()).json();
    assertThat(report.path("accepted").asInt()).isEqualTo(60);
    assertThat(report.path("rejected").asInt()).isEqualTo(3);
    JsonNode found =
        crowd.awaitCase(one -> one.path("flags").findValuesAsText("kind").contains("AUTOMATION"));
    assertThat(found.path("labelers")).hasSize(1);
    crowd.refit();
    assertThat(crowd.export()).isEqualTo(before);
  }
}

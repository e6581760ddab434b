package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where half the answers are a farm's, people are asked, and what they say decides. */
class AdjudicationIT {
  private static final int MOST = 10;

  private static RunningServer server;
  private static TestClient client;
  private static Jdbi database;
  private static Replay replay;
  private static String admin;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    database = ServerDatabase.of(server);
    replay = new Replay(server.address(), line -> {});
    admin = client.signIn("admin");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void halfAFarm_isAskedAbout_andTheAnswersOpenItsCase() throws Exception {
    // In this crowd the search alone takes the honest for the bloc.
    Crowd crowd = HalfFarm.make(2);
    Replay.Played played = replay.play(crowd, admin);
    replay.fit(played.dataset(), admin);
    List<JsonNode> questions = questions();
    assertThat(questions).hasSize(MOST);
    assertThat(
            number("SELECT count(*) FROM bloc WHERE decided AND dataset_id = ?", played.dataset()))
        .as("decided before anybody was asked")
        .isZero();
    for (JsonNode question : questions) {
      assertThat(question.path("sides")).hasSize(2);
      assertThat(question.path("schema").path("type").asText()).isEqualTo("choice");
      assertThat(question.toString()).doesNotContain("farm-1", "person-", "bloc");
    }
    checkRefusals(questions.get(0).path("itemId").asText(), played);

    long logged = entries();
    Map<String, String> given = new TreeMap<>();
    for (JsonNode question : questions) {
      String key = question.path("itemKey").asText();
      given.put(key, crowd.truth().get(key));
      Map<String, Object> answer = Map.of("label", crowd.truth().get(key), "reason", "looked");
      String item = question.path("itemId").asText();
      assertThat(put(item, admin, answer).status()).isEqualTo(200);
      assertThat(put(item, admin, answer).status()).as("the same again").isEqualTo(200);
    }
    assertThat(put(first(questions), admin, Map.of("label", other(given, questions))).problem())
        .isEqualTo("already-answered");
    assertThat(entries() - logged).as("entries of the log").isGreaterThanOrEqualTo(MOST);

    JsonNode found = awaitGroupCase();
    List<String> names = found.path("labelers").findValuesAsText("name");
    assertThat(names).as("accounts of the case").allMatch(HalfFarm::isFarm);
    assertThat(names.size()).isGreaterThanOrEqualTo(20);
    assertThat(found.path("labelers").findValuesAsText("held")).contains("true");
    checkTables(played.dataset());
    String export = replay.fit(played.dataset(), admin);
    assertThat(ExportFile.read(export)).containsAllEntriesOf(given);
    assertThat(questions()).as("nothing is left to ask").isEmpty();
    assertThat((double) Replay.right(crowd, export) / Replay.known(crowd)).isGreaterThan(0.9);
  }

  private static void checkRefusals(String item, Replay.Played played) {
    Map<String, Object> right = Map.of("label", "class-1");
    String labeler = played.tokens().values().iterator().next();
    assertThat(client.get("/api/adjudications", labeler).status()).isEqualTo(403);
    assertThat(put(item, labeler, right).status()).isEqualTo(403);
    String requester = client.signIn("requester");
    assertThat(client.get("/api/adjudications", requester).json().path("items")).isEmpty();
    assertThat(put(item, requester, right).status()).as("not their dataset").isEqualTo(404);
    for (Object bad : new Object[] {"class-9", 7, List.of("class-1"), ""}) {
      Answer refused = put(item, admin, Map.of("label", bad));
      assertThat(refused.problem()).isEqualTo("unknown-label");
      assertThat(refused.json().path("errors").findValuesAsText("field")).containsExactly("label");
    }
    Answer without = put(item, admin, Map.of());
    assertThat(without.status()).isIn(400, 422);
    assertThat(without.json().path("errors").findValuesAsText("field").toString())
        .contains("label");
    assertThat(put(UUID.randomUUID().toString(), admin, right).problem())
        .isEqualTo("unknown-adjudication");
    assertThat(client.get("/api/adjudications?cursor=x", admin).problem())
        .isEqualTo("invalid-cursor");
    assertThat(client.get("/api/adjudications?limit=0", admin).status()).isEqualTo(422);
  }

  private static void checkTables(UUID dataset) {
    assertThat(number("SELECT count(*) FROM gold_grade WHERE dataset_id = ?", dataset)).isZero();
    assertThat(number("SELECT count(*) FROM gold WHERE dataset_id = ?", dataset)).isZero();
    assertThat(number("SELECT count(*) FROM known_label WHERE dataset_id = ?", dataset))
        .isEqualTo(MOST);
    assertThat(number("SELECT count(*) FROM bloc WHERE decided AND dataset_id = ?", dataset))
        .isEqualTo(1);
  }

  private static long number(String query, UUID dataset) {
    return database.withHandle(handle -> handle.select(query, dataset).mapTo(Long.class).one());
  }

  private static Answer put(String item, String token, Object body) {
    return client.put("/api/adjudications/" + item, token, body);
  }

  /** Read in pages of four. */
  private static List<JsonNode> questions() {
    List<JsonNode> questions = new ArrayList<>();
    String path = "/api/adjudications?limit=4";
    String next = "";
    do {
      JsonNode page = client.get(path + next, admin).json();
      page.path("items").forEach(questions::add);
      next = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!next.isEmpty());
    return questions;
  }

  private static String first(List<JsonNode> questions) {
    return questions.get(0).path("itemId").asText();
  }

  private static String other(Map<String, String> given, List<JsonNode> questions) {
    String label = given.get(questions.get(0).path("itemKey").asText());
    return "class-1".equals(label) ? "class-2" : "class-1";
  }

  private static long entries() {
    JsonNode check = client.get("/api/review-log/check", admin).json();
    assertThat(check.path("intact").asBoolean()).isTrue();
    return check.path("entries").asLong();
  }

  private static Optional<JsonNode> groupCase() {
    for (JsonNode one : client.get("/api/cases?limit=200", admin).json().path("items")) {
      boolean group = one.path("flags").findValuesAsText("kind").contains("GROUP_COPYING");
      if (group && one.path("labelers").size() >= 20) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static JsonNode awaitGroupCase() throws InterruptedException {
    Optional<JsonNode> found = groupCase();
    for (int wait = 0; wait < 120 && found.isEmpty(); wait++) {
      Thread.sleep(500);
      found = groupCase();
    }
    assertThat(found).as("a case of the group").isPresent();
    return found.orElseThrow();
  }
}

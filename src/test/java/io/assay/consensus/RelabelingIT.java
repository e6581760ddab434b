package io.assay.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers bought to a target error, within a budget and until a deadline. */
class RelabelingIT {
  private static final int PRICE = 1000;
  private static final int LABELERS = 8;
  private static final List<String> STOP_REASONS =
      List.of("TARGET_REACHED", "DEADLINE_PASSED", "BUDGET_COMMITTED", "NOTHING_WORTH_ITS_PRICE");

  private static RunningServer server;
  private static TestClient client;
  private static String requester;
  private static final List<String> crowd = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    requester = client.signIn("requester");
    String admin = client.signIn("admin");
    for (int j = 0; j < LABELERS; j++) {
      crowd.add(client.labeler(admin, "relabeler-" + j));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> request(Map<String, Object> quality) {
    Map<String, Object> request = new HashMap<>();
    request.put("name", "Relabeling " + UUID.randomUUID());
    List<Map<String, String>> options = List.of(Map.of("value", "a"), Map.of("value", "b"));
    request.put("schema", Map.of("type", "choice", "question", "Which?", "options", options));
    request.put("priceBaseUnits", "" + PRICE);
    request.put("redundancyMin", 1);
    request.put("redundancyMax", 5);
    request.put("targetConfidence", 0.95);
    request.put("goldShare", 0);
    request.putAll(quality);
    return request;
  }

  private static String draft(int items, Map<String, Object> quality) {
    Answer made = client.post("/api/datasets", requester, request(quality));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String id = made.json().path("id").asText();
    StringBuilder csv = new StringBuilder("key,text\n");
    IntStream.range(0, items).forEach(i -> csv.append(i).append(',').append(i).append('\n'));
    client.post("/api/datasets/" + id + "/items", requester, "text/csv", csv.toString());
    Map<String, String> funds = Map.of("amountBaseUnits", "" + 5L * PRICE * items);
    assertThat(client.post("/api/datasets/" + id + "/funding", requester, funds).status())
        .isEqualTo(200);
    return id;
  }

  private static Answer open(String dataset) {
    return client.post("/api/datasets/" + dataset + "/open", requester, "{}");
  }

  private static JsonNode progress(String dataset) {
    return client.get("/api/datasets/" + dataset + "/progress", requester).json();
  }

  /** What a labeler said of an item. */
  private record Said(int item, String label) {}

  /** One answer of the labeler, if there is an item for them. */
  private static Optional<Said> answer(String dataset, int labeler, IntPredicate rightly) {
    String token = crowd.get(labeler);
    Answer lease = client.post("/api/datasets/" + dataset + "/assignments", token, "{}");
    if (lease.status() == 204) {
      return Optional.empty();
    }
    assertThat(lease.status()).as(lease.body()).isEqualTo(201);
    int item = lease.json().path("content").path("text").asInt();
    String label = (item % 2 == 0) == rightly.test(item) ? "a" : "b";
    String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
    assertThat(client.put(path, token, Map.of("label", label)).status()).isEqualTo(200);
    return Optional.of(new Said(item, label));
  }

  /**
   * The crowd works, with a fit after each sweep, until all is resolved. Of a disputed item every
   * second answer is wrong.
   *
   * @return the answers to each item
   */
  private static List<List<String>> workToTheEnd(String dataset, int items, int disputedFrom) {
    List<List<String>> answers = new ArrayList<>();
    IntStream.range(0, items).forEach(i -> answers.add(new ArrayList<>()));
    for (int sweep = 0; sweep < 200; sweep++) {
      for (int labeler = 0; labeler < LABELERS; labeler++) {
        answer(dataset, labeler, item -> item < disputedFrom || answers.get(item).size() % 2 == 0)
            .ifPresent(said -> answers.get(said.item()).add(said.label()));
      }
      client.post("/api/datasets/" + dataset + "/refit", requester, "{}");
      if (progress(dataset).path("resolved").asInt() == items) {
        return answers;
      }
    }
    throw new AssertionError("still open: " + progress(dataset));
  }

  private static double mean(Stream<List<String>> answers) {
    return answers.mapToInt(List::size).average().orElseThrow();
  }

  private static boolean agree(List<String> answers) {
    return Set.copyOf(answers).size() == 1;
  }

  @Test
  void target_isBoughtWhereAnswersDisagree_withinTheBudget() {
    int items = 60;
    int disputedFrom = 42;
    int budget = 150;
    String dataset =
        draft(items, Map.of("targetError", 0.05, "budgetBaseUnits", "" + budget * PRICE));
    assertThat(open(dataset).status()).isEqualTo(200);
    List<List<String>> answers = workToTheEnd(dataset, items, disputedFrom);
    JsonNode progress = progress(dataset);
    assertThat(answers).as("every item is asked about").noneMatch(List::isEmpty);
    double whereAllAgree = mean(answers.stream().filter(RelabelingIT::agree));
    double whereNot = mean(answers.stream().filter(labels -> !agree(labels)));
    assertThat(whereAllAgree).as("" + progress).isBetween(1.0, 2.5);
    assertThat(whereNot).as("" + progress).isGreaterThan(whereAllAgree + 0.5);
    assertThat(progress.path("committedBaseUnits").asInt()).isLessThanOrEqualTo(budget * PRICE);
    JsonNode quality = progress.path("quality");
    assertThat(quality.path("expectedError").asDouble()).isBetween(0.0, 0.5);
    assertThat(quality.path("labelsBought").asInt())
        .isEqualTo(answers.stream().mapToInt(List::size).sum());
    assertThat(quality.path("stopReason").asText()).isIn(STOP_REASONS);
    assertThat(progress.path("activeLeases").asInt()).isZero();
  }

  @Test
  void budget_isNeverOvercommitted_andEndsTheBuying() {
    int items = 20;
    int budget = 26;
    String dataset =
        draft(items, Map.of("targetError", 0.0001, "budgetBaseUnits", "" + budget * PRICE));
    assertThat(open(dataset).status()).isEqualTo(200);
    List<List<String>> answers = workToTheEnd(dataset, items, items);
    assertThat(answers.stream().mapToInt(List::size).sum()).isEqualTo(budget);
    JsonNode progress = progress(dataset);
    assertThat(progress.path("committedBaseUnits").asInt()).isEqualTo(budget * PRICE);
    assertThat(progress.path("quality").path("stopReason").asText()).isEqualTo("BUDGET_COMMITTED");
    assertThat(answer(dataset, 0, item -> true)).as("nothing is offered any more").isEmpty();
  }

  @Test
  void budgetBelowTheLeastRedundancy_cannotBeOpened() {
    String dataset = draft(3, Map.of("targetError", 0.1, "budgetBaseUnits", "" + 2 * PRICE));
    assertThat(open(dataset).problem()).isEqualTo("dataset-budget-too-small");
  }

  @Test
  void target_waitsUntilEveryItemHasItsLeastRedundancy() {
    int items = 10;
    String dataset = draft(items, Map.of("targetError", 0.5));
    assertThat(open(dataset).status()).isEqualTo(200);
    List<List<String>> answers = workToTheEnd(dataset, items, items);
    assertThat(answers).noneMatch(List::isEmpty);
    assertThat(progress(dataset).path("quality").path("stopReason").asText())
        .isEqualTo("TARGET_REACHED");
  }

  @Test
  void deadline_resolvesWhatIsLeft_andOffersNothingMore() throws Exception {
    Instant deadline = Instant.now().plusSeconds(3);
    String dataset = draft(4, Map.of("targetError", 0.0001, "deadline", deadline.toString()));
    assertThat(open(dataset).status()).isEqualTo(200);
    assertThat(answer(dataset, 0, item -> true)).isPresent();
    assertThat(progress(dataset).path("resolved").asInt()).isZero();
    while (Instant.now().isBefore(deadline.plusMillis(50))) {
      Thread.sleep(50);
    }
    assertThat(answer(dataset, 1, item -> true)).as("nothing is offered any more").isEmpty();
    for (int wait = 0; wait < 100 && progress(dataset).path("resolved").asInt() < 4; wait++) {
      Thread.sleep(200);
    }
    JsonNode progress = progress(dataset);
    assertThat(progress.path("resolved").asInt()).isEqualTo(4);
    assertThat(progress.path("quality").path("stopReason").asText()).isEqualTo("DEADLINE_PASSED");
    assertThat(progress.path("answers").asInt()).isEqualTo(1);
  }

  private static void isRefused(String field, Map<String, Object> quality) {
    Answer answer = client.post("/api/datasets", requester, request(quality));
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly(field);
  }

  @Test
  void badTargets_areRefusedWithTheirField() {
    isRefused("targetError", Map.of("targetError", 0));
    isRefused("targetError", Map.of("targetError", 1.5));
    isRefused("budgetBaseUnits", Map.of("budgetBaseUnits", "1000"));
    isRefused("budgetBaseUnits", Map.of("targetError", 0.1, "budgetBaseUnits", "0"));
    String future = Instant.now().plusSeconds(60).toString();
    isRefused("deadline", Map.of("deadline", future));
    String past = Instant.now().minusSeconds(1).toString();
    isRefused("deadline", Map.of("targetError", 0.1, "deadline", past));
    isRefused("deadline", Map.of("targetError", 0.1, "deadline", "+99999999-01-01T00:00:00Z"));
    Map<String, Object> rating = Map.of("type", "rating", "question", "?", "min", 1, "max", 5);
    isRefused("targetError", Map.of("targetError", 0.1, "schema", rating));
  }
}

package io.assay.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leases and submits from many sides at once. */
class DispatchIT {
  private static RunningServer server;
  private static TestClient client;
  private static String requester;
  private static String admin;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    requester = client.signIn("requester");
    admin = client.signIn("admin");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Takes and answers items until none is left; the texts in the order they came. */
  private static List<String> workToTheEnd(String dataset, String token) {
    List<String> texts = new ArrayList<>();
    while (true) {
      Answer lease = client.post("/api/datasets/" + dataset + "/assignments", token, "{}");
      if (lease.status() == 204) {
        return texts;
      }
      assertThat(lease.status()).isEqualTo(201);
      texts.add(lease.json().path("content").path("text").asText());
      String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
      assertThat(client.put(path, token, Map.of("label", "a")).status()).isEqualTo(200);
    }
  }

  @Test
  void manyLabelersAtOnce_noItemTwiceToOne_noMoreAnswersThanWanted() throws Exception {
    int items = 30;
    int redundancy = 3;
    String dataset = client.openDataset(requester, items, redundancy, redundancy, 600);
    List<Callable<List<String>>> crowd = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String token = client.labeler(admin, "dispatch-" + i);
      crowd.add(() -> workToTheEnd(dataset, token));
    }
    Map<String, Integer> answers = new HashMap<>();
    Set<List<String>> orders = new HashSet<>();
    for (List<String> worked : atOnce(crowd)) {
      assertThat(worked).doesNotHaveDuplicates();
      worked.forEach(text -> answers.merge(text, 1, Integer::sum));
      orders.add(worked);
    }
    assertThat(answers).hasSize(items);
    assertThat(answers.values()).allMatch(count -> count == redundancy);
    assertThat(orders).as("the order is drawn for each").hasSizeGreaterThan(4);
  }

  @Test
  void submit_twiceAndAtOnce_givesTheSameBytes_andPaysOnce() throws Exception {
    String dataset = client.openDataset(requester, 5, 1, 1, 600);
    String token = client.labeler(admin, "impatient");
    Answer lease = client.post("/api/datasets/" + dataset + "/assignments", token, "{}");
    String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
    List<Callable<Answer>> clicks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String label = i % 2 == 0 ? "a" : "b";
      clicks.add(() -> client.put(path, token, Map.of("label", label)));
    }
    Set<String> bodies = new HashSet<>();
    for (Answer answer : atOnce(clicks)) {
      assertThat(answer.status()).isEqualTo(200);
      bodies.add(answer.body());
    }
    bodies.add(client.put(path, token, Map.of("label", "b")).body());
    assertThat(bodies).hasSize(1);
    assertThat(client.get("/api/me/earnings", token).json().path("earnedBaseUnits").asText())
        .isEqualTo("1000");
  }

  @Test
  void funds_areNeverPromisedTwice() throws Exception {
    String dataset = client.openDataset(requester, 10, 1, 1, 600);
    List<Callable<List<String>>> crowd = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String token = client.labeler(admin, "spender-" + i);
      crowd.add(() -> workToTheEnd(dataset, token));
    }
    int answered = atOnce(crowd).stream().mapToInt(List::size).sum();
    assertThat(answered).isEqualTo(10);
    var view = client.get("/api/datasets/" + dataset, requester).json();
    assertThat(view.path("committedBaseUnits").asText()).isEqualTo("10000");
    assertThat(view.path("fundedBaseUnits").asText()).isEqualTo("10000");
  }

  @Test
  void gold_comesAtItsShare_andCannotBeToldApart() {
    String dataset = client.openDataset(requester, 60, 1, 1, 600, 0.5);
    StringBuilder gold = new StringBuilder("key,label\n");
    for (int i = 0; i < 30; i++) {
      gold.append("item-").append(i).append(",a\n");
    }
    assertThat(
            client
                .post("/api/datasets/" + dataset + "/gold", requester, "text/csv", "" + gold)
                .json()
                .path("accepted")
                .asInt())
        .isEqualTo(30);
    int known = 0;
    int asked = 0;
    for (int j = 0; j < 4; j++) {
      String token = client.labeler(admin, "graded-" + j);
      for (int i = 0; i < 10; i++) {
        Answer lease = client.post("/api/datasets/" + dataset + "/assignments", token, "{}");
        if (lease.status() == 201) {
          asked++;
          List<String> fields = new ArrayList<>();
          lease.json().fieldNames().forEachRemaining(fields::add);
          assertThat(fields)
              .containsExactlyInAnyOrder(
                  "id", "datasetId", "content", "expiresAt", "priceBaseUnits");
          String text = lease.json().path("content").path("text").asText();
          known += Integer.parseInt(text.replaceAll("\\D", "")) < 30 ? 1 : 0;
          String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
          assertThat(client.put(path, token, Map.of("label", "b")).status()).isEqualTo(200);
        }
      }
    }
    // Of 40 at one half: beyond five standard deviations it is not the share that was asked for.
    assertThat(asked).isEqualTo(40);
    assertThat(known).isBetween(5, 35);
  }

  @Test
  void leases_areLimited_andResumable() {
    String dataset = client.openDataset(requester, 10, 1, 1, 600);
    String token = client.labeler(admin, "hoarder");
    String path = "/api/datasets/" + dataset + "/assignments";
    for (int i = 0; i < 3; i++) {
      assertThat(client.post(path, token, "{}").status()).isEqualTo(201);
    }
    assertThat(client.post(path, token, "{}").problem()).isEqualTo("too-many-leases");
    var live = client.get(path, token).json();
    assertThat(live.size()).isEqualTo(3);
    String skip = "/api/assignments/" + live.get(0).path("id").asText() + "/skip";
    assertThat(client.post(skip, token, "{}").status()).isEqualTo(204);
    assertThat(client.post(path, token, "{}").status()).isEqualTo(201);
  }
}

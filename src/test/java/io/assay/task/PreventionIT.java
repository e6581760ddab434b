package io.assay.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.simulation.RunningServer;
import io.assay.simulation.ServerDatabase;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the dispatcher keeps a farm from, before anybody has detected it. */
class PreventionIT {
  private static RunningServer server;
  private static TestClient client;
  private static String requester;
  private static String admin;
  private static Jdbi database;
  private static LabelerStandings standings;

  /** An account. */
  private record Worker(UUID id, String token) {}

  @BeforeAll
  static void start() {
    // The tests say themselves who stands where.
    server =
        RunningServer.start(
            "-Dassay.fraud.clusters.every=off", "-Dassay.payout.tiers.decide-every=off");
    client = new TestClient(server.address());
    requester = client.signIn("requester");
    admin = client.signIn("admin");
    database = ServerDatabase.of(server);
    standings = new LabelerStandings(database);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Worker> workers(String prefix, int count) {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String token = client.labeler(admin, prefix + "-" + i);
      String id = client.get("/api/me", token).json().path("id").asText();
      workers.add(new Worker(UUID.fromString(id), token));
    }
    return workers;
  }

  /** A funded, open dataset of items whose right answer is a for even numbers and b for odd. */
  private static String dataset(
      int items, int min, int max, double gold, double probes, int funds) {
    Map<String, Object> request = new HashMap<>();
    request.put("name", "Prevention " + UUID.randomUUID());
    request.put(
        "schema",
        Map.of(
            "type", "choice",
            "question", "Which?",
            "options", List.of(Map.of("value", "a"), Map.of("value", "b"))));
    request.put("priceBaseUnits", "1");
    request.put("redundancyMin", min);
    request.put("redundancyMax", max);
    request.put("targetConfidence", 0.9);
    request.put("goldShare", gold);
    request.put("probeShare", probes);
    String id = client.post("/api/datasets", requester, request).json().path("id").asText();
    StringBuilder csv = new StringBuilder("key,text\n");
    for (int i = 0; i < items; i++) {
      csv.append("item-").append(i).append(",number ").append(i).append('\n');
    }
    String path = "/api/datasets/" + id;
    client.post(path + "/items", requester, "text/csv", csv.toString());
    client.post(path + "/funding", requester, Map.of("amountBaseUnits", "" + funds));
    assertThat(client.post(path + "/open", requester, "{}").status()).isEqualTo(200);
    return id;
  }

  /** Takes and answers up to so many items; how many there were. */
  private static int work(String dataset, Worker worker, int most) {
    for (int done = 0; done < most; done++) {
      Answer lease = client.post("/api/datasets/" + dataset + "/assignments", worker.token(), "{}");
      if (lease.status() == 204) {
        return done;
      }
      assertThat(lease.status()).as(lease.body()).isEqualTo(201);
      List<String> fields = new ArrayList<>();
      lease.json().fieldNames().forEachRemaining(fields::add);
      assertThat(fields)
          .as("probe, gold and any other look the same")
          .containsExactlyInAnyOrder("id", "datasetId", "content", "expiresAt", "priceBaseUnits");
      String text = lease.json().path("content").path("text").asText();
      String label = Integer.parseInt(text.replaceAll("\\D", "")) % 2 == 0 ? "a" : "b";
      String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
      assertThat(client.put(path, worker.token(), Map.of("label", label)).status()).isEqualTo(200);
    }
    return most;
  }

  private static int workAtOnce(String dataset, List<Worker> workers, int most) throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>();
    workers.forEach(worker -> calls.add(() -> work(dataset, worker, most)));
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(16, calls.size()));
    try {
      int all = 0;
      for (Future<Integer> future : pool.invokeAll(calls)) {
        all += future.get();
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Until nothing is left: an item that another lease has locked this instant is not offered. */
  private static int workAll(String dataset, List<Worker> workers) throws Exception {
    int all = 0;
    for (int more = 1; more > 0; all += more) {
      more = workAtOnce(dataset, workers, 100);
    }
    return all;
  }

  private static long count(String sql, String dataset) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("dataset", UUID.fromString(dataset))
                .mapTo(Long.class)
                .one());
  }

  private static void await(String what, String sql, String dataset) throws InterruptedException {
    for (int wait = 0; wait < 240 && count(sql, dataset) == 0; wait++) {
      Thread.sleep(250);
    }
    assertThat(count(sql, dataset)).as(what).isPositive();
  }

  @Test
  void cluster_hasOneAccountOnAnItem_howeverManyAskAtOnce() throws Exception {
    List<Worker> farm = workers("farm", 12);
    UUID cluster = UUID.randomUUID();
    Map<UUID, UUID> members = new HashMap<>();
    farm.forEach(worker -> members.put(worker.id(), cluster));
    standings.putClusters(members);
    // Few items and many accounts: every lease is a race for the same ones.
    for (int round = 0; round < 6; round++) {
      String dataset = dataset(4, 12, 12, 0, 0, 4 * 12);
      assertThat(workAtOnce(dataset, farm, 100)).isEqualTo(4);
      assertThat(count("SELECT max(answers) FROM task WHERE dataset_id = :dataset", dataset))
          .isEqualTo(1);
      List<Worker> honest = workers("honest-" + round, 2);
      assertThat(workAll(dataset, honest)).isEqualTo(8);
    }
    standings.putClusters(Map.of());
  }

  @Test
  void database_refusesASecondAccountOfAClusterItself() {
    String dataset = dataset(1, 3, 3, 0, 0, 3);
    List<Worker> farm = workers("twins", 2);
    UUID cluster = UUID.randomUUID();
    String insert =
        """
        INSERT INTO assignment (id, task_id, dataset_id, item_id, labeler_id, state, expires_at,
          cluster_id, cluster_place)
        SELECT gen_random_uuid(), id, dataset_id, item_id, :labeler, 'ACTIVE', now(), :cluster, 0
        FROM task WHERE dataset_id = :dataset
        """;
    Callable<Integer> second = () -> insert(insert, dataset, farm.get(1).id(), cluster);
    assertThat(insert(insert, dataset, farm.get(0).id(), cluster)).isEqualTo(1);
    assertThatThrownBy(second::call).hasMessageContaining("assignment_place_of_a_cluster");
  }

  private static int insert(String sql, String dataset, UUID labeler, UUID cluster) {
    return database.withHandle(
        handle ->
            handle
                .createUpdate(sql)
                .bind("dataset", UUID.fromString(dataset))
                .bind("labeler", labeler)
                .bind("cluster", cluster)
                .execute());
  }

  @Test
  void lowTiers_castAThirdOfTheVotes_onceOthersAreThere() throws Exception {
    List<Worker> low = workers("low", 4);
    List<Worker> high = workers("high", 10);
    Set<UUID> lowIds = new HashSet<>();
    low.forEach(worker -> lowIds.add(worker.id()));
    standings.putLowTier(lowIds);
    String alone = dataset(10, 3, 3, 0, 0, 30);
    assertThat(workAll(alone, low)).as("newcomers alone may work").isEqualTo(30);

    String mixed = dataset(20, 3, 3, 0, 0, 60);
    assertThat(workAtOnce(mixed, high, 1)).isEqualTo(10);
    await(
        "the plan sees ten of a higher tier",
        "SELECT count(*) FROM dispatch_plan WHERE dataset_id = :dataset AND low_tier_bounded",
        mixed);
    int waiting =
        (int) count("SELECT count(*) FROM task WHERE dataset_id = :dataset AND answers < 3", mixed);
    assertThat(workAll(mixed, low)).isEqualTo(waiting);
    assertThat(count("SELECT max(low_tier_answers) FROM task WHERE dataset_id = :dataset", mixed))
        .isEqualTo(1);
    assertThat(workAll(mixed, high)).as("the others finish it").isEqualTo(50 - waiting);
    standings.putLowTier(Set.of());
  }

  @Test
  void probes_areSharedAndCounted_recycledAsGold_withinTheirShare() throws Exception {
    String dataset = dataset(400, 3, 5, 0.3, 0.2, 6000);
    List<Worker> crowd = workers("probed", 20);
    Set<UUID> nominated = new HashSet<>();
    crowd.forEach(worker -> nominated.add(worker.id()));
    standings.putNominated(nominated);
    await(
        "the pool is filled",
        "SELECT count(*) FROM task WHERE dataset_id = :dataset AND pool = 'PROBE'",
        dataset);
    workAtOnce(dataset, crowd, 65);
    long probed =
        count(
            "SELECT count(*) FROM assignment WHERE dataset_id = :dataset AND purpose = 'PROBE'",
            dataset);
    assertThat(probed).isGreaterThan(20 * 65 / 3);
    await(
        "settled probes become gold",
        "SELECT count(*) FROM gold_rotation r JOIN task t ON t.item_id = r.item_id"
            + " WHERE r.dataset_id = :dataset AND r.source = 'RECYCLED' AND t.pool = 'GOLD'",
        dataset);
    standings.putNominated(Set.of());
    workAtOnce(dataset, workers("graded", 6), 20);
    await(
        "recycled gold is graded by the settled label",
        "SELECT count(*) FROM gold_grade WHERE dataset_id = :dataset AND correct",
        dataset);
    assertThat(
            count(
                "SELECT count(*) FROM gold_grade WHERE dataset_id = :dataset AND NOT correct",
                dataset))
        .isZero();
    JsonNode view = client.get("/api/datasets/" + dataset, requester).json();
    assertThat(view.path("probeCommittedBaseUnits").asLong()).isBetween(100L, 1200L);
    assertThat(client.get("/api/datasets/" + dataset + "/gold", requester).json().path("recycled"))
        .isNotNull();
    assertEveryAnswerCounts(dataset);
  }

  private static void assertEveryAnswerCounts(String dataset) throws InterruptedException {
    await(
        "consensus has all answers",
        """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM task t LEFT JOIN consensus c ON c.item_id = t.item_id
          WHERE t.dataset_id = :dataset AND t.answers > 0 AND c.answers IS DISTINCT FROM t.answers)
        THEN 0 ELSE 1 END
        """,
        dataset);
    assertThat(
            count(
                """
                SELECT count(*) FROM task t JOIN consensus c ON c.item_id = t.item_id
                  JOIN item i ON i.id = t.item_id
                WHERE t.dataset_id = :dataset AND t.pool_answers_wanted > 0 AND t.answers > 5
                  AND c.label <> CASE WHEN substr(i.key, 6)::int % 2 = 0 THEN 'a' ELSE 'b' END
                """,
                dataset))
        .isZero();
  }

  @Test
  void probes_neverTakeWhatTheRedundancyNeeds() throws Exception {
    // Ten answers more than the least, of which a fifth of the budget would be forty.
    String dataset = dataset(60, 3, 3, 0, 0.2, 190);
    List<Worker> crowd = workers("tight", 8);
    Set<UUID> nominated = new HashSet<>();
    crowd.forEach(worker -> nominated.add(worker.id()));
    standings.putNominated(nominated);
    Thread.sleep(6000); // A plan has been made.
    workAtOnce(dataset, crowd, 1000);
    standings.putNominated(Set.of());
    assertThat(count("SELECT min(answers) FROM task WHERE dataset_id = :dataset", dataset))
        .isEqualTo(3);
    JsonNode view = client.get("/api/datasets/" + dataset, requester).json();
    assertThat(view.path("probeCommittedBaseUnits").asLong()).isLessThanOrEqualTo(10);
  }

  @Test
  void skipping_isNotChoosing() {
    String dataset = dataset(40, 1, 1, 0, 0, 40);
    Worker picky = workers("picky", 1).get(0);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 11; i++) {
      Answer lease = client.post("/api/datasets/" + dataset + "/assignments", picky.token(), "{}");
      assertThat(seen.add(lease.json().path("content").toString())).as("never again").isTrue();
      String path = "/api/assignments/" + lease.json().path("id").asText();
      Answer skip = client.post(path + "/skip", picky.token(), "{}");
      if (i < 10) {
        assertThat(skip.status()).isEqualTo(204);
      } else {
        assertThat(skip.problem()).isEqualTo("too-many-skips");
        assertThat(client.put(path + "/submission", picky.token(), Map.of("label", "a")).status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void whatALabelerReads_doesNotMove_whenOthersAnswer() throws Exception {
    // One answer resolves an item, so each of the others ends one.
    String dataset = dataset(100, 1, 1, 0.1, 0.05, 110);
    client.post(
        "/api/datasets/" + dataset + "/gold", requester, "text/csv", "key,label\nitem-0,a\n");
    Worker reader = workers("reader", 1).get(0);
    work(dataset, reader, 3);
    Map<String, String> before = readAll(dataset, reader);
    assertThat(before).hasSizeGreaterThan(3);
    workAtOnce(dataset, workers("other", 2), 5);
    await(
        "items resolve",
        "SELECT count(*) / 10 FROM task WHERE dataset_id = :dataset AND state = 'RESOLVED'",
        dataset);
    assertThat(readAll(dataset, reader)).isEqualTo(before);
    JsonNode view = client.get("/api/datasets/" + dataset, reader.token()).json();
    for (String field :
        List.of("answers", "resolved", "gold", "goldShare", "probeShare", "committedBaseUnits")) {
      assertThat(view.path(field).asDouble()).as(field).isZero();
    }
  }

  /** Every address of the API that can be read, with its answer to this labeler. */
  private static Map<String, String> readAll(String dataset, Worker reader) throws Exception {
    Map<String, String> bodies = new TreeMap<>();
    JsonNode paths = client.get("/q/openapi?format=json", "").json().path("paths");
    Map<String, JsonNode> all = new LinkedHashMap<>();
    paths.fields().forEachRemaining(entry -> all.put(entry.getKey(), entry.getValue()));
    for (Map.Entry<String, JsonNode> entry : all.entrySet()) {
      // Epochs close by the clock and hold sums of money only.
      if (!entry.getValue().has("get") || entry.getKey().startsWith("/api/epochs")) {
        continue;
      }
      String path = entry.getKey().replaceAll("\\{[^}]*}", dataset);
      Answer answer = client.get(path, reader.token());
      if (answer.status() == 200) {
        bodies.put(path, ofThisDataset(answer.body(), dataset));
      } else {
        bodies.put(path, "" + answer.status());
      }
    }
    return bodies;
  }

  /** Lists hold the datasets of other tests too, which go on meanwhile. */
  private static String ofThisDataset(String body, String dataset) throws Exception {
    JsonNode json = new ObjectMapper().readTree(body);
    for (JsonNode one : json.path("items")) {
      if (one.path("id").asText().equals(dataset)) {
        return one.toString();
      }
    }
    return json.toString();
  }
}

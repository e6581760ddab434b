package io.assay.fraud.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** A crowd with a farm of one answer sheet and one browser, all of whose answers are in. */
final class ReviewedCrowd {
  static final int PRICE = 1000;

  /** Longer than the server lets pass between two looks at who belongs together. */
  private static final int SCAN_MILLIS = 7000;

  private static final List<String> CLASSES = List.of("a", "b", "c", "d");

  final String dataset;
  final Map<String, String> honest = new LinkedHashMap<>();
  final Map<String, String> farm = new LinkedHashMap<>();

  /** What every account of the farm answers, by item. */
  final Map<Integer, String> sheet = new TreeMap<>();

  private final TestClient client;
  private final String requester;
  private final String admin;

  private ReviewedCrowd(TestClient client, String requester, String admin, String dataset) {
    this.client = client;
    this.requester = requester;
    this.admin = admin;
    this.dataset = dataset;
  }

  static ReviewedCrowd play(
      TestClient client, String name, int items, int honest, int farm, long seed) {
    String requester = client.signIn("requester");
    String admin = client.signIn("admin");
    String dataset = open(client, requester, name, items, honest + farm);
    ReviewedCrowd crowd = new ReviewedCrowd(client, requester, admin, dataset);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < items; i++) {
      crowd.sheet.put(i, random.nextDouble() < 0.5 ? truth(i) : wrong(random, truth(i)));
    }
    for (int j = 0; j < honest; j++) {
      crowd.honest.put(name + "-h" + j, client.labeler(admin, name + "-h" + j));
    }
    for (int j = 0; j < farm; j++) {
      String token = client.labeler(admin, name + "-f" + j);
      crowd.farm.put(name + "-f" + j, token);
    }
    for (String token : crowd.honest.values()) {
      crowd.work(
          token, item -> random.nextDouble() < 0.7 ? truth(item) : wrong(random, truth(item)));
    }
    crowd
        .farm
        .values()
        .forEach(token -> crowd.work(token, item -> crowd.sheet.getOrDefault(item, "a")));
    // Seen before they worked, the dispatcher would have kept them apart.
    String browser = "a-browser-of-the-farm-" + name;
    crowd.farm.values().forEach(token -> useBrowser(client, token, browser));
    crowd.refit();
    return crowd;
  }

  /** Agrees to be known by a browser, and is seen in it. */
  static void useBrowser(TestClient client, String token, String storageToken) {
    Map<String, Object> consent = Map.of("deviceBinding", true);
    assertThat(client.put("/api/me/consent", token, consent).status()).isEqualTo(200);
    Map<String, String> seen = Map.of("storageToken", storageToken);
    assertThat(client.put("/api/me", token, seen).status()).isEqualTo(200);
  }

  private static String truth(int item) {
    return CLASSES.get(item % CLASSES.size());
  }

  private static String wrong(SplittableRandom random, String truth) {
    List<String> others = CLASSES.stream().filter(label -> !label.equals(truth)).toList();
    return others.get(random.nextInt(others.size()));
  }

  private static String open(
      TestClient client, String requester, String name, int items, int answers) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("name", name + " " + UUID.randomUUID());
    request.put(
        "schema",
        Map.of(
            "type",
            "choice",
            "question",
            "Which?",
            "options",
            CLASSES.stream().map(label -> Map.of("value", label)).toList()));
    request.put("priceBaseUnits", "" + PRICE);
    request.put("redundancyMin", answers);
    request.put("redundancyMax", answers);
    request.put("targetConfidence", 0.97);
    request.put("goldShare", 0);
    String id = client.post("/api/datasets", requester, request).json().path("id").asText();
    StringBuilder csv = new StringBuilder("key,n\n");
    for (int i = 0; i < items; i++) {
      csv.append("item-").append(i).append(',').append(i).append('\n');
    }
    String path = "/api/datasets/" + id;
    assertThat(client.post(path + "/items", requester, "text/csv", csv.toString()).status())
        .isEqualTo(200);
    Map<String, String> funds = Map.of("amountBaseUnits", "" + (long) PRICE * items * answers);
    assertThat(client.post(path + "/funding", requester, funds).status()).isEqualTo(200);
    assertThat(client.post(path + "/open", requester, "{}").status()).isEqualTo(200);
    return id;
  }

  private void work(String token, java.util.function.IntFunction<String> labels) {
    for (Answer lease = lease(token); lease.status() == 201; lease = lease(token)) {
      int item = Integer.parseInt(lease.json().path("content").path("n").asText());
      String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
      assertThat(client.put(path, token, Map.of("label", labels.apply(item))).status())
          .isEqualTo(200);
    }
  }

  Answer lease(String token) {
    return client.post("/api/datasets/" + dataset + "/assignments", token, "{}");
  }

  void refit() {
    assertThat(client.post("/api/datasets/" + dataset + "/refit", requester, "{}").status())
        .isEqualTo(200);
  }

  String export() {
    return client.get("/api/datasets/" + dataset + "/export?format=csv", requester).body();
  }

  JsonNode progress() {
    return client.get("/api/datasets/" + dataset + "/progress", requester).json();
  }

  long committed() {
    return client
        .get("/api/datasets/" + dataset, requester)
        .json()
        .path("committedBaseUnits")
        .asLong();
  }

  /**
   * All that a ban touches and an upheld appeal brings back, as a reader sees it; without goodwill,
   * which comes on top, and whatever of the pay an epoch has settled meanwhile.
   */
  Map<String, String> standing() {
    Map<String, String> standing = new TreeMap<>();
    standing.put("export", export());
    standing.put("committed", "" + committed());
    standing.put("resolved", progress().path("resolved").asText());
    standing.put("wanted", progress().path("answersWanted").asText());
    standing.put(
        "reliability", client.get("/api/datasets/" + dataset + "/labelers", requester).body());
    farm.forEach(
        (name, token) -> {
          JsonNode earnings = client.get("/api/me/earnings", token).json();
          long goodwill = goodwill(earnings);
          standing.put(name + " earned", "" + (sum(earnings, "earnedBaseUnits") - goodwill));
          standing.put(
              name + " due",
              ""
                  + (sum(earnings, "unsettledBaseUnits", "claimableBaseUnits", "claimedBaseUnits")
                      - goodwill));
          standing.put(name + " datasets", earnings.path("datasets").toString());
        });
    return standing;
  }

  /** What upheld appeals brought a labeler beyond their pay, in base units. */
  static long goodwill(JsonNode earnings) {
    long sum = 0;
    for (JsonNode one : earnings.path("goodwill")) {
      sum += one.path("amountBaseUnits").asLong();
    }
    return sum;
  }

  private static long sum(JsonNode earnings, String... fields) {
    long sum = 0;
    for (String field : fields) {
      sum += earnings.path(field).asLong();
    }
    return sum;
  }

  /**
   * The standing once suspicion and labels, each measured anew after the other, no longer move:
   * which votes count together follows within seconds of what is known of the accounts.
   */
  Map<String, String> awaitSettled() throws InterruptedException {
    Map<String, String> last = Map.of();
    for (int wait = 0; wait < 20; wait++) {
      refit();
      Map<String, String> now = standing();
      if (now.equals(last)) {
        return now;
      }
      last = now;
      Thread.sleep(SCAN_MILLIS);
    }
    throw new AssertionError("never settles: " + last);
  }

  /** Waits until all is as it was. */
  void awaitStanding(Map<String, String> wanted) throws InterruptedException {
    for (int wait = 0; wait < 20 && !standing().equals(wanted); wait++) {
      Thread.sleep(SCAN_MILLIS);
      refit();
    }
    assertThat(standing()).isEqualTo(wanted);
  }

  /** The case that names the whole farm and on which the predicate holds. */
  JsonNode awaitCase(Predicate<JsonNode> ready) throws InterruptedException {
    JsonNode cases = null;
    for (int wait = 0; wait < 120; wait++) {
      cases = client.get("/api/cases?limit=200", admin).json().path("items");
      for (JsonNode one : cases) {
        List<String> names = new ArrayList<>(one.path("labelers").findValuesAsText("name"));
        if (names.containsAll(farm.keySet()) && ready.test(one)) {
          return one;
        }
      }
      Thread.sleep(250);
    }
    throw new AssertionError("no such case among " + cases);
  }

  /** Waits until the log of the case has so many entries of an action. */
  void awaitLog(String caseId, String action, int entries) throws InterruptedException {
    for (int wait = 0; wait < 240; wait++) {
      JsonNode log = client.get("/api/cases/" + caseId + "/log", admin).json();
      if (log.findValuesAsText("action").stream().filter(action::equals).count() >= entries) {
        return;
      }
      Thread.sleep(250);
    }
    throw new AssertionError(
        action + " missing: " + client.get("/api/cases/" + caseId + "/log", admin).body());
  }
}

package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/*
 * Every step may be repeated. The dataset's Idempotency-Key is the crowd's fingerprint, items with a
 * known key are left as they are, a lease asked for again is the same lease, an answer sent again
 * gets the first response. So a replay broken off anywhere - by a kill of either side - is simply
 * started again.
 */
/** Plays a crowd through the HTTP API of a running server: each labeler an account of its own. */
public final class Replay {
  private static final int LEASE_BATCH = 250;
  private static final String PRICE_BASE_UNITS = "1000";

  private final ApiClient api;
  private final IssuerClient issuer;
  private final CrowdPayouts payouts;
  private final Consumer<String> progress;
  private final BiConsumer<String, String> acknowledged;

  /**
   * @param progress takes lines for a person to read
   */
  public Replay(URI server, Consumer<String> progress) {
    this(server, progress, (assignment, response) -> {});
  }

  /**
   * @param acknowledged takes the id of every assignment with the server's response, as they come
   */
  Replay(URI server, Consumer<String> progress, BiConsumer<String, String> acknowledged) {
    this.api = new ApiClient(server);
    this.issuer = new IssuerClient(api);
    this.payouts = new CrowdPayouts(api);
    this.progress = progress;
    this.acknowledged = acknowledged;
  }

  /** Signs the admin in, whose token the other calls need. */
  public String signIn(String username, String password) {
    return issuer.signIn(username, password);
  }

  ApiClient api() {
    return api;
  }

  IssuerClient issuer() {
    return issuer;
  }

  CrowdPayouts payouts() {
    return payouts;
  }

  /** A crowd whose answers are all in, before anything is settled. */
  record Played(
      UUID dataset, Map<String, String> tokens, long accepted, double submissionsPerSecond) {}

  /**
   * Plays the crowd to the end: labels exported, money settled and claimed.
   *
   * @throws ApiException if the server refuses or cannot be reached
   */
  public ReplayReport run(Crowd crowd, String adminToken) {
    return run(crowd, adminToken, Interlude.NONE);
  }

  /** Plays the crowd to the end, and something else between its answers. */
  ReplayReport run(Crowd crowd, String adminToken, Interlude interlude) {
    Played played = play(crowd, adminToken, interlude);
    String export = fit(played.dataset(), adminToken);
    int cases = casesOf(played.dataset(), adminToken);
    payouts.settle(adminToken);
    payouts.claim(played.tokens());
    interlude.end();
    CrowdPayouts.Money money = payouts.money(played.tokens());
    return new ReplayReport(
        played.dataset(),
        crowd.answers().size(),
        played.accepted(),
        played.tokens().size(),
        crowd.tasks().size(),
        known(crowd),
        right(crowd, export),
        played.submissionsPerSecond(),
        cases,
        money.earned().toString(),
        money.inWallets().toString(),
        export);
  }

  /** Makes the dataset and the accounts and has every answer accepted. */
  Played play(Crowd crowd, String adminToken) {
    return play(crowd, adminToken, Interlude.NONE);
  }

  private Played play(Crowd crowd, String adminToken, Interlude interlude) {
    String slug = crowd.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String prefix = slug + "-" + crowd.fingerprint().substring(0, 6) + "-";
    UUID dataset = prepare(crowd, adminToken, interlude);
    progress.accept("dataset " + dataset + ", " + crowd.answers().size() + " answers");
    Map<String, String> tokens = tokens(crowd, prefix, adminToken);
    crowd
        .browsers()
        .forEach(
            (labeler, browser) -> {
              String token = token(tokens, labeler);
              api.put("/api/me/consent", token, Map.of("deviceBinding", true));
              api.put("/api/me", token, Map.of("storageToken", browser));
            });
    interlude.start(new Interlude.Stage(dataset, prefix, adminToken, tokens));
    long started = System.nanoTime();
    long accepted = submitAll(crowd, prefix, dataset, adminToken, tokens, interlude);
    double seconds = (System.nanoTime() - started) / 1e9;
    progress.accept(accepted + " answers accepted");
    return new Played(dataset, tokens, accepted, accepted / seconds);
  }

  /** Waits until the schedule has settled the crowd's earnings, then withdraws them. */
  void claimWhenSettled(Played played) {
    payouts.claimWhenSettled(played.tokens());
  }

  /** Fits the dataset anew and exports it as CSV. */
  String fit(UUID dataset, String adminToken) {
    api.post("/api/datasets/" + dataset + "/refit", adminToken, Map.of());
    return api.getText("/api/datasets/" + dataset + "/export?format=csv", adminToken);
  }

  private UUID prepare(Crowd crowd, String adminToken, Interlude interlude) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "choice").put("question", "Which label is right?");
    ArrayNode options = schema.putArray("options");
    crowd.labels().forEach(label -> options.addObject().put("value", label).put("title", label));
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("name", crowd.name());
    request.put("schema", schema);
    request.put("priceBaseUnits", PRICE_BASE_UNITS);
    request.put("redundancyMin", 1);
    request.put("redundancyMax", Math.max(1, crowd.maxRedundancy() + interlude.redundancy()));
    request.put("targetConfidence", 1.0);
    request.put("goldShare", 0.0);
    request.put("leaseSeconds", 86_400);
    Map<String, String> once =
        Map.of("Idempotency-Key", "crowd-" + crowd.fingerprint() + interlude.key());
    JsonNode made = api.post("/api/datasets", adminToken, request, once);
    UUID dataset = UUID.fromString(made.path("id").textValue());
    String path = "/api/datasets/" + dataset;
    JsonNode now = api.get(path, adminToken);
    if (now.path("state").asText().equals("DRAFT")) {
      fill(crowd, path, adminToken);
      long answers = crowd.answers().size() + interlude.answers();
      BigInteger cost = new BigInteger(PRICE_BASE_UNITS).multiply(BigInteger.valueOf(answers));
      api.post(path + "/funding", adminToken, Map.of("amountBaseUnits", cost.toString()), once);
      api.post(path + "/open", adminToken, Map.of());
    }
    return dataset;
  }

  private void fill(Crowd crowd, String path, String adminToken) {
    StringBuilder items = new StringBuilder();
    for (String task : crowd.tasks()) {
      ObjectNode item = JsonNodeFactory.instance.objectNode().put("key", task);
      String text = crowd.texts().get(task);
      ObjectNode content = item.putObject("content");
      if (text == null) {
        content.put("reference", task);
      } else {
        content.put("text", text);
      }
      items.append(item).append('\n');
    }
    refuseErrors(
        api.postText(path + "/items", adminToken, "application/x-ndjson", items.toString()));
    if (!crowd.gold().isEmpty()) {
      StringBuilder gold = new StringBuilder();
      new TreeMap<>(crowd.gold())
          .forEach(
              (task, label) ->
                  gold.append(
                          JsonNodeFactory.instance
                              .objectNode()
                              .put("key", task)
                              .put("label", label))
                      .append('\n'));
      refuseErrors(
          api.postText(path + "/gold", adminToken, "application/x-ndjson", gold.toString()));
    }
  }

  private static void refuseErrors(JsonNode report) {
    if (report.path("rejected").asLong() > 0) {
      throw new ApiException(422, "the server left lines out: " + report.path("errors"));
    }
  }

  private Map<String, String> tokens(Crowd crowd, String prefix, String adminToken) {
    Map<String, String> tokens = new ConcurrentHashMap<>();
    Parallel.forEach(
        crowd.labelers(),
        labeler -> tokens.put(labeler, issuer.actAs(adminToken, prefix + labeler, labeler)));
    return tokens;
  }

  private long submitAll(
      Crowd crowd,
      String prefix,
      UUID dataset,
      String adminToken,
      Map<String, String> tokens,
      Interlude interlude) {
    AtomicLong accepted = new AtomicLong();
    List<Crowd.Answer> answers = crowd.answers();
    int size = Math.min(LEASE_BATCH, interlude.every());
    for (int start = 0; start < answers.size(); start += size) {
      List<Crowd.Answer> batch = answers.subList(start, Math.min(answers.size(), start + size));
      List<Map<String, String>> leases = new ArrayList<>(batch.size());
      batch.forEach(
          answer -> leases.add(Map.of("subject", prefix + answer.labeler(), "key", answer.task())));
      JsonNode given =
          api.post(
                  "/api/replay/assignments",
                  adminToken,
                  Map.of("datasetId", dataset, "leases", leases))
              .path("assignments");
      List<Integer> positions = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        positions.add(i);
      }
      Parallel.forEach(
          positions,
          i -> {
            Crowd.Answer answer = batch.get(i);
            if (!given.get(i).hasNonNull("id")) {
              return; // Banned by now.
            }
            String assignment = given.get(i).path("id").asText();
            JsonNode response =
                api.put(
                    "/api/assignments/" + assignment + "/submission",
                    token(tokens, answer.labeler()),
                    Map.of("label", answer.label()));
            acknowledged.accept(assignment, response.toString());
            accepted.incrementAndGet();
          });
      interlude.after(start + batch.size());
    }
    return accepted.get();
  }

  int casesOf(UUID dataset, String adminToken) {
    int cases = 0;
    for (JsonNode found : api.get("/api/cases?limit=200", adminToken).path("items")) {
      cases += found.path("datasetId").asText().equals(dataset.toString()) ? 1 : 0;
    }
    return cases;
  }

  private static String token(Map<String, String> tokens, String labeler) {
    String token = tokens.get(labeler);
    if (token == null) {
      throw new IllegalStateException("no token of " + labeler);
    }
    return token;
  }

  /** Tasks of the crowd whose truth is known. */
  static long known(Crowd crowd) {
    return crowd.tasks().stream().filter(crowd.truth()::containsKey).count();
  }

  /** Those of them whose exported label is that truth. */
  static long right(Crowd crowd, String export) {
    Map<String, String> labels = ExportFile.read(export);
    return crowd.truth().entrySet().stream()
        .filter(truth -> truth.getValue().equals(labels.get(truth.getKey())))
        .count();
  }
}

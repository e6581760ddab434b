package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private static final int THREADS = 8;
  private static final int SETTLE_ATTEMPTS = 20;
  private static final int CLAIM_ATTEMPTS = 60;
  private static final String PRICE_BASE_UNITS = "1000";

  private final ApiClient api;
  private final IssuerClient issuer;
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
    this.progress = progress;
    this.acknowledged = acknowledged;
  }

  /** Signs the admin in, whose token the other calls need. */
  public String signIn(String username, String password) {
    return issuer.signIn(username, password);
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
    Played played = play(crowd, adminToken);
    String export = fit(played.dataset(), adminToken);
    int cases = casesOf(played.dataset(), adminToken);
    settle(adminToken);
    claim(played.tokens());
    Money money = money(played.tokens());
    return new ReplayReport(
        played.dataset(),
        crowd.answers().size(),
        played.accepted(),
        played.tokens().size(),
        crowd.tasks().size(),
        accuracy(crowd, export),
        played.submissionsPerSecond(),
        cases,
        money.earned().toString(),
        money.inWallets().toString(),
        export);
  }

  /** Makes the dataset and the accounts and has every answer accepted. */
  Played play(Crowd crowd, String adminToken) {
    String slug = crowd.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String prefix = slug + "-" + crowd.fingerprint().substring(0, 6) + "-";
    UUID dataset = prepare(crowd, adminToken);
    progress.accept("dataset " + dataset + ", " + crowd.answers().size() + " answers");
    Map<String, String> tokens = tokens(crowd, prefix, adminToken);
    crowd
        .browsers()
        .forEach(
            (labeler, browser) ->
                api.put("/api/me", token(tokens, labeler), Map.of("storageToken", browser)));
    long started = System.nanoTime();
    long accepted = submitAll(crowd, prefix, dataset, adminToken, tokens);
    double seconds = (System.nanoTime() - started) / 1e9;
    progress.accept(accepted + " answers accepted");
    return new Played(dataset, tokens, accepted, accepted / seconds);
  }

  /** Fits the dataset anew and exports it as CSV. */
  String fit(UUID dataset, String adminToken) {
    api.post("/api/datasets/" + dataset + "/refit", adminToken, Map.of());
    return api.getText("/api/datasets/" + dataset + "/export?format=csv", adminToken);
  }

  private UUID prepare(Crowd crowd, String adminToken) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "choice").put("question", "Which label is right?");
    ArrayNode options = schema.putArray("options");
    crowd.labels().forEach(label -> options.addObject().put("value", label).put("title", label));
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("name", crowd.name());
    request.put("schema", schema);
    request.put("priceBaseUnits", PRICE_BASE_UNITS);
    request.put("redundancyMin", 1);
    request.put("redundancyMax", Math.max(1, crowd.maxRedundancy()));
    request.put("targetConfidence", 1.0);
    request.put("goldShare", 0.0);
    request.put("leaseSeconds", 86_400);
    Map<String, String> once = Map.of("Idempotency-Key", "crowd-" + crowd.fingerprint());
    JsonNode made = api.post("/api/datasets", adminToken, request, once);
    UUID dataset = UUID.fromString(made.path("id").textValue());
    String path = "/api/datasets/" + dataset;
    JsonNode now = api.get(path, adminToken);
    if (now.path("state").asText().equals("DRAFT")) {
      fill(crowd, path, adminToken);
      BigInteger cost =
          new BigInteger(PRICE_BASE_UNITS).multiply(BigInteger.valueOf(crowd.answers().size()));
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
    inParallel(
        crowd.labelers(),
        labeler -> tokens.put(labeler, issuer.actAs(adminToken, prefix + labeler)));
    return tokens;
  }

  private long submitAll(
      Crowd crowd, String prefix, UUID dataset, String adminToken, Map<String, String> tokens) {
    AtomicLong accepted = new AtomicLong();
    List<Crowd.Answer> answers = crowd.answers();
    for (int start = 0; start < answers.size(); start += LEASE_BATCH) {
      List<Crowd.Answer> batch =
          answers.subList(start, Math.min(answers.size(), start + LEASE_BATCH));
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
      inParallel(
          positions,
          i -> {
            Crowd.Answer answer = batch.get(i);
            String assignment = given.get(i).path("id").asText();
            JsonNode response =
                api.put(
                    "/api/assignments/" + assignment + "/submission",
                    token(tokens, answer.labeler()),
                    Map.of("label", answer.label()));
            acknowledged.accept(assignment, response.toString());
            accepted.incrementAndGet();
          });
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

  /** Closes epochs until nothing is left to settle, or only what is held. */
  private void settle(String adminToken) {
    for (int attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
      JsonNode overview = api.get("/api/operations/overview", adminToken);
      if (overview.path("ledgerBaseUnits").equals(overview.path("settledBaseUnits"))) {
        break;
      }
      try {
        Map<String, String> once = Map.of("Idempotency-Key", "settle-" + UUID.randomUUID());
        api.post("/api/epochs", adminToken, Map.of(), once);
      } catch (ApiException e) {
        if (e.status() != 409) { // 409: all settled, or the last epoch is on its way
          throw e;
        }
        ApiClient.pause(500);
      }
    }
    for (int attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
      JsonNode newest = api.get("/api/epochs?limit=1", adminToken).path("items").path(0);
      if (newest.path("state").asText("ACTIVE").equals("ACTIVE")) {
        return;
      }
      ApiClient.pause(500);
    }
  }

  /** Waits until the schedule has settled the crowd's earnings, then withdraws them. */
  void claimWhenSettled(Played played) {
    String anybody = played.tokens().values().iterator().next();
    for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
      JsonNode epochs = api.get("/api/epochs?limit=1", anybody).path("items").path(0);
      boolean active = epochs.path("state").asText().equals("ACTIVE");
      if (active && played.tokens().values().stream().anyMatch(this::hasClaim)) {
        claim(played.tokens());
        return;
      }
      ApiClient.pause(3000);
    }
  }

  private boolean hasClaim(String token) {
    String claimable = api.get("/api/me/earnings", token).path("claimableBaseUnits").asText("0");
    return !claimable.equals("0");
  }

  private record Money(BigInteger earned, BigInteger inWallets) {}

  /** What the ledger says the labelers earned, and what the chain says they hold. */
  private Money money(Map<String, String> tokens) {
    List<Money> each = Collections.synchronizedList(new ArrayList<>());
    inParallel(
        List.copyOf(tokens.values()),
        token -> {
          JsonNode earnings = api.get("/api/me/earnings", token);
          each.add(
              new Money(
                  new BigInteger(earnings.path("earnedBaseUnits").asText("0")),
                  new BigInteger(earnings.path("walletBalanceBaseUnits").asText("0"))));
        });
    BigInteger earned = each.stream().map(Money::earned).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger held = each.stream().map(Money::inWallets).reduce(BigInteger.ZERO, BigInteger::add);
    return new Money(earned, held);
  }

  /** Withdraws, for each labeler, what the last epochs gave them. */
  void claim(Map<String, String> tokens) {
    inParallel(
        List.copyOf(tokens.keySet()),
        labeler -> {
          try {
            api.post("/api/me/claims", token(tokens, labeler), Map.of());
          } catch (ApiException e) {
            if (e.status() != 409) { // 409: nothing left to claim, or held
              throw e;
            }
          }
        });
  }

  private static String token(Map<String, String> tokens, String labeler) {
    String token = tokens.get(labeler);
    if (token == null) {
      throw new IllegalStateException("no token of " + labeler);
    }
    return token;
  }

  static OptionalDouble accuracy(Crowd crowd, String export) {
    long known = 0;
    long right = 0;
    for (Map.Entry<String, String> row : ExportFile.read(export).entrySet()) {
      String truth = crowd.truth().get(row.getKey());
      if (truth != null) {
        known++;
        right += truth.equals(row.getValue()) ? 1 : 0;
      }
    }
    return known == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / known);
  }

  private static <T> void inParallel(List<T> inputs, Consumer<T> action) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      inputs.forEach(input -> running.add(pool.submit(() -> action.accept(input))));
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(0, "interrupted");
    } finally {
      pool.shutdownNow();
    }
  }
}

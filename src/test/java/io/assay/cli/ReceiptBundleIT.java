package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.DatasetVerifier;
import io.assay.payout.receipts.Difference;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model in the loop, from answers to what an outsider can work out again. */
class ReceiptBundleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS = 480;
  private static final String[] CLASSES = {"flood", "ice", "pothole"};
  private static final String[][] WORDS = {
    {"water", "puddle", "river", "rain"},
    {"frozen", "slippery", "frost", "skid"},
    {"hole", "crater", "bump", "crack"}
  };

  private static RunningServer server;
  private static TestClient client;
  private static String requester;
  private static final List<String> crowd = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    requester = client.signIn("requester");
    String admin = client.signIn("admin");
    for (int j = 0; j < 9; j++) {
      crowd.add(client.labeler(admin, "looper-" + j));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> request(Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>();
    List<Map<String, String>> options = new ArrayList<>();
    for (String one : CLASSES) {
      options.add(Map.of("value", one));
    }
    request.put("name", "Loop");
    request.put("schema", Map.of("type", "choice", "question", "Which?", "options", options));
    request.put("priceBaseUnits", "1000");
    request.put("redundancyMin", 3);
    request.put("redundancyMax", 6);
    request.put("targetConfidence", 0.99);
    request.put("goldShare", 0);
    request.put("probeShare", 0);
    request.putAll(more);
    return request;
  }

  private static String open(Map<String, Object> more) {
    Answer made = client.post("/api/datasets", requester, request(more));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String path = "/api/datasets/" + made.json().path("id").asText();
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("key,text\n");
    for (int i = 0; i < ITEMS; i++) {
      String[] words = WORDS[i % 3];
      csv.append(i).append(",road ").append(i).append(' ');
      csv.append(words[random.nextInt(4)]).append(' ').append(words[random.nextInt(4)]);
      csv.append('\n');
    }
    client.post(path + "/items", requester, "text/csv", csv.toString());
    client.post(path + "/funding", requester, Map.of("amountBaseUnits", "" + 6000L * ITEMS));
    assertThat(client.post(path + "/open", requester, "{}").status()).isEqualTo(200);
    return path;
  }

  /**
   * Labelers of the crowd answer, right 11 times of 20, until nothing is left or for some rounds.
   */
  private static JsonNode play(String path, int rounds, int from, int to) {
    SplittableRandom random = new SplittableRandom(6);
    JsonNode last = JSON.nullNode();
    for (int round = 0; round < rounds; round++) {
      for (int j = from; j < to; j++) {
        Answer lease = client.post(path + "/assignments", crowd.get(j), "{}");
        if (lease.status() == 204) {
          continue;
        }
        assertThat(lease.status()).as(lease.body()).isEqualTo(201);
        last = lease.json();
        String text = last.path("content").path("text").asText();
        int truth = Integer.parseInt(text.split(" ", 3)[1]) % 3;
        String label = CLASSES[random.nextInt(20) < 11 ? truth : random.nextInt(3)];
        String submission = "/api/assignments/" + last.path("id").asText() + "/submission";
        Map<String, String> said = Map.of("label", label);
        assertThat(client.put(submission, crowd.get(j), said).status()).isEqualTo(200);
      }
    }
    return last;
  }

  /** Who gets which item is drawn, so how many answers a model needs to prove itself varies. */
  private static void playUntilEarned(String path, int from, int to) {
    JsonNode model = JSON.nullNode();
    for (int part = 0; part < 6 && !model.path("earned").asBoolean(); part++) {
      play(path, 540 / (to - from), from, to);
      assertThat(client.post(path + "/refit", requester, "{}").status()).isEqualTo(200);
      model = client.get(path + "/models?limit=1", requester).json().path("items").get(0);
    }
    assertThat(model.path("earned").asBoolean()).as(model.toString()).isTrue();
  }

  private Map<String, Path> bundle(String path) throws IOException, InterruptedException {
    URI address = server.address().resolve(path + "/bundle");
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + requester).build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    Map<String, Path> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(response.body())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.write(file, zip.readAllBytes());
        files.put(entry.getName(), file);
      }
    }
    return files;
  }

  @Test
  void consensusWithAnEarnedModel_isWorkedOutAgainByteForByte() throws Exception {
    String path = open(Map.of());
    playUntilEarned(path, 0, 9);
    Map<String, Path> files = bundle(path);
    JsonNode fit = JSON.readTree(files.get("fit.json").toFile());
    assertThat(fit.path("model").path("hash").asText()).hasSize(64);
    assertThat(Files.readAllLines(files.get("prior.csv"))).hasSizeGreaterThan(3 * ITEMS / 2);
    Path again = folder.resolve("again.csv");
    StringWriter err = new StringWriter();
    List<String> command =
        List.of(
            "aggregate",
            "--labels",
            files.get("answers.csv").toString(),
            "--gold",
            files.get("gold.csv").toString(),
            "--prior",
            files.get("prior.csv").toString(),
            "--exclusions",
            files.get("exclusions.csv").toString(),
            "--out",
            again.toString());
    int code =
        OfflineCommands.run(command, new PrintWriter(new StringWriter()), new PrintWriter(err));
    assertThat(code).as(err.toString()).isZero();
    assertThat(again).hasSameBinaryContentAs(files.get("consensus.csv"));
    assertThat(client.get(path + "/export", requester).body()).isEqualTo(Files.readString(again));
    assertThat(verify(folder)).as("again.csv is no part of it").isEqualTo(1);
    Files.delete(again);
    assertThat(verify(folder)).as(said).isZero();
    assertThat(said).startsWith("VERIFIED dataset ").contains("by assay");
    everyItemIsPredicted(path);
    validityIsShown(path);
  }

  private String said = "";

  private int verify(Path bundle) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    int code = OfflineCommands.run(List.of("verify", "--bundle", "" + bundle), writer, writer);
    said = text.toString();
    return code;
  }

  @Test
  void bundleOfADataset_isVerified_andEveryByteOfItCounts() throws Exception {
    String dataset =
        client.openDataset(requester, 20, 3, 3, 600).replaceFirst("^", "/api/datasets/");
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 12; round++) {
      for (String labeler : crowd) {
        Answer lease = client.post(dataset + "/assignments", labeler, "{}");
        if (lease.status() == 201) {
          String submission = "/api/assignments/" + lease.json().path("id").asText();
          client.put(
              submission + "/submission",
              labeler,
              Map.of("label", random.nextInt(4) > 0 ? "a" : "b"));
        }
      }
    }
    Map<String, Path> paths = bundle(dataset);
    assertThat(verify(folder)).as(said).isZero();
    assertThat(Files.readString(paths.get("answers.csv"))).doesNotContain("looper");
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Map.Entry<String, Path> one : paths.entrySet()) {
      files.put(one.getKey(), Files.readAllBytes(one.getValue()));
    }
    List<String> names = List.copyOf(files.keySet());
    for (int i = 0; i < 200; i++) {
      String name = names.get(i % names.size());
      byte[] changed = files.get(name).clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      SortedMap<String, byte[]> mutated = new TreeMap<>(files);
      mutated.put(name, changed);
      assertThatThrownBy(() -> DatasetVerifier.verify(new Bundle(mutated)))
          .as("byte %d of %s", at, name)
          .isInstanceOf(Difference.class);
    }
    Path consensus = paths.get("consensus.csv");
    String text = Files.readString(consensus);
    Files.writeString(consensus, text.replaceFirst(",a,", ",b,"));
    assertThat(verify(folder)).isEqualTo(1);
    assertThat(said).startsWith("DIFFERENT consensus.csv: line ");
  }

  /** Answered or not, each by the newest version, in the order of the keys. */
  private static void everyItemIsPredicted(String path) {
    JsonNode version = client.get(path + "/models?limit=1", requester).json().path("items").get(0);
    assertThat(version.path("scoredItems").asInt()).isEqualTo(ITEMS);
    assertThat(version.path("metrics").path("calibrationError").asDouble()).isBetween(0.0, 0.5);
    List<String> keys = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = client.get(path + "/predictions?limit=200" + cursor, requester).json();
      for (JsonNode one : page.path("items")) {
        keys.add(one.path("key").asText());
        assertThat(one.path("versionId").asText()).isEqualTo(version.path("id").asText());
        double sum = 0;
        for (String label : CLASSES) {
          sum += one.path("probabilities").path(label).asDouble();
        }
        assertThat(sum).isBetween(0.999, 1.001);
      }
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(keys).hasSize(ITEMS).doesNotHaveDuplicates().isSorted();
    assertThat(client.get(path + "/predictions", crowd.get(0)).status()).isEqualTo(403);
  }

  private static void validityIsShown(String path) {
    JsonNode first = client.get(path + "/submissions?order=validity&limit=5", requester).json();
    assertThat(first.path("items")).hasSize(5);
    double before = 0;
    for (JsonNode one : first.path("items")) {
      assertThat(one.path("validity").asDouble()).isBetween(before, 1.0);
      before = one.path("validity").asDouble();
    }
    String next =
        path + "/submissions?order=validity&limit=5&cursor=" + first.path("next").asText();
    JsonNode second = client.get(next, requester).json().path("items").get(0);
    assertThat(second.path("validity").asDouble()).isGreaterThanOrEqualTo(before);
    assertThat(client.get(path + "/submissions?order=none", requester).problem())
        .isEqualTo("invalid-field");
    assertThat(client.get(path + "/submissions", crowd.get(0)).status()).isEqualTo(403);
    long shown = shown(crowd.get(0));
    assertThat(client.post(path + "/close", requester, "{}").status()).isEqualTo(200);
    assertThat(shown(crowd.get(0))).isGreaterThan(shown).isPositive();
  }

  /** How many of a labeler's own answers show a validity. */
  private static long shown(String labeler) {
    long shown = 0;
    for (JsonNode one : client.get("/api/me/submissions?limit=200", labeler).json().path("items")) {
      shown += one.path("validity").isNumber() ? 1 : 0;
    }
    return shown;
  }

  @Test
  void suggestions_comeWhereAskedFor_andMarkTheAnswer() {
    String path = open(Map.of("prelabels", true, "independentAnswers", false));
    playUntilEarned(path, 0, 6);
    JsonNode suggestion = JSON.nullNode();
    for (int round = 0; round < 20 && !suggestion.isObject(); round++) {
      suggestion = play(path, 1, 6, 9).path("suggestion");
    }
    assertThat(CLASSES).contains(suggestion.path("label").asText());
    assertThat(suggestion.path("probability").asDouble()).isBetween(0.0, 1.0);
    long marked = 0;
    String cursor = "";
    do {
      JsonNode page = client.get(path + "/submissions?limit=200" + cursor, requester).json();
      for (JsonNode one : page.path("items")) {
        marked += one.path("suggested").asBoolean() ? 1 : 0;
      }
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(marked).isPositive();
  }

  @Test
  void independentLabelers_seeASuggestionAfterTheirAnswerOnly() {
    String path = open(Map.of("prelabels", true));
    JsonNode first = client.post(path + "/assignments", crowd.get(0), "{}").json();
    assertThat(first.path("suggestion").isObject()).isFalse();
    String assignment = "/api/assignments/" + first.path("id").asText();
    assertThat(client.get(assignment + "/suggestion", crowd.get(0)).problem())
        .isEqualTo("answer-first");
    assertThat(client.get(assignment + "/suggestion", crowd.get(1)).problem())
        .isEqualTo("unknown-assignment");
    client.put(assignment + "/submission", crowd.get(0), Map.of("label", "ice"));
    assertThat(client.get(assignment + "/suggestion", crowd.get(0)).status()).isEqualTo(204);
  }

  @Test
  void badWishes_areRefused() {
    assertThat(refused(Map.of("prelabels", true, "goldShare", 0.1)))
        .isEqualTo("prelabels-with-gold");
    assertThat(refused(Map.of("prelabels", true, "probeShare", 0.05)))
        .isEqualTo("prelabels-with-gold");
    assertThat(refused(Map.of("independentAnswers", false))).isEqualTo("invalid-field");
    assertThat(refused(Map.of("priority", "active-lab"))).isEqualTo("invalid-field");
    assertThat(refused(Map.of("priority", "dice", "targetError", 0.1))).isEqualTo("invalid-field");
  }

  private static String refused(Map<String, Object> more) {
    Answer answer = client.post("/api/datasets", requester, request(more));
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    return answer.problem();
  }
}

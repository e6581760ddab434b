package io.assay.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers of every kind through the packaged server, to the export. */
class SchemaConsensusIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS = 4;
  private static RunningServer server;
  private static TestClient client;
  private static String requester;
  private static final List<String> labelers = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    requester = client.signIn("requester");
    String admin = client.signIn("admin");
    for (int j = 0; j < 3; j++) {
      labelers.add(client.labeler(admin, "kinds-" + j));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }

  private static String path(String dataset, String rest) {
    return "/api/datasets/" + dataset + rest;
  }

  /** Has three labelers give their answers to all items; the method and the exported labels. */
  private static List<String> label(String schema, String... answers) throws Exception {
    Map<String, Object> dataset =
        Map.of(
            "name",
            "Kinds",
            "schema",
            json(schema),
            "priceBaseUnits",
            "1000",
            "redundancyMin",
            3,
            "redundancyMax",
            3,
            "targetConfidence",
            0.99,
            "goldShare",
            0,
            "leaseSeconds",
            600);
    Answer created = client.post("/api/datasets", requester, dataset);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    String id = created.json().path("id").asText();
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < ITEMS; i++) {
      items.append(
          JSON.writeValueAsString(
                  Map.of(
                      "key",
                      "item" + i,
                      "content",
                      Map.of("left", "thing" + i, "right", "thing" + (i + 1) % ITEMS)))
              + "\n");
    }
    client.post(path(id, "/items"), requester, "application/x-ndjson", items.toString());
    client.post(path(id, "/funding"), requester, Map.of("amountBaseUnits", "1000000"));
    assertThat(client.post(path(id, "/open"), requester, "{}").status()).isEqualTo(200);
    for (int j = 0; j < answers.length; j++) {
      for (int i = 0; i < ITEMS; i++) {
        Answer lease = client.post(path(id, "/assignments"), labelers.get(j), "{}");
        String submission = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
        Answer submitted =
            client.put(submission, labelers.get(j), Map.of("label", json(answers[j])));
        assertThat(submitted.status()).as(submitted.body()).isEqualTo(200);
      }
    }
    Answer fit = client.post(path(id, "/refit"), requester, "{}");
    assertThat(fit.status()).as(fit.body()).isEqualTo(200);
    List<String> result = new ArrayList<>();
    result.add(fit.json().path("method").asText());
    String export = client.get(path(id, "/export?format=ndjson"), requester).body();
    for (String line : export.lines().toList()) {
      result.add(json(line).path("label").asText());
    }
    assertThat(client.get(path(id, "/labelers"), requester).json()).hasSize(3);
    return result;
  }

  private static List<String> all(String method, String label) {
    return List.of(method, label, label, label, label);
  }

  @Test
  void everyKindOfAnswer_hasItsConsensusInTheExport() throws Exception {
    String options = "[{\"value\":\"a\"},{\"value\":\"b\"}]";
    assertThat(
            label(
                "{\"type\":\"multi-choice\",\"question\":\"?\",\"options\":" + options + "}",
                "[\"a\"]",
                "[\"a\",\"b\"]",
                "[\"a\"]"))
        .isEqualTo(all("binary-relevance", "[\"a\"]"));
    assertThat(
            label(
                "{\"type\":\"rating\",\"question\":\"?\",\"min\":0,\"max\":9,\"step\":0.5}",
                "3",
                "3.5",
                "4"))
        .isEqualTo(all("robust-mean", "3.5"));
    assertThat(
            label(
                "{\"type\":\"transcription\",\"question\":\"?\",\"maxLength\":99}",
                "\"we saw the read sky\"",
                "\"we sore the red sky\"",
                "\"he saw the red sky\""))
        .isEqualTo(all("rover", "we saw the red sky"));
    assertThat(
            label(
                "{\"type\":\"spans\",\"question\":\"?\",\"labels\":" + options + "}",
                "[{\"start\":1,\"end\":6,\"label\":\"a\"}]",
                "[{\"start\":2,\"end\":6,\"label\":\"a\"}]",
                "[{\"start\":2,\"end\":7,\"label\":\"a\"}]"))
        .isEqualTo(all("match-and-vote", "[{\"start\":2,\"end\":6,\"label\":\"a\"}]"));
    assertThat(
            label(
                "{\"type\":\"pairwise\",\"question\":\"?\",\"allowTie\":true}",
                "\"tie\"",
                "\"tie\"",
                "\"tie\""))
        .isEqualTo(all("crowd-bradley-terry", "tie"));
  }
}

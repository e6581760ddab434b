package io.assay.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is a clear problem, and nothing is lost or half done. */
class BadInputIT {
  private static RunningServer server;
  private static TestClient client;
  private static String requester;
  private static String labeler;
  private static String admin;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    requester = client.signIn("requester");
    labeler = client.signIn("labeler");
    admin = client.signIn("admin");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void isProblem(Answer answer, int status, String slug) {
    assertThat(answer.problem()).isEqualTo(slug);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("traceId").asText()).hasSize(32);
  }

  @Test
  void malformedLine_isReportedWithItsNumber_othersGoIn() {
    String dataset = client.openDataset(requester, 3, 1, 3, 600);
    String lines =
        """
        {"key":"good-1","content":{"text":"one"}}
        {"key":"broken","content":
        {"key":"no content"}
        [1,2]

        {"key":"good-1","content":{"text":"again"}}
        {"key":"good-2","content":{"text":"two"}}
        """;
    Answer answer =
        client.post(
            "/api/datasets/" + dataset + "/items", requester, "application/x-ndjson", lines);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode report = answer.json();
    assertThat(report.path("accepted").asInt()).isEqualTo(2);
    assertThat(report.path("duplicates").asInt()).isEqualTo(1);
    assertThat(report.path("rejected").asInt()).isEqualTo(3);
    assertThat(report.path("errors").findValuesAsText("line")).containsExactly("2", "3", "4");
    assertThat(items(dataset)).isEqualTo(5);
  }

  @Test
  void csvWithoutItsColumn_isRefusedWhole() {
    String dataset = client.openDataset(requester, 3, 1, 3, 600);
    Answer answer =
        client.post("/api/datasets/" + dataset + "/items", requester, "text/csv", "id,text\n1,x\n");
    isProblem(answer, 422, "invalid-header");
    assertThat(items(dataset)).isEqualTo(3);
  }

  private static int items(String dataset) {
    return client.get("/api/datasets/" + dataset, requester).json().path("items").asInt();
  }

  private static String lease(String dataset) {
    Answer answer = client.post("/api/datasets/" + dataset + "/assignments", labeler, "{}");
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().path("id").asText();
  }

  private static Answer submit(String assignment, String token, Object label) {
    return client.put(
        "/api/assignments/" + assignment + "/submission", token, Map.of("label", label));
  }

  @Test
  void unknownLabel_isRefused_andTheLeaseLives() {
    String assignment = lease(client.openDataset(requester, 3, 1, 3, 600));
    isProblem(submit(assignment, labeler, "c"), 422, "unknown-label");
    isProblem(submit(assignment, labeler, 7), 422, "unknown-label");
    assertThat(submit(assignment, labeler, "a").status()).isEqualTo(200);
  }

  @Test
  void expiredLease_isGone_andItsMoneyComesBack() throws Exception {
    String dataset = client.openDataset(requester, 1, 1, 1, 30);
    String assignment = lease(dataset);
    assertThat(committed(dataset)).isEqualTo("1000");
    Thread.sleep(31_000);
    isProblem(submit(assignment, labeler, "a"), 410, "lease-expired");
    for (int wait = 0; wait < 20 && !committed(dataset).equals("0"); wait++) {
      Thread.sleep(500);
    }
    assertThat(committed(dataset)).isEqualTo("0");
    assertThat(client.get("/api/datasets/" + dataset, requester).json().path("answers").asInt())
        .isZero();
  }

  private static String committed(String dataset) {
    return client
        .get("/api/datasets/" + dataset, requester)
        .json()
        .path("committedBaseUnits")
        .asText();
  }

  @Test
  void someoneElsesAssignment_isUnknown() {
    String assignment = lease(client.openDataset(requester, 3, 1, 3, 600));
    String other = client.labeler(admin, "somebody-else");
    isProblem(submit(assignment, other, "a"), 404, "unknown-assignment");
    isProblem(
        client.post("/api/assignments/" + assignment + "/skip", other, "{}"),
        404,
        "unknown-assignment");
    assertThat(submit(assignment, labeler, "a").status()).isEqualTo(200);
  }

  @Test
  void wrongRole_isForbidden() {
    String dataset = client.openDataset(requester, 3, 1, 3, 600);
    isProblem(
        client.post("/api/datasets/" + dataset + "/assignments", requester, "{}"),
        403,
        "wrong-role");
    isProblem(client.get("/api/cases", labeler), 403, "wrong-role");
    isProblem(client.get("/api/operations/overview", requester), 403, "wrong-role");
    isProblem(client.post("/api/epochs", requester, "{}"), 403, "wrong-role");
    isProblem(client.get("/api/datasets/" + dataset + "/export", labeler), 403, "wrong-role");
    isProblem(client.get("/api/me/earnings", requester), 403, "wrong-role");
    isProblem(
        client.post("/api/replay/assignments", requester, "{\"datasetId\":null,\"leases\":[]}"),
        403,
        "wrong-role");
  }

  @Test
  void forgedToken_isRefused() {
    String forged = labeler.substring(0, labeler.length() - 8) + "AAAAAAAA";
    isProblem(client.get("/api/me", forged), 401, "sign-in-required");
    isProblem(client.get("/api/me", "x.y.z"), 401, "sign-in-required");
    String[] parts = labeler.split("\\.", -1);
    String none = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
    isProblem(client.get("/api/me", none), 401, "sign-in-required");
  }

  @Test
  void priceWithExponent_isRefused() {
    String body =
        """
        {"name":"x","schema":{"type":"choice","question":"?","options":[{"value":"a"},{"value":"b"}]},
         "priceBaseUnits":%s,"redundancyMin":1,"redundancyMax":2,"targetConfidence":0.9}
        """;
    for (String price : new String[] {"\"1e-3\"", "0.001", "\"-5\"", "\"0\"", "null", "\"١\""}) {
      Answer answer = client.post("/api/datasets", requester, body.formatted(price));
      isProblem(answer, 422, "invalid-field");
      assertThat(answer.json().path("errors").get(0).path("field").asText())
          .isEqualTo("priceBaseUnits");
    }
  }

  @Test
  void textThatCannotBeStored_isRefused() {
    String body =
        """
        {"name":"%s","schema":{"type":"choice","question":"?","options":[{"value":"a"},{"value":"b"}]},
         "priceBaseUnits":"5","redundancyMin":1,"redundancyMax":2,"targetConfidence":0.9}
        """;
    String escape = "\\" + "u0000";
    isProblem(
        client.post("/api/datasets", requester, body.formatted("a" + escape + "b")),
        422,
        "invalid-field");
    String dataset = client.openDataset(requester, 3, 1, 3, 600);
    String lines =
        "{\"key\":\"x"
            + escape
            + "\",\"content\":{\"text\":\"t\"}}\n"
            + "{\"key\":\"y\",\"content\":{\"text\":\"t"
            + escape
            + "\"}}\n"
            + "{\"key\":\"z\",\"content\":{\"text\":\"t\"}}\n";
    JsonNode report =
        client
            .post("/api/datasets/" + dataset + "/items", requester, "application/x-ndjson", lines)
            .json();
    assertThat(report.path("accepted").asInt()).isEqualTo(1);
    assertThat(report.path("errors").findValuesAsText("line")).containsExactly("1", "2");
  }

  @Test
  void valueOfAnotherKind_isRefused_notConverted() {
    String body =
        """
        {"name":%s,"schema":{"type":"choice","question":"?","options":[{"value":"a"},{"value":"b"}]},
         "priceBaseUnits":"5","redundancyMin":%s,"redundancyMax":2,"targetConfidence":%s}
        """;
    String half = "\"\\" + "ud800\"";
    for (String values : new String[] {"1|1|0.9", "'x'|1.5|0.9", "'x'|'1'|0.9", "'x'|1|'0.9'"}) {
      Object[] parts = values.replace('\'', '"').split("\\|");
      isProblem(
          client.post("/api/datasets", requester, body.formatted(parts)), 422, "invalid-field");
    }
    isProblem(
        client.post("/api/datasets", requester, body.formatted(half, 1, 0.9)),
        422,
        "invalid-field");
    String decision = "/api/cases/" + UUID.randomUUID() + "/decision";
    isProblem(
        client.post(decision, admin, "{\"decision\":1,\"reason\":\"r\"}"), 422, "invalid-field");
  }

  @Test
  void fundsThatNobodyHas_areRefused_andOthersGoOn() {
    String dataset = client.openDataset(requester, 3, 1, 3, 600);
    String funding = "/api/datasets/" + dataset + "/funding";
    isProblem(
        client.post(funding, requester, Map.of("amountBaseUnits", "1" + "0".repeat(27))),
        409,
        "balance-too-low");
    assertThat(client.post(funding, requester, Map.of("amountBaseUnits", "7")).status())
        .isEqualTo(200);
    assertThat(
            client
                .get("/api/datasets/" + dataset, requester)
                .json()
                .path("fundedBaseUnits")
                .asText())
        .isEqualTo("9007");
  }

  @Test
  void unreadableQuery_isRefusedByName() {
    Answer answer = client.get("/api/datasets?limit=many", requester);
    isProblem(answer, 422, "invalid-field");
    assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo("limit");
    isProblem(client.get("/api/cases?state=NONE", admin), 422, "invalid-field");
    isProblem(client.get("/api/datasets/no-id?limit=1", requester), 404, "not-found");
  }

  @Test
  void unreadableBodies_areRefusedWithAPlace() {
    isProblem(client.post("/api/datasets", requester, "{\"name\": "), 400, "malformed-json");
    isProblem(client.post("/api/datasets", requester, "{\"nmae\": \"x\"}"), 422, "invalid-field");
    isProblem(client.get("/api/datasets?cursor=nonsense", requester), 422, "invalid-cursor");
    isProblem(client.get("/api/datasets?limit=100000", requester), 422, "invalid-field");
    isProblem(client.get("/api/nothing-here", requester), 404, "not-found");
    isProblem(client.get("/api/datasets/" + UUID.randomUUID(), requester), 404, "unknown-dataset");
  }

  private static byte[] importHead(String dataset, String length) {
    String head =
        "POST /api/datasets/"
            + dataset
            + "/items HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + requester
            + "\r\nContent-Type: application/x-ndjson\r\n"
            + length
            + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void bodyOfTwoGigabytes_isRefusedBeforeItIsRead() throws IOException {
    String dataset = client.openDataset(requester, 3, 1, 3, 600);
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(importHead(dataset, "Content-Length: 2147483648"));
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(2000);
      String text = new String(answer, StandardCharsets.UTF_8);
      assertThat(text).startsWith("HTTP/1.1 413");
      assertThat(text).containsIgnoringCase("content-type: application/problem+json");
      assertThat(text).contains("urn:assay:problem:too-large");
    }
    assertThat(items(dataset)).isEqualTo(3);
  }

  @Test
  void bodyOfUnknownLength_isCutAtTheLimit() throws IOException {
    String dataset = client.openDataset(requester, 3, 1, 3, 600);
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      out.write(importHead(dataset, "Transfer-Encoding: chunked"));
      byte[] chunk = new byte[1 << 20];
      java.util.Arrays.fill(chunk, (byte) ' ');
      try {
        for (int i = 0; i < 300; i++) {
          out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
          out.write(chunk);
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        // The server has hung up on us, as it should.
      }
      assertThat(items(dataset)).isEqualTo(3);
    }
  }
}

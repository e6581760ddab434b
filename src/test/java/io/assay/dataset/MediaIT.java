package io.assay.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files through HTTP: who may put and see them, what is refused, and what looks alike. */
class MediaIT {
  private static final int STONES = 16;

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

  /** A mosaic of a seed, whatever the size and format. */
  private static byte[] picture(int seed, int side, String format) throws IOException {
    int[] stones = new SplittableRandom(seed).ints((long) STONES * STONES, 0, 256).toArray();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int grey = stones[y * STONES / side * STONES + x * STONES / side];
        image.setRGB(x, y, grey << 16 | grey << 8 | 255 - grey);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static String draft() {
    Map<String, Object> request =
        Map.of(
            "name",
            "Pictures " + UUID.randomUUID(),
            "schema",
            Map.of(
                "type", "choice",
                "question", "Which?",
                "options", List.of(Map.of("value", "a"), Map.of("value", "b"))),
            "priceBaseUnits",
            "1000",
            "redundancyMin",
            1,
            "redundancyMax",
            1,
            "targetConfidence",
            0.9,
            "goldShare",
            0);
    return client.post("/api/datasets", requester, request).json().path("id").asText();
  }

  private static void open(String dataset, String csv) {
    String path = "/api/datasets/" + dataset;
    assertThat(client.post(path + "/items", requester, "text/csv", csv).status()).isEqualTo(200);
    Map<String, String> funds = Map.of("amountBaseUnits", "1000000");
    assertThat(client.post(path + "/funding", requester, funds).status()).isEqualTo(200);
    assertThat(client.post(path + "/open", requester, "{}").status()).isEqualTo(200);
  }

  @Test
  void picture_isForItsRequester_andForWhoeverHasItsItem() throws IOException {
    String dataset = draft();
    String path = "/api/datasets/" + dataset + "/media/";
    byte[] png = picture(7, 64, "png");
    Answer put = client.putFile(path + "one%20picture.png", requester, png);
    assertThat(put.status()).as(put.body()).isEqualTo(201);
    assertThat(put.json().path("mediaType").asText()).isEqualTo("image/png");
    assertThat(put.json().path("size").asInt()).isEqualTo(png.length);
    assertThat(client.putFile(path + "one%20picture.png", requester, png).status()).isEqualTo(200);
    assertThat(
            client.putFile(path + "one%20picture.png", requester, picture(9, 64, "png")).problem())
        .isEqualTo("media-exists");
    client.putFile(path + "other.jpg", requester, picture(9, 64, "jpg"));
    JsonNode listed = client.get("/api/datasets/" + dataset + "/media", requester).json();
    assertThat(listed.path("items").findValuesAsText("name"))
        .containsExactly("one picture.png", "other.jpg");
    assertThat(client.getFile(path + "one%20picture.png", admin)).isEqualTo(png);

    open(dataset, "key,image\nr-1,one picture.png\n");
    String labeler = client.labeler(admin, "looker");
    String stranger = client.labeler(admin, "stranger");
    assertThat(client.get(path + "one%20picture.png", labeler).status()).isEqualTo(403);
    JsonNode lease = client.post("/api/datasets/" + dataset + "/assignments", labeler, "{}").json();
    assertThat(lease.path("content").path("image").asText()).isEqualTo("one picture.png");
    String mine = "/api/assignments/" + lease.path("id").asText() + "/media/";
    assertThat(client.getFile(mine + "one%20picture.png", labeler)).isEqualTo(png);
    assertThat(client.get(mine + "other.jpg", labeler).problem())
        .as("not of this item")
        .isEqualTo("unknown-media");
    assertThat(client.get(mine + "one%20picture.png", stranger).problem())
        .isEqualTo("unknown-media");
    assertThat(client.get(mine + "one%20picture.png", requester).status()).isEqualTo(403);
    assertThat(client.get(mine + "one%20picture.png", "").status()).isEqualTo(401);
  }

  @Test
  void files_areSentSoThatNothingInThemRuns_andNotTwice() throws Exception {
    String path = "/api/datasets/" + draft() + "/media/p.png";
    client.putFile(path, requester, picture(7, 64, "png"));
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Authorization", "Bearer " + requester);
    HttpHeaders headers =
        http.send(request.build(), HttpResponse.BodyHandlers.discarding()).headers();
    assertThat(headers.firstValue("Content-Type")).contains("image/png");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.allValues("Content-Security-Policy"))
        .anyMatch(policy -> policy.startsWith("sandbox"));
    assertThat(headers.firstValue("Cache-Control").orElse("")).contains("private");
    String tag = headers.firstValue("ETag").orElseThrow();
    HttpRequest again = request.header("If-None-Match", tag).build();
    assertThat(http.send(again, HttpResponse.BodyHandlers.ofByteArray()))
        .matches(response -> response.statusCode() == 304 && response.body().length == 0);
  }

  @Test
  void closedDatasets_takeNoFiles() throws IOException {
    String dataset = draft();
    String path = "/api/datasets/" + dataset;
    open(dataset, "key,text\nr-1,one\n");
    assertThat(client.post(path + "/close", requester, "{}").status()).isEqualTo(200);
    assertThat(client.putFile(path + "/media/p.png", requester, picture(7, 64, "png")).problem())
        .isEqualTo("dataset-closed");
    assertThat(client.put(path + "/encoder", requester, Map.of("encoder", "text")).problem())
        .isEqualTo("dataset-closed");
  }

  @Test
  void whatIsNoPicture_isRefused_withAReason() throws IOException {
    String path = "/api/datasets/" + draft() + "/media/";
    byte[] png = picture(5, 32, "png");
    for (String disguised :
        List.of(
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "<!doctype html><script>alert(1)</script>",
            "%PDF-1.7",
            "MZ",
            "text")) {
      byte[] bytes = disguised.getBytes(StandardCharsets.UTF_8);
      assertThat(client.putFile(path + "x.png", requester, bytes).problem())
          .as(disguised)
          .isEqualTo("unknown-media-type");
    }
    assertThat(client.putFile(path + "x.png", requester, new byte[0]).problem())
        .isEqualTo("unknown-media-type");
    for (String name : List.of("..", "%2e%2e%2fetc", "a%00b", ".hidden", "%3Cscript%3E", "a%5Cb")) {
      Answer answer = client.putFile(path + name, requester, png);
      assertThat(answer.status()).as(name + answer.body()).isBetween(400, 499);
    }
    byte[] huge = Arrays.copyOf(png, MediaStore.MAX_BYTES + 1);
    assertThat(client.putFile(path + "huge.png", requester, huge).problem())
        .isEqualTo("media-too-large");
    String other = client.labeler(admin, "no-requester");
    assertThat(client.putFile(path + "x.png", other, png).status()).isEqualTo(403);
    assertThat(client.putFile(path + "x.png", "", png).status()).isEqualTo(401);
    String nowhere = "/api/datasets/" + UUID.randomUUID() + "/media/x.png";
    assertThat(client.putFile(nowhere, requester, png).status()).isEqualTo(404);
    assertThat(client.get(path + "never.png", requester).problem()).isEqualTo("unknown-media");
  }

  private static JsonNode awaitMeasured(String dataset, int checked) throws InterruptedException {
    JsonNode report = null;
    for (int wait = 0; wait < 120; wait++) {
      report = client.get("/api/datasets/" + dataset + "/near-duplicates", requester).json();
      if (!report.path("measuring").asBoolean() && report.path("checked").asInt() == checked) {
        return report;
      }
      Thread.sleep(250);
    }
    throw new AssertionError("never measured: " + report);
  }

  @Test
  void whatIsNearlyTheSame_isFoundAtImport() throws Exception {
    String dataset = draft();
    String path = "/api/datasets/" + dataset;
    String csv =
        """
        key,text,image
        a,The bridge over the river is closed because of black ice this morning,
        b,The bridge over the river is closed because of black ice this morning,
        b2,The bridge over the river is closed because of black ice this morning!,
        c,A truck lost its load of gravel on the left lane behind the long tunnel,
        d,,small.png
        e,,large.jpg
        f,,other.png
        g,,broken.png
        """;
    client.putFile(path + "/media/small.png", requester, picture(7, 64, "png"));
    client.putFile(path + "/media/other.png", requester, picture(23, 64, "png"));
    byte[] broken = Arrays.copyOf(picture(7, 64, "png"), 60);
    client.putFile(path + "/media/broken.png", requester, broken);
    assertThat(client.post(path + "/items", requester, "text/csv", csv).status()).isEqualTo(200);
    JsonNode before = awaitMeasured(dataset, 7);
    assertThat(before.path("alike").asInt()).isEqualTo(3);
    assertThat(before.path("unreadable").asInt()).isEqualTo(1);
    // A file that comes after its item is looked at too.
    client.putFile(path + "/media/large.jpg", requester, picture(7, 640, "jpg"));
    JsonNode report = awaitMeasured(dataset, 8);
    assertThat(report.path("alike").asInt()).isEqualTo(5);
    assertThat(report.path("items")).hasSize(2);
    JsonNode texts = report.path("items").get(0);
    assertThat(texts.path("kind").asText()).isEqualTo("TEXT");
    assertThat(texts.path("keys").toString()).isEqualTo("[\"a\",\"b\",\"b2\"]");
    assertThat(texts.path("contents").asInt()).as("two are the same to the byte").isEqualTo(2);
    JsonNode images = report.path("items").get(1);
    assertThat(images.path("keys").toString()).isEqualTo("[\"d\",\"e\"]");
    assertThat(images.path("contents").asInt()).isEqualTo(2);
    JsonNode first = client.get(path + "/near-duplicates?limit=1", requester).json();
    String next = first.path("next").asText();
    JsonNode second =
        client.get(path + "/near-duplicates?limit=1&cursor=" + next, requester).json();
    assertThat(second.path("items").get(0).path("keys").get(0).asText()).isEqualTo("d");
    assertThat(second.path("next").isNull()).isTrue();
    String labeler = client.labeler(admin, "curious");
    assertThat(client.get(path + "/near-duplicates", labeler).status()).isEqualTo(403);
  }
}

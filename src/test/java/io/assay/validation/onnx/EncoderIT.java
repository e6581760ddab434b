package io.assay.validation.onnx;

import static io.assay.validation.onnx.TinyOnnx.FLOAT;
import static io.assay.validation.onnx.TinyOnnx.INT64;
import static io.assay.validation.onnx.TinyOnnx.input;
import static io.assay.validation.onnx.TinyOnnx.model;
import static io.assay.validation.onnx.TinyOnnx.nested;
import static io.assay.validation.onnx.TinyOnnx.node;
import static io.assay.validation.onnx.TinyOnnx.output;
import static io.assay.validation.onnx.TinyOnnx.tensor;
import static io.assay.validation.onnx.TinyOnnx.text;
import static io.assay.validation.onnx.TinyOnnx.whole;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a dataset's model sees its items by, over HTTP: by content, by choice, and brought along.
 */
class EncoderIT {
  private static final int IMAGES = 240;
  private static final long LIMIT = 300_000;

  private static RunningServer server;
  private static TestClient client;
  private static String admin;
  private static String requester;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            "-Dassay.validation.encoder-bytes=" + LIMIT,
            "-Dassay.validation.encoder-batch-time=3s");
    client = new TestClient(server.address());
    admin = client.signIn("admin");
    requester = client.signIn("requester");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String draft() {
    List<Map<String, String>> options = List.of(Map.of("value", "a"), Map.of("value", "b"));
    Map<String, Object> request = new HashMap<>();
    request.put("name", "Seen");
    request.put("schema", Map.of("type", "choice", "question", "Which?", "options", options));
    request.put("priceBaseUnits", "1000");
    request.put("redundancyMin", 3);
    request.put("redundancyMax", 3);
    request.put("targetConfidence", 0.99);
    request.put("goldShare", 0);
    request.put("probeShare", 0);
    Answer made = client.post("/api/datasets", requester, request);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return "/api/datasets/" + made.json().path("id").asText();
  }

  private static String texts() {
    String path = draft();
    StringBuilder csv = new StringBuilder("key,text\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i).append(",road ").append(i).append(i % 2 == 0 ? " ice\n" : " rain\n");
    }
    assertThat(client.post(path + "/items", requester, "text/csv", csv.toString()).status())
        .isEqualTo(200);
    return path;
  }

  private static JsonNode await(String path, Predicate<JsonNode> done) throws Exception {
    JsonNode seen = client.get(path + "/encoder", requester).json();
    for (int i = 0; i < 120 && !done.test(seen); i++) {
      Thread.sleep(500);
      seen = client.get(path + "/encoder", requester).json();
    }
    assertThat(done.test(seen)).as(seen.toString()).isTrue();
    return seen;
  }

  private static JsonNode awaitFailed(String path) throws Exception {
    return await(path, one -> one.path("supplied").path("state").asText().equals("FAILED"))
        .path("supplied");
  }

  /** Texts to their bytes as numbers. */
  private static byte[] good() {
    return model(
        node("Cast", "x", "y", whole("to", FLOAT)),
        text(2, "g"),
        input("x", INT64, -1, 32),
        output("y", FLOAT, -1, 32));
  }

  /** Multiplies matrices of 9 million numbers a hundred times for each text. */
  private static byte[] slow() {
    List<TinyOnnx.Fields> graph = new ArrayList<>();
    graph.add(node("Cast", "x", "f", whole("to", FLOAT)));
    graph.add(node("ReduceSum", "f", "sum", whole("keepdims", 0)));
    graph.add(node("ConstantOfShape", "size", "zeros"));
    graph.add(node("Add", "zeros,sum", "m0"));
    for (int i = 0; i < 100; i++) {
      graph.add(node("MatMul", "m0,m" + i, "m" + (i + 1)));
    }
    graph.add(node("ReduceSum", "m100", "all", whole("keepdims", 0)));
    graph.add(node("Add", "f,all", "y"));
    graph.add(text(2, "g"));
    graph.add(TinyOnnx.wholeWeights("size", 3000, 3000));
    graph.add(input("x", INT64, -1, 2));
    graph.add(output("y", FLOAT, -1, 2));
    return model(graph.toArray(TinyOnnx.Fields[]::new));
  }

  private static Answer upload(String path, byte[] file) {
    return client.putFile(path + "/encoder/model", requester, file);
  }

  @Test
  void encoder_followsTheContent_untilOneIsChosen() {
    String path = draft();
    assertThat(client.get(path + "/encoder", requester).json().path("encoder").asText())
        .isEqualTo("none");
    path = texts();
    JsonNode seen = client.get(path + "/encoder", requester).json();
    assertThat(seen.path("encoder").asText()).isEqualTo("text");
    assertThat(seen.path("chosen").asBoolean()).isFalse();
    assertThat(seen.path("contents").asInt()).isEqualTo(60);
    assertThat(seen.path("strength").asText()).isNotBlank();
    Answer wrong = client.put(path + "/encoder", requester, Map.of("encoder", "image-patches"));
    assertThat(wrong.problem()).isEqualTo("encoder-does-not-fit");
    assertThat(client.put(path + "/encoder", requester, Map.of("encoder", "x")).problem())
        .isEqualTo("unknown-encoder");
    assertThat(client.put(path + "/encoder", requester, Map.of()).problem())
        .isEqualTo("unknown-encoder");
    Answer chosen = client.put(path + "/encoder", requester, Map.of("encoder", "text"));
    assertThat(chosen.json().path("chosen").asBoolean()).isTrue();
    Answer back = client.put(path + "/encoder", requester, Map.of("encoder", "automatic"));
    assertThat(back.json().path("chosen").asBoolean()).isFalse();
    String labeler = client.labeler(admin, "curious");
    assertThat(client.get(path + "/encoder", labeler).status()).isEqualTo(403);
    assertThat(client.putFile(path + "/encoder/model", labeler, good()).status()).isEqualTo(403);
  }

  @Test
  void aGoodEncoder_isTriedAndUsed() throws Exception {
    String path = texts();
    Answer put = upload(path, good());
    assertThat(put.status()).as(put.body()).isEqualTo(200);
    assertThat(put.json().path("supplied").path("input").asText()).isEqualTo("[32]");
    await(path, one -> one.path("supplied").path("state").asText().equals("READY"));
    JsonNode seen = await(path, one -> one.path("encoded").asInt() == 60);
    assertThat(seen.path("encoder").asText()).isEqualTo("supplied");
    assertThat(seen.path("version").asText()).hasSize(64);
  }

  @Test
  void badFiles_areRefusedWithTheirReason() {
    String path = texts();
    assertThat(upload(path, new byte[0]).problem()).isEqualTo("not-onnx");
    assertThat(upload(path, "not a model at all".getBytes(StandardCharsets.UTF_8)).problem())
        .isEqualTo("not-onnx");
    Answer large = upload(path, new byte[(int) LIMIT + 1]);
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.problem()).isEqualTo("encoder-too-large");
    TinyOnnx.Fields place = nested(13, text(1, "location"), text(2, "../../../etc/passwd"));
    Answer external =
        upload(
            path,
            model(
                node("Cast", "x", "y", whole("to", FLOAT)),
                text(2, "g"),
                nested(5, tensor("w", FLOAT, 1), place),
                input("x", INT64, -1, 32),
                output("y", FLOAT, -1, 32)));
    assertThat(external.status()).isEqualTo(422);
    assertThat(external.problem()).isEqualTo("external-data");
    assertThat(upload(path, TinyOnnx.matMul()).problem()).isEqualTo("wrong-inputs");
    Answer loop = upload(path, TinyOnnx.endlessLoop());
    assertThat(loop.status()).isEqualTo(422);
    assertThat(loop.problem()).isEqualTo("operator-not-allowed");
    byte[] images =
        model(
            node("GlobalAveragePool", "x", "mean"),
            node("Flatten", "mean", "y"),
            text(2, "g"),
            input("x", FLOAT, 1, 3, 8, 8),
            output("y", FLOAT, 1, 3));
    assertThat(upload(path, images).problem()).isEqualTo("encoder-does-not-fit");
    // Nothing of all this was taken.
    JsonNode seen = client.get(path + "/encoder", requester).json();
    assertThat(seen.path("encoder").asText()).isEqualTo("text");
  }

  @Test
  void aBodyWithoutLength_isCutOffAtTheLimit() throws IOException {
    String path = texts();
    HttpURLConnection connection =
        (HttpURLConnection)
            server.address().resolve(path + "/encoder/model").toURL().openConnection();
    connection.setRequestMethod("PUT");
    connection.setRequestProperty("Authorization", "Bearer " + requester);
    connection.setRequestProperty("Content-Type", "application/octet-stream");
    connection.setChunkedStreamingMode(1 << 14);
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      for (int i = 0; i < 100; i++) {
        out.write(new byte[1 << 14]);
      }
    } catch (IOException e) {
      // The server need not read on.
    }
    assertThat(connection.getResponseCode()).isEqualTo(413);
  }

  @Test
  void encodersThatFailWhenTheyRun_sayWhy_andAreNotTriedAgain() throws Exception {
    String path = texts();
    byte[] notNumbers =
        model(
            node("Cast", "x", "f", whole("to", FLOAT)),
            node("Neg", "f", "n"),
            node("Log", "n", "y"),
            text(2, "g"),
            input("x", INT64, -1, 8),
            output("y", FLOAT, -1, 8));
    assertThat(upload(path, notNumbers).status()).isEqualTo(200);
    JsonNode failed = awaitFailed(path);
    assertThat(failed.path("problem").asText()).isEqualTo("encoder-output");
    assertThat(failed.path("reason").asText()).contains("NaN");
    assertThat(upload(path, slow()).status()).isEqualTo(200);
    assertThat(awaitFailed(path).path("problem").asText()).isEqualTo("encoder-timeout");
    // The dataset goes on by itself, and with another encoder.
    Answer back = client.put(path + "/encoder", requester, Map.of("encoder", "automatic"));
    assertThat(back.json().path("encoder").asText()).isEqualTo("text");
  }

  private static byte[] picture(SplittableRandom random, boolean round) throws IOException {
    BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(round ? new Color(120, 60, 60) : new Color(60, 60, 120));
    graphics.fillRect(0, 0, 48, 48);
    for (int i = 0; i < 15; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      int x = random.nextInt(48);
      int y = random.nextInt(48);
      if (round) {
        graphics.fillOval(x, y, 9, 9);
      } else {
        graphics.drawLine(x - 12, y, x + 12, y);
      }
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Test
  void images_areEncodedAfterTheyCome_andTrainAModel() throws Exception {
    String path = draft();
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder csv = new StringBuilder("key,image\n");
    for (int i = 0; i < IMAGES; i++) {
      byte[] file = i == 7 ? new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 1} : null;
      file = file == null ? picture(random, i % 2 == 0) : file;
      Answer put = client.putFile(path + "/media/" + i + ".png", requester, file);
      assertThat(put.status()).as(put.body()).isEqualTo(201);
      csv.append(i).append(',').append(i).append(".png\n");
    }
    assertThat(client.post(path + "/items", requester, "text/csv", csv.toString()).status())
        .isEqualTo(200);
    client.post(path + "/funding", requester, Map.of("amountBaseUnits", "" + 3000L * IMAGES));
    assertThat(client.post(path + "/open", requester, "{}").status()).isEqualTo(200);
    JsonNode seen = await(path, one -> one.path("encoded").asInt() == IMAGES - 1);
    assertThat(seen.path("encoder").asText()).isEqualTo("image-patches");
    assertThat(seen.path("unreadable").asInt()).isEqualTo(1);
    assertThat(seen.path("dimension").asInt()).isEqualTo(512);
    answer(path);
    assertThat(client.post(path + "/refit", requester, "{}").status()).isEqualTo(200);
    JsonNode version = client.get(path + "/models?limit=1", requester).json().path("items").get(0);
    assertThat(version.path("encoder").asText())
        .isEqualTo("patch dictionary " + seen.path("version").asText());
    assertThat(version.path("head").asText()).isEqualTo("multilayer perceptron");
    assertThat(version.path("items").asInt()).isEqualTo(IMAGES - 1);
    assertThat(version.path("parameters").path("hidden").asInt()).isPositive();
    System.out.println(
        "GAIN "
            + version.path("heldOutGain")
            + " "
            + version.path("metrics").path("gainStandardError"));
    assertThat(version.path("earned").asBoolean()).as(version.toString()).isTrue();
  }

  /** Nine labelers, right three times in four, three to an image. */
  private static void answer(String path) {
    SplittableRandom random = new SplittableRandom(4);
    List<String> crowd = new ArrayList<>();
    for (int j = 0; j < 9; j++) {
      crowd.add(client.labeler(admin, "seer-" + j));
    }
    for (int empty = 0; empty < crowd.size(); ) {
      empty = 0;
      for (String labeler : crowd) {
        Answer lease = client.post(path + "/assignments", labeler, "{}");
        if (lease.status() == 204) {
          empty++;
          continue;
        }
        String image = lease.json().path("content").path("image").asText();
        boolean even = Integer.parseInt(image.replace(".png", "")) % 2 == 0;
        boolean right = random.nextInt(4) < 3;
        String submission = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
        client.put(submission, labeler, Map.of("label", even == right ? "a" : "b"));
      }
    }
  }
}

package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Calls the API and takes every answer as it is, errors included. */
public final class TestClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What came back. */
  public record Answer(int status, String mediaType, String body) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    public String problem() {
      return mediaType.equals("application/problem+json")
          ? json().path("type").asText().replace("urn:assay:problem:", "")
          : "not a problem: " + status + " " + mediaType + " " + body;
    }
  }

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public TestClient(URI server) {
    this.server = server;
  }

  public String signIn(String username) {
    return new IssuerClient(new ApiClient(server)).signIn(username, username + "-demo");
  }

  public String labeler(String adminToken, String name) {
    return new IssuerClient(new ApiClient(server)).actAs(adminToken, name, name);
  }

  /**
   * Reads an address.
   *
   * @param token empty for nobody
   */
  public Answer get(String path, String token) {
    return send(request(path, token).GET());
  }

  public Answer post(String path, String token, String body) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public Answer post(String path, String token, Object body) {
    return post(path, token, write(body));
  }

  public Answer post(String path, String token, String mediaType, String body) {
    return send(
        request(path, token)
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
  }

  public Answer put(String path, String token, Object body) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(write(body))));
  }

  public Answer delete(String path, String token) {
    return send(request(path, token).DELETE());
  }

  /** Puts a file as it is. */
  public Answer putFile(String path, String token, byte[] bytes) {
    return send(request(path, token).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  /** Reads a file; its status is 200. */
  public byte[] getFile(String path, String token) {
    try {
      HttpResponse<byte[]> response =
          http.send(request(path, token).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new AssertionError(path + ": " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A funded, open dataset of so many items with the classes a and b. */
  public String openDataset(String requesterToken, int items, int min, int max, int leaseSeconds) {
    return openDataset(requesterToken, items, min, max, leaseSeconds, 0);
  }

  /** The same with a share of gold to come. */
  public String openDataset(
      String requesterToken, int items, int min, int max, int leaseSeconds, double goldShare) {
    Map<String, Object> request =
        Map.of(
            "name",
            "Test " + UUID.randomUUID(),
            "schema",
            Map.of(
                "type", "choice",
                "question", "Which?",
                "options", java.util.List.of(Map.of("value", "a"), Map.of("value", "b"))),
            "priceBaseUnits",
            "1000",
            "redundancyMin",
            min,
            "redundancyMax",
            max,
            "targetConfidence",
            0.99,
            "goldShare",
            goldShare,
            "leaseSeconds",
            leaseSeconds);
    String id = post("/api/datasets", requesterToken, request).json().path("id").asText();
    StringBuilder csv = new StringBuilder("key,text\n");
    for (int i = 0; i < items; i++) {
      csv.append("item-").append(i).append(",text number ").append(i).append('\n');
    }
    expect(200, post("/api/datasets/" + id + "/items", requesterToken, "text/csv", csv.toString()));
    String funds = Long.toString(1000L * items * max);
    expect(
        200,
        post("/api/datasets/" + id + "/funding", requesterToken, Map.of("amountBaseUnits", funds)));
    expect(200, post("/api/datasets/" + id + "/open", requesterToken, "{}"));
    return id;
  }

  private static void expect(int status, Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer);
    }
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofMinutes(2));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      String mediaType = response.headers().firstValue("Content-Type").orElse("");
      return new Answer(response.statusCode(), mediaType.split(";", 2)[0], response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String write(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package io.assay.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A client of a running server. Requests that failed on the way or by a fault of the server are
 * sent again: every call made through it is idempotent, by its nature or by its key.
 */
final class ApiClient {
  private static final int ATTEMPTS = 6;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI server;

  ApiClient(URI server) {
    this.server = server;
  }

  URI server() {
    return server;
  }

  JsonNode get(String path, String token) {
    return parse(send("GET", path, token, null, "application/json", Map.of()).body());
  }

  /** The body as it is: exports. */
  String getText(String path, String token) {
    return send("GET", path, token, null, "application/json", Map.of()).body();
  }

  JsonNode post(String path, String token, Object body) {
    return post(path, token, body, Map.of());
  }

  JsonNode post(String path, String token, Object body, Map<String, String> headers) {
    return parse(send("POST", path, token, write(body), "application/json", headers).body());
  }

  JsonNode postText(String path, String token, String mediaType, String body) {
    return parse(send("POST", path, token, body, mediaType, Map.of()).body());
  }

  JsonNode put(String path, String token, Object body) {
    return parse(send("PUT", path, token, write(body), "application/json", Map.of()).body());
  }

  HttpResponse<String> postForm(URI address, String form) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return attempt(request);
  }

  private HttpResponse<String> send(
      String method,
      String path,
      String token,
      @org.jspecify.annotations.Nullable String body,
      String mediaType,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", mediaType)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    headers.forEach(request::header);
    HttpResponse<String> response = attempt(request.build());
    if (response.statusCode() >= 400) {
      throw new ApiException(
          response.statusCode(),
          method + " " + path + ": " + response.statusCode() + " " + detail(response.body()));
    }
    return response;
  }

  private HttpResponse<String> attempt(HttpRequest request) {
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        HttpResponse<String> response =
            http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() < 500 && response.statusCode() != 429) {
          return response;
        }
        reason = response.statusCode() + " " + detail(response.body());
      } catch (IOException e) {
        reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ApiException(0, "interrupted");
      }
      pause(100L << attempt);
    }
    throw new ApiException(
        0,
        "no good answer from "
            + request.uri()
            + ": "
            + reason
            + "; once the server answers, the same command goes on");
  }

  /** Waits for about so long, and never exactly: many clients should not come back together. */
  static void pause(long millis) {
    try {
      Thread.sleep(millis + ThreadLocalRandom.current().nextLong(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(0, "interrupted");
    }
  }

  private String detail(String body) {
    try {
      JsonNode detail = json.readTree(body).path("detail");
      return detail.isTextual() ? detail.textValue() : body;
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  JsonNode parse(String body) {
    try {
      return body.isEmpty() ? NullNode.getInstance() : json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ApiException(0, "the server answered with something that is not JSON");
    }
  }

  String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

package io.assay.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The JSON of a problem (RFC 9457) with the trace id under which the server logged it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    String traceId,
    List<Problem.FieldError> errors) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad request"),
          Map.entry(401, "Sign in first"),
          Map.entry(403, "Not allowed"),
          Map.entry(404, "Not found"),
          Map.entry(405, "Method not allowed"),
          Map.entry(406, "Not acceptable"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(413, "Too large"),
          Map.entry(415, "Unsupported media type"),
          Map.entry(422, "Unprocessable"),
          Map.entry(429, "Too many requests"),
          Map.entry(503, "Unavailable"));

  static ProblemBody of(int status, String slug, String detail, List<Problem.FieldError> errors) {
    String title = TITLES.getOrDefault(status, status >= 500 ? "Server error" : "Request failed");
    return new ProblemBody(
        "urn:assay:problem:" + slug, title, status, detail, newTraceId(), errors);
  }

  /** For the places below the JSON provider, such as router failure handlers. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String newTraceId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return String.format("%016x%016x", random.nextLong(), random.nextLong());
  }
}

package io.assay.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * A labeler answered: the payload of outbox topic {@value #TOPIC}.
 *
 * @param label canonical form of the answer
 * @param sequence grows with the submissions; a consumer skips those it has seen
 */
public record SubmissionReceived(
    UUID assignmentId,
    UUID taskId,
    UUID itemId,
    UUID datasetId,
    UUID labelerId,
    String label,
    long sequence) {
  public static final String TOPIC = "submission-received";

  public static SubmissionReceived of(JsonNode payload) {
    return new SubmissionReceived(
        UUID.fromString(payload.get("assignmentId").textValue()),
        UUID.fromString(payload.get("taskId").textValue()),
        UUID.fromString(payload.get("itemId").textValue()),
        UUID.fromString(payload.get("datasetId").textValue()),
        UUID.fromString(payload.get("labelerId").textValue()),
        payload.get("label").textValue(),
        payload.get("sequence").longValue());
  }
}

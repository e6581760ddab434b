package io.assay.gold;

import java.util.UUID;

/** A labeler answered a gold item: the payload of outbox topic {@value #TOPIC}. */
public record GoldGraded(UUID assignmentId, UUID labelerId, UUID datasetId, boolean correct) {
  public static final String TOPIC = "gold-graded";
}

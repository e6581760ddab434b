package io.assay.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened, as its consumers see it. {@code id} grows with the order of delivery.
 */
public record OutboxEvent(long id, String topic, JsonNode payload, Instant createdAt) {}

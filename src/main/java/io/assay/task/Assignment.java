package io.assay.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.UUID;

/**
 * A task leased to one labeler until {@code expiresAt}. It names neither the item's key nor why it
 * was offered: gold must look like any other.
 */
public record Assignment(
    UUID id, UUID datasetId, JsonNode content, Instant expiresAt, TokenAmount priceBaseUnits) {}

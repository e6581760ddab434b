package io.assay.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task leased to one labeler until {@code expiresAt}. It names neither the item's key nor why it
 * was offered: gold must look like any other.
 *
 * @param suggestion what a model takes the item for, where the requester wants it shown beforehand
 */
public record Assignment(
    UUID id,
    UUID datasetId,
    JsonNode content,
    Instant expiresAt,
    TokenAmount priceBaseUnits,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Suggestion suggestion) {
  Assignment with(Suggestion shown) {
    return new Assignment(id, datasetId, content, expiresAt, priceBaseUnits, shown);
  }
}

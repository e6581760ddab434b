package io.assay.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model version as requesters see it.
 *
 * @param scoredItems items whose newest prediction is this version's
 */
public record ModelVersionView(
    UUID id,
    Instant createdAt,
    String engine,
    String encoder,
    String head,
    JsonNode labels,
    int items,
    int scoredItems,
    double temperature,
    double weight,
    double heldOutGain,
    boolean earned,
    JsonNode parameters,
    JsonNode metrics,
    String trainingHash,
    @Nullable String modelHash) {}

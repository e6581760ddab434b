package io.assay.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * The newest prediction of an item, as requesters see it.
 *
 * @param key of the item
 * @param versionId the model version that made it, which did not see the item
 * @param probabilities by label, in millionths
 */
public record PredictionView(String key, UUID versionId, JsonNode probabilities) {}

package io.assay.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** One thing to label: the requester's key, unique in its dataset, and what labelers are shown. */
public record Item(UUID id, UUID datasetId, String key, JsonNode content) {}

package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Labels that are stored as JSON. */
final class StoredLabels {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredLabels() {}

  static JsonNode parse(String label) {
    try {
      return JSON.readTree(label);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored label is not JSON", e);
    }
  }
}

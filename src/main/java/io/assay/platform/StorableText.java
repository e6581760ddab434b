package io.assay.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Tells text that the database keeps as it is from text that it would refuse (a null character) or
 * silently change (half of a surrogate pair).
 */
public final class StorableText {
  private StorableText() {}

  public static boolean holds(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0 || Character.isLowSurrogate(unit)) {
        return false;
      }
      if (Character.isHighSurrogate(unit)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether every text in it, names of fields included, is storable. */
  public static boolean holds(JsonNode node) {
    if (node.isTextual()) {
      return holds(node.textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!holds(field.getKey())) {
        return false;
      }
    }
    for (JsonNode part : node) {
      if (!holds(part)) {
        return false;
      }
    }
    return true;
  }
}

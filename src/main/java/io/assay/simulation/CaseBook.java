package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Who is in a case and who is held, as an admin sees it now. */
record CaseBook(Set<String> suspected, Set<String> held) {
  private static final Set<String> HARMLESS = Set.of("CLEARED");
  private static final Set<String> DECIDED = Set.of("HELD", "BANNED", "APPEALED");

  /** Reads all cases; accounts by their ids. */
  static CaseBook read(ApiClient api, String adminToken) {
    Set<String> suspected = new HashSet<>();
    Set<String> held = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page = api.get("/api/cases?limit=200" + cursor, adminToken);
      for (JsonNode found : page.path("items")) {
        String state = found.path("state").asText();
        for (JsonNode labeler : found.path("labelers")) {
          String id = labeler.path("id").asText();
          if (!HARMLESS.contains(state)) {
            suspected.add(id);
          }
          if (labeler.path("held").asBoolean() || DECIDED.contains(state)) {
            held.add(id);
          }
        }
      }
      String next = page.path("next").asText("");
      cursor = next.isEmpty() || next.equals("null") ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return new CaseBook(Set.copyOf(suspected), Set.copyOf(held));
  }
}

package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A farm's payouts wait before anybody has looked, an honest labeler's never do. */
class AutomaticHoldIT {
  private static final int HONEST = 16;
  private static final int FARM = 8;

  @Test
  void aFarm_isHeldWithoutAPerson_andClearedOnceStaysCleared() throws Exception {
    try (RunningServer server = RunningServer.start()) {
      Replay replay = new Replay(server.address(), line -> {});
      ApiClient api = new ApiClient(server.address());
      String admin = replay.signIn("admin", "admin-demo");
      Replay.Played played = replay.play(crowd(), admin);
      replay.fit(played.dataset(), admin);
      Set<String> farm = new TreeSet<>();
      for (int wait = 0; wait < 120 && farm.size() < FARM; wait++) {
        Thread.sleep(500);
        farm = held(api, played);
      }
      assertThat(farm).as("held accounts").hasSize(FARM);
      JsonNode open = api.get("/api/cases?state=OPEN", admin).path("items");
      assertThat(open).as("the case waits for a person").hasSize(1);
      assertThat(open.get(0).path("labelers")).hasSize(FARM);
      assertThat(new TreeSet<>(open.get(0).path("flags").findValuesAsText("kind")))
          .contains("COPYING", "SUSPECT_CLUSTER");
      String token = played.tokens().get(farm.iterator().next());
      assertThat(api.get("/api/me/earnings", token).path("heldReason").asText())
          .contains("answers shared with other accounts");

      String id = open.get(0).path("id").asText();
      Map<String, String> clear = Map.of("decision", "CLEAR", "reason", "a class with one sheet");
      api.post("/api/cases/" + id + "/decision", admin, clear);
      for (int look = 0; look < 8; look++) {
        Thread.sleep(2_000);
        assertThat(held(api, played)).as("held again after being cleared").isEmpty();
      }
    }
  }

  private static Crowd crowd() {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> truth = new LinkedHashMap<>();
    for (SampleTexts.Report report : SampleTexts.reports().subList(0, 100)) {
      texts.put(report.key(), report.text());
      truth.put(report.key(), report.label());
    }
    return new SyntheticCrowd(29).make("Hold crowd", texts, truth, HONEST, FARM);
  }

  private static Set<String> held(ApiClient api, Replay.Played played) {
    Set<String> held = new TreeSet<>();
    played
        .tokens()
        .forEach(
            (labeler, token) -> {
              if (api.get("/api/me/earnings", token).path("held").asBoolean()) {
                held.add(labeler);
              }
            });
    return held;
  }
}

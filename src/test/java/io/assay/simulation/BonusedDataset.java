package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.simulation.TestClient.Answer;
import java.util.List;
import java.util.Map;

/**
 * A dataset that pays for agreement beyond chance: 30 items of 3 answers, a fifth of the price
 * more.
 */
public final class BonusedDataset {
  private BonusedDataset() {}

  /** Funded for the price alone it does not open; then for the price with the bonus, exactly. */
  public static String open(TestClient client, String requester) {
    Map<String, Object> request =
        Map.ofEntries(
            Map.entry("name", "With a bonus"),
            Map.entry(
                "schema",
                Map.of(
                    "type", "choice",
                    "question", "Which?",
                    "options", List.of(Map.of("value", "a"), Map.of("value", "b")))),
            Map.entry("priceBaseUnits", "1000"),
            Map.entry("redundancyMin", 3),
            Map.entry("redundancyMax", 3),
            Map.entry("targetConfidence", 0.99),
            Map.entry("goldShare", 0),
            Map.entry("probeShare", 0),
            Map.entry(
                "incentive",
                Map.of("rule", "correlated-agreement", "bonusBasisPoints", 2000, "minAnswers", 5)));
    Answer made = client.post("/api/datasets", requester, request);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String id = made.json().path("id").asText();
    StringBuilder csv = new StringBuilder("key,text\n");
    for (int i = 0; i < 30; i++) {
      csv.append("item-").append(i).append(",").append(i).append('\n');
    }
    String path = "/api/datasets/" + id;
    client.post(path + "/items", requester, "text/csv", csv.toString());
    client.post(path + "/funding", requester, Map.of("amountBaseUnits", "90000"));
    assertThat(client.post(path + "/open", requester, "{}").problem())
        .isEqualTo("dataset-underfunded");
    client.post(path + "/funding", requester, Map.of("amountBaseUnits", "18000"));
    assertThat(client.post(path + "/open", requester, "{}").status()).isEqualTo(200);
    return id;
  }

  /** Everybody answers by what the item says, one of them by nothing but habit. */
  public static void answer(TestClient client, String dataset, List<String> crowd) {
    boolean left = true;
    while (left) {
      left = false;
      for (String labeler : crowd) {
        Answer lease = client.post("/api/datasets/" + dataset + "/assignments", labeler, "{}");
        if (lease.status() == 201) {
          left = true;
          int number = lease.json().path("content").path("text").asInt();
          boolean lazy = labeler.equals(crowd.get(0));
          String path = "/api/assignments/" + lease.json().path("id").asText() + "/submission";
          Map<String, String> label = Map.of("label", lazy || number % 2 == 0 ? "a" : "b");
          assertThat(client.put(path, labeler, label).status()).isEqualTo(200);
        }
      }
    }
  }
}

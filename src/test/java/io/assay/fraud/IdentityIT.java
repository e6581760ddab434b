package io.assay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Accounts that share a wallet or a browser come before an admin. */
class IdentityIT {
  private static final String WALLET = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  @Test
  void sharedWalletAndBrowser_areFlags_linkedOnesOneCase() throws Exception {
    try (RunningServer server = RunningServer.start()) {
      TestClient client = new TestClient(server.address());
      String admin = client.signIn("admin");
      String ann = client.labeler(admin, "ann");
      String bob = client.labeler(admin, "bob");
      String cyd = client.labeler(admin, "cyd");
      String dee = client.labeler(admin, "dee");
      String browser = "a-browser-of-bob-and-cyd";
      assertThat(client.put("/api/me", ann, Map.of("walletAddress", WALLET)).status())
          .isEqualTo(200);
      Map<String, Object> walletAndBrowser =
          Map.of("walletAddress", WALLET, "storageToken", browser);
      assertThat(client.put("/api/me", bob, walletAndBrowser).problem()).isEqualTo("no-consent");
      assertThat(client.get("/api/me", bob).json().path("deviceBinding").isNull()).isTrue();
      for (String labeler : List.of(bob, cyd, dee)) {
        JsonNode me = client.put("/api/me/consent", labeler, Map.of("deviceBinding", true)).json();
        assertThat(me.path("deviceBinding").asBoolean()).isTrue();
      }
      assertThat(client.put("/api/me/consent", ann, Map.of()).problem()).isEqualTo("invalid-field");
      client.put("/api/me", bob, walletAndBrowser);
      client.put("/api/me", cyd, Map.of("storageToken", browser));
      client.put("/api/me", dee, Map.of("storageToken", "a-browser-of-dees-own"));
      JsonNode cases = client.get("/api/cases", admin).json().path("items");
      for (int wait = 0; wait < 60 && !linksThree(cases); wait++) {
        Thread.sleep(500);
        cases = client.get("/api/cases", admin).json().path("items");
      }
      assertThat(cases).hasSize(1);
      assertThat(new TreeSet<>(cases.get(0).path("labelers").findValuesAsText("name")))
          .containsExactly("ann", "bob", "cyd");
      assertThat(new TreeSet<>(cases.get(0).path("flags").findValuesAsText("kind")))
          .contains("SAME_BROWSER", "SAME_WALLET");
      assertThat(client.put("/api/me", dee, Map.of("walletAddress", "0x12")).problem())
          .isEqualTo("invalid-field");
      assertThat(client.get("/api/cases", admin).json().path("items").get(0).path("labelers"))
          .as("a household is looked at before anything waits")
          .noneMatch(labeler -> labeler.path("held").asBoolean());
    }
  }

  private static boolean linksThree(JsonNode cases) {
    return cases.size() == 1 && cases.get(0).path("labelers").size() == 3;
  }
}

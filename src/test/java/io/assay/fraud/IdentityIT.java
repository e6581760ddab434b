package io.assay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
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
      client.put("/api/me", bob, Map.of("walletAddress", WALLET, "storageToken", browser));
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
          .containsExactly("SAME_BROWSER", "SAME_WALLET");
      assertThat(client.put("/api/me", dee, Map.of("walletAddress", "0x12")).problem())
          .isEqualTo("invalid-field");
    }
  }

  private static boolean linksThree(JsonNode cases) {
    return cases.size() == 1 && cases.get(0).path("labelers").size() == 3;
  }
}

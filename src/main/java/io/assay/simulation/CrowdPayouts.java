package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The money of a crowd: settled, withdrawn, and compared with the chain. */
final class CrowdPayouts {
  private static final int SETTLE_ATTEMPTS = 20;
  private static final int CLAIM_ATTEMPTS = 60;

  private final ApiClient api;

  CrowdPayouts(ApiClient api) {
    this.api = api;
  }

  /** Closes epochs until nothing is left to settle, or only what is held. */
  void settle(String adminToken) {
    for (int attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
      JsonNode overview = api.get("/api/operations/overview", adminToken);
      if (overview.path("ledgerBaseUnits").equals(overview.path("settledBaseUnits"))) {
        break;
      }
      try {
        Map<String, String> once = Map.of("Idempotency-Key", "settle-" + UUID.randomUUID());
        api.post("/api/epochs", adminToken, Map.of(), once);
      } catch (ApiException e) {
        if (e.status() != 409) { // 409: all settled, or the last epoch is on its way
          throw e;
        }
        ApiClient.pause(500);
      }
    }
    for (int attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
      JsonNode newest = api.get("/api/epochs?limit=1", adminToken).path("items").path(0);
      if (newest.path("state").asText("FINAL").equals("FINAL")) {
        return;
      }
      ApiClient.pause(500);
    }
  }

  /** Waits until the schedule has settled the crowd's earnings, then withdraws them. */
  void claimWhenSettled(Map<String, String> tokens) {
    String anybody = tokens.values().iterator().next();
    for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
      JsonNode epochs = api.get("/api/epochs?limit=1", anybody).path("items").path(0);
      boolean active = epochs.path("state").asText().equals("FINAL");
      if (active && tokens.values().stream().anyMatch(this::hasClaim)) {
        claim(tokens);
        return;
      }
      ApiClient.pause(3000);
    }
  }

  private boolean hasClaim(String token) {
    String claimable = api.get("/api/me/earnings", token).path("claimableBaseUnits").asText("0");
    return !claimable.equals("0");
  }

  /** What the ledger says the labelers earned, and what the chain says they hold. */
  record Money(BigInteger earned, BigInteger inWallets) {}

  Money money(Map<String, String> tokens) {
    List<Money> each = Collections.synchronizedList(new ArrayList<>());
    Parallel.forEach(
        List.copyOf(tokens.values()),
        token -> {
          JsonNode earnings = api.get("/api/me/earnings", token);
          each.add(
              new Money(
                  new BigInteger(earnings.path("earnedBaseUnits").asText("0")),
                  new BigInteger(earnings.path("walletBalanceBaseUnits").asText("0"))));
        });
    BigInteger earned = each.stream().map(Money::earned).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger held = each.stream().map(Money::inWallets).reduce(BigInteger.ZERO, BigInteger::add);
    return new Money(earned, held);
  }

  /** Withdraws, for each labeler, what the last epochs gave them. */
  void claim(Map<String, String> tokens) {
    Parallel.forEach(
        List.copyOf(tokens.values()),
        token -> {
          try {
            api.post("/api/me/claims", token, Map.of());
          } catch (ApiException e) {
            if (e.status() != 409) { // 409: nothing left to claim, or held
              throw e;
            }
          }
        });
  }
}

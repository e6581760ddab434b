package io.assay.payout;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the keys have what their duties ask: a warning, the server stays ready, because people go
 * on labeling while payouts wait.
 */
@Wellness
@ApplicationScoped
class KeyHealth implements HealthCheck {
  private static final String NAME = "payout-keys";

  private final KeyDuties duties;

  KeyHealth(KeyDuties duties) {
    this.duties = duties;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      List<String> missing = duties.listMissing();
      return missing.isEmpty()
          ? HealthCheckResponse.up(NAME)
          : HealthCheckResponse.named(NAME)
              .down()
              .withData("missing", String.join("; ", missing))
              .build();
    } catch (ChainGateway.Unavailable e) {
      return HealthCheckResponse.named(NAME).down().withData("missing", "the chain").build();
    }
  }
}

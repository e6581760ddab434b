package io.assay.payout;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the chain answers. */
@Readiness
@ApplicationScoped
class ChainHealth implements HealthCheck {
  private final ChainGateway chain;

  ChainHealth(ChainGateway chain) {
    this.chain = chain;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      return HealthCheckResponse.named("chain")
          .up()
          .withData("activeEpoch", chain.activeEpoch())
          .build();
    } catch (ChainGateway.Unavailable e) {
      return HealthCheckResponse.named("chain").down().build();
    }
  }
}

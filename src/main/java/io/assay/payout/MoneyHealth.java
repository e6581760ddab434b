package io.assay.payout;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether the last audit found that the money adds up: a warning, the server stays ready. */
@Wellness
@ApplicationScoped
class MoneyHealth implements HealthCheck {
  private final MoneyAudits audits;

  MoneyHealth(MoneyAudits audits) {
    this.audits = audits;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("money")
        .status(audits.findLatest().map(MoneyAudit::balanced).orElse(true))
        .build();
  }
}

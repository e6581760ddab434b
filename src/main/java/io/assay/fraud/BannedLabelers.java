package io.assay.fraud;

import io.assay.account.LabelerId;
import io.assay.task.LabelerEligibility;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Offers no more tasks to labelers whom two people banned. */
@ApplicationScoped
class BannedLabelers implements LabelerEligibility {
  private final Jdbi jdbi;

  BannedLabelers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public boolean isEligible(LabelerId labeler, UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT NOT EXISTS (SELECT 1 FROM sanction WHERE labeler_id = :labeler AND kind"
                        + " = 'BAN')")
                .bind("labeler", labeler.value())
                .mapTo(Boolean.class)
                .one());
  }
}

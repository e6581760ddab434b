package io.assay.fraud;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Holds without a person: payouts of labelers in a case nobody has decided wait, and nothing else.
 * Clearing the case lets them go; a decided case is never added to.
 */
@ApplicationScoped
class AutomaticHolds {
  private final Jdbi jdbi;

  AutomaticHolds(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Holds those of the labelers who are in an open case.
   *
   * @param reason the kinds of evidence, as the labeler reads it
   * @return how many were not held before
   */
  @Transactional
  int hold(Collection<UUID> labelers, String reason) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO hold (labeler_id, case_id, reason)
                    SELECT l.labeler_id, c.id, :reason
                    FROM fraud_case c JOIN fraud_case_labeler l ON l.case_id = c.id
                    WHERE c.state = 'OPEN' AND l.labeler_id = ANY (:labelers)
                    ORDER BY c.opened_at, c.id, l.labeler_id FOR UPDATE OF c
                    ON CONFLICT DO NOTHING
                    """)
                .bind("reason", reason)
                .bindArray("labelers", UUID.class, new TreeSet<>(labelers).toArray())
                .execute());
  }
}

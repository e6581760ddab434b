package io.assay.fraud;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.UUID;

/**
 * Holds without a person: payouts of labelers in a case nobody has decided wait, and nothing else.
 * Clearing the case lets them go; a decided case is never added to.
 */
@ApplicationScoped
class AutomaticHolds {
  private final Cases cases;

  AutomaticHolds(Cases cases) {
    this.cases = cases;
  }

  /**
   * Holds those of the labelers who are in an open case.
   *
   * @param reason the kinds of evidence, as the labeler reads it
   * @return how many were not held before
   */
  @Transactional
  int hold(Collection<UUID> labelers, String reason) {
    int held = 0;
    for (UUID open : cases.listOpen(labelers)) {
      held += cases.holdAutomatically(open, labelers, reason);
    }
    return held;
  }
}

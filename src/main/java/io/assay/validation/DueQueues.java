package io.assay.validation;

import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** What is done in datasets after something came in. */
@ApplicationScoped
class DueQueues {
  private final DueQueue encoding;
  private final DueQueue likeness;

  DueQueues(Jdbi jdbi) {
    this.encoding = new DueQueue(jdbi, "encoding_due");
    this.likeness = new DueQueue(jdbi, "likeness_due");
  }

  /** Contents to encode. */
  DueQueue encoding() {
    return encoding;
  }

  /** Contents to look for near-duplicates among. */
  DueQueue likeness() {
    return likeness;
  }
}

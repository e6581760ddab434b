package io.assay.fraud.review;

import io.assay.account.AccountErased;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jdbi.v3.core.Jdbi;

/**
 * Erases what a person wrote in appeals that are answered; one that waits is read first and erased
 * by the database with the answer.
 */
@ApplicationScoped
class ErasedStatements {
  private final Jdbi jdbi;

  ErasedStatements(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void erase(@Observes AccountErased event) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE appeal SET statement = 'erased' WHERE labeler_id = ? AND state <> 'WAITING'",
                event.account()));
  }
}

package io.assay.fraud;

import io.assay.account.OpenCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Cases and sanctions as they are kept. */
@ApplicationScoped
class StoredOpenCases implements OpenCases {
  private final Jdbi jdbi;

  StoredOpenCases(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public boolean concern(UUID labeler) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (SELECT 1 FROM fraud_case_labeler l
                        JOIN fraud_case c ON c.id = l.case_id
                        WHERE l.labeler_id = :labeler AND c.state <> 'CLEARED')
                      OR EXISTS (SELECT 1 FROM sanction WHERE labeler_id = :labeler)
                    """)
                .bind("labeler", labeler)
                .mapTo(Boolean.class)
                .one());
  }
}

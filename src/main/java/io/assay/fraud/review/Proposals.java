package io.assay.fraud.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Reads what reviewers said of a case. */
@ApplicationScoped
class Proposals {
  private final Jdbi jdbi;

  Proposals(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Oldest first; a blind reviewer sees that somebody spoke, not what they said. */
  List<CaseDetail.Proposal> of(CaseView found, UUID asker) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.name, d.* FROM decision d JOIN account a ON a.id = d.decided_by
                    WHERE d.case_id = :case AND (d.decided_by = :asker OR d.decision <> 'CLEAR'
                      OR NOT EXISTS (SELECT 1 FROM review_sample s WHERE s.case_id = d.case_id))
                    ORDER BY d.id
                    """)
                .bind("case", found.id())
                .bind("asker", asker)
                .map(
                    (row, context) ->
                        new CaseDetail.Proposal(
                            row.getString("name"),
                            found.blind() ? null : DecisionKind.valueOf(row.getString("decision")),
                            found.blind() ? null : row.getString("reason"),
                            found.blind()
                                ? null
                                : Stream.of((String[]) row.getArray("checklist").getArray())
                                    .toList(),
                            row.getTimestamp("decided_at").toInstant()))
                .list());
  }
}

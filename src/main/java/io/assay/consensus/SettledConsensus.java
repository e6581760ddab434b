package io.assay.consensus;

import io.assay.gold.SettledItems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds the items that were probes and whose estimate is beyond doubt. Only probes have so many
 * labels whatever the redundancy of the dataset; their index keeps this from reading all items.
 */
@ApplicationScoped
class SettledConsensus implements SettledItems {
  private final Jdbi jdbi;

  SettledConsensus(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public List<Settled> list(UUID datasetId, double minConfidence, int minIndependent, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT c.item_id, c.label FROM task t JOIN consensus c ON c.item_id = t.item_id
                    WHERE t.dataset_id = :dataset AND t.pool_answers_wanted > 0 AND t.pool IS NULL
                      AND t.state = 'RESOLVED' AND t.purpose = 'LABEL'
                      AND t.answers >= :independent AND c.confidence >= :confidence
                      AND NOT EXISTS (SELECT 1 FROM gold_rotation r WHERE r.item_id = t.item_id)
                      AND (SELECT count(DISTINCT coalesce(l.cluster_id, s.labeler_id))
                        FROM submission s
                          LEFT JOIN labeler_standing l ON l.labeler_id = s.labeler_id
                        WHERE s.item_id = t.item_id) >= :independent
                    ORDER BY random() LIMIT :limit
                    """)
                .bind("dataset", datasetId)
                .bind("independent", minIndependent)
                .bind("confidence", minConfidence)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Settled(row.getObject("item_id", UUID.class), row.getString("label")))
                .list());
  }
}

package io.assay.gold;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads how gold stands. */
@ApplicationScoped
class GoldReports {
  private final Jdbi jdbi;

  GoldReports(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  GoldReport of(UUID dataset) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT
                      count(*) FILTER (WHERE retired_at IS NULL AND t.pool = 'GOLD'
                        AND NOT t.pool_leased_out) AS in_turn,
                      count(*) FILTER (WHERE retired_at IS NULL) AS present,
                      count(*) FILTER (WHERE source = 'RECYCLED') AS recycled,
                      count(*) FILTER (WHERE retired_reason = 'EXPOSURES') AS exposed
                    FROM gold_rotation r JOIN task t ON t.item_id = r.item_id
                    WHERE r.dataset_id = :dataset
                    """)
                .bind("dataset", dataset)
                .map(
                    (row, context) ->
                        new GoldReport(
                            row.getInt("in_turn"),
                            row.getInt("present") - row.getInt("in_turn"),
                            row.getInt("recycled"),
                            row.getInt("exposed"),
                            leaks(handle, dataset)))
                .one());
  }

  private static List<GoldReport.GoldLeak> leaks(Handle handle, UUID dataset) {
    return handle
        .createQuery(
            """
            SELECT r.item_id, i.key, r.leak_p_value, r.early_accuracy, r.late_accuracy, r.retired_at
            FROM gold_rotation r JOIN item i ON i.id = r.item_id
            WHERE r.dataset_id = :dataset AND r.retired_reason = 'LEAK'
            ORDER BY r.retired_at DESC, r.item_id LIMIT 100
            """)
        .bind("dataset", dataset)
        .map(
            (row, context) ->
                new GoldReport.GoldLeak(
                    row.getObject("item_id", UUID.class),
                    row.getString("key"),
                    row.getObject("leak_p_value", Double.class),
                    row.getObject("early_accuracy", Double.class),
                    row.getObject("late_accuracy", Double.class),
                    row.getTimestamp("retired_at").toInstant()))
        .list();
  }
}

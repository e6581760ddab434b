package io.assay.operations;

import io.assay.payout.economics.FarmSimulator.Measured;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the platform itself measured of farms that were confirmed. */
@ApplicationScoped
class EconomicsFigures {
  /** Fewer confirmed accounts say nothing about a 95 % quantile. */
  private static final int MIN_ACCOUNTS = 20;

  private static final String CONFIRMED =
      """
      WITH confirmed AS (
        SELECT m.labeler_id FROM suspect_cluster_member m
          JOIN suspect_cluster c ON c.id = m.cluster_id WHERE c.state = 'CONFIRMED'
        UNION SELECT f.labeler_id FROM fraud_case_labeler f
          JOIN fraud_case c ON c.id = f.case_id WHERE c.state = 'BANNED')
      """;

  /** What reached confirmed farms, and all that was settled. */
  record Leakage(TokenAmount farmBaseUnits, TokenAmount settledBaseUnits, double share) {}

  /** Answers until the first hold of confirmed accounts. */
  @Nullable Measured delays(Handle handle, boolean linked) {
    return handle
        .createQuery(
            CONFIRMED
                + """
                , held AS (
                  SELECT labeler_id, min(at) AS at FROM (
                    SELECT labeler_id, held_at AS at FROM hold
                    UNION ALL SELECT f.labeler_id, d.decided_at FROM decision d
                      JOIN fraud_case_labeler f ON f.case_id = d.case_id
                      WHERE d.decision <> 'CLEAR') h GROUP BY labeler_id),
                delay AS (
                  SELECT count(s.assignment_id) AS answers FROM confirmed c
                    JOIN held h ON h.labeler_id = c.labeler_id
                    LEFT JOIN submission s
                      ON s.labeler_id = c.labeler_id AND s.submitted_at <= h.at
                  WHERE :linked = EXISTS (SELECT 1 FROM suspect_cluster_edge e
                    WHERE c.labeler_id IN (e.labeler_a, e.labeler_b)
                      AND e.family IN ('IDENTITY', 'NETWORK', 'DEVICE', 'MONEY', 'TIME'))
                  GROUP BY c.labeler_id)
                SELECT count(*) AS accounts,
                  coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY answers), 0) AS median,
                  coalesce(percentile_cont(0.95) WITHIN GROUP (ORDER BY answers), 0) AS late
                FROM delay
                """)
        .bind("linked", linked)
        .map(
            (row, context) ->
                new Measured(
                    row.getLong("accounts"), row.getDouble("median"), row.getDouble("late")))
        .findOne()
        .filter(measured -> measured.accounts() >= MIN_ACCOUNTS)
        .orElse(null);
  }

  Leakage leakage(Handle handle) {
    return handle
        .createQuery(
            CONFIRMED
                + """
                SELECT coalesce(sum(amount_base_units), 0) AS settled,
                  coalesce(sum(amount_base_units) FILTER (
                    WHERE labeler_id IN (SELECT labeler_id FROM confirmed)), 0) AS farm
                FROM ledger_entry WHERE epoch_number IS NOT NULL
                """)
        .map(
            (row, context) -> {
              double settled = row.getDouble("settled");
              return new Leakage(
                  TokenAmount.ofNumeric(row.getBigDecimal("farm")),
                  TokenAmount.ofNumeric(row.getBigDecimal("settled")),
                  settled == 0 ? 0 : row.getDouble("farm") / settled);
            })
        .one();
  }

  /** Labelers held and cleared again, of 10,000 who answered. */
  double honestHolds(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT coalesce(10000.0 * (SELECT count(DISTINCT f.labeler_id)
                FROM fraud_case_labeler f JOIN fraud_case c ON c.id = f.case_id
                  JOIN decision d ON d.case_id = c.id
                WHERE c.state = 'CLEARED' AND d.decision = 'HOLD')
              / nullif((SELECT count(DISTINCT labeler_id) FROM ledger_entry), 0), 0)
            """)
        .mapTo(Double.class)
        .one();
  }

  Map<Integer, Long> labelersByTier(Handle handle) {
    Map<Integer, Long> labelers = new HashMap<>();
    handle
        .createQuery("SELECT tier, count(*) AS labelers FROM labeler_tier GROUP BY tier")
        .map((row, context) -> Map.entry(row.getInt("tier"), row.getLong("labelers")))
        .forEach(one -> labelers.put(one.getKey(), one.getValue()));
    return labelers;
  }
}

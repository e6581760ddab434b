package io.assay.payout;

import io.assay.payout.economics.TierEvidence;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads what speaks for labelers. */
@ApplicationScoped
class TierEvidenceQuery {
  private static final String EMBEDDED = "embedded-issuer";
  private static final double DAY_SECONDS = 86_400;

  private static final String EVIDENCE =
      """
      SELECT a.id,
        extract(epoch FROM now() - a.created_at) AS account_seconds,
        EXISTS (SELECT 1 FROM personhood p
          WHERE p.labeler_id = a.id AND p.kind = ANY (:phones)) AS phone,
        EXISTS (SELECT 1 FROM personhood p
          WHERE p.labeler_id = a.id AND p.kind = ANY (:proofs)) AS proof,
        EXISTS (SELECT 1 FROM personhood p
          WHERE p.labeler_id = a.id AND p.kind = :embedded) AS vouched,
        least(s.answers, coalesce(x.probes, 0)
          + (SELECT count(*) FROM gold_grade g WHERE g.labeler_id = a.id)) AS probes,
        s.answers, extract(epoch FROM s.last - s.first) AS answer_seconds,
        (SELECT max(c.log_e_value) FROM suspect_cluster_member m
          JOIN suspect_cluster c ON c.id = m.cluster_id
          WHERE m.labeler_id = a.id AND c.state <> 'RELEASED') AS log_e_value,
        coalesce(k.amount_base_units, 0) AS stake,
        extract(epoch FROM now() - greatest(a.created_at, h.held_at,
          (SELECT max(d.decided_at) FROM decision d
            JOIN fraud_case_labeler f ON f.case_id = d.case_id
            WHERE f.labeler_id = a.id AND d.decision <> 'CLEAR'))) AS clean_seconds,
        r.labeler_id IS NOT NULL AS reviewed
      FROM account a
        CROSS JOIN LATERAL (SELECT count(*) AS answers, min(submitted_at) AS first,
          max(submitted_at) AS last FROM submission WHERE labeler_id = a.id) s
        LEFT JOIN labeler_exposure x ON x.labeler_id = a.id
        LEFT JOIN hold h ON h.labeler_id = a.id
        LEFT JOIN stake k ON k.labeler_id = a.id
        LEFT JOIN tier_review r ON r.labeler_id = a.id
      WHERE a.id = ANY (:labelers) ORDER BY a.id
      """;

  private final TierConfig config;

  TierEvidenceQuery(TierConfig config) {
    this.config = config;
  }

  /** The evidence on each of these labelers, in the order of their ids. */
  Map<UUID, TierEvidence> read(
      Handle handle, PersonClusters.Persons persons, Collection<UUID> labelers) {
    Map<UUID, TierEvidence> evidence = new LinkedHashMap<>();
    handle
        .createQuery(EVIDENCE)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .bindArray("phones", String.class, config.phoneKinds().toArray())
        .bindArray("proofs", String.class, config.proofKinds().toArray())
        .bind("embedded", EMBEDDED)
        .map((row, context) -> Map.entry(row.getObject("id", UUID.class), read(row, persons)))
        .forEach(one -> evidence.put(one.getKey(), one.getValue()));
    return evidence;
  }

  private TierEvidence read(ResultSet row, PersonClusters.Persons persons) throws SQLException {
    double logEValue = row.getDouble("log_e_value");
    boolean tested = !row.wasNull();
    return new TierEvidence(
        daysDown(row.getDouble("account_seconds")),
        row.getBoolean("phone"),
        row.getLong("probes"),
        persons.foreignPosterior(row.getObject("id", UUID.class)),
        row.getBoolean("proof"),
        config.embeddedIssuerVouches() && row.getBoolean("vouched"),
        row.getLong("answers"),
        daysDown(row.getDouble("answer_seconds")),
        tested ? logEValue : null,
        row.getBigDecimal("stake").toBigIntegerExact(),
        daysDown(row.getDouble("clean_seconds")),
        row.getBoolean("reviewed"));
  }

  private static long daysDown(double seconds) {
    return (long) StrictMath.floor(seconds / DAY_SECONDS);
  }
}

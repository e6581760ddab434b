package io.assay.payout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.payout.economics.TierDecision;
import io.assay.payout.economics.TierEvidence;
import io.assay.payout.economics.TierPolicy;
import io.assay.task.LabelerStandings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Decides, stores and reads the tiers of labelers. */
@ApplicationScoped
public class Tiers {
  private static final TypeReference<List<TierDecision.Condition>> CONDITIONS =
      new TypeReference<>() {};

  private static final String SAVE =
      """
      INSERT INTO labeler_tier AS t (labeler_id, tier, person, vouched, suspected, conditions,
        decided_at)
      VALUES (:labeler, :tier, :person, :vouched, :suspected, CAST(:conditions AS jsonb), now())
      ON CONFLICT (labeler_id) DO UPDATE SET tier = excluded.tier, person = excluded.person,
        vouched = excluded.vouched, suspected = excluded.suspected,
        conditions = excluded.conditions, decided_at = excluded.decided_at
      """;

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final Policies policies;
  private final PersonClusters clusters;
  private final TierEvidenceQuery evidence;
  private final LabelerStandings standings;

  Tiers(
      Jdbi jdbi,
      ObjectMapper json,
      Policies policies,
      PersonClusters clusters,
      TierEvidenceQuery evidence,
      LabelerStandings standings) {
    this.jdbi = jdbi;
    this.json = json;
    this.policies = policies;
    this.clusters = clusters;
    this.evidence = evidence;
    this.standings = standings;
  }

  /**
   * Decides the tiers of everybody who ever answered anew, for evidence comes in between, and tells
   * the dispatcher whose are low.
   */
  @Scheduled(
      every = "${assay.payout.tiers.decide-every:10m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void decideAll() {
    QuarkusTransaction.requiringNew()
        .timeout(600)
        .run(
            () ->
                jdbi.useHandle(
                    handle ->
                        decide(
                            handle,
                            clusters.read(handle),
                            handle
                                .createQuery(
                                    "SELECT DISTINCT labeler_id FROM ledger_entry ORDER BY 1")
                                .mapTo(UUID.class)
                                .list())));
    QuarkusTransaction.requiringNew().run(() -> standings.putLowTier(listLowTier()));
  }

  /** Labelers of tiers 0 and 1, whose share of the votes on an item is bounded. */
  public Set<UUID> listLowTier() {
    return jdbi.withHandle(
        handle ->
            new HashSet<>(
                handle
                    .createQuery("SELECT labeler_id FROM labeler_tier WHERE tier <= 1")
                    .mapTo(UUID.class)
                    .list()));
  }

  /** Decides the tiers of these labelers now. */
  void decide(Handle handle, PersonClusters.Persons persons, Collection<UUID> labelers) {
    if (labelers.isEmpty()) {
      return;
    }
    TierPolicy policy = policies.policy();
    Map<UUID, TierEvidence> found = evidence.read(handle, persons, labelers);
    var batch = handle.prepareBatch(SAVE);
    for (Map.Entry<UUID, TierEvidence> one : found.entrySet()) {
      TierDecision decision = TierDecision.of(one.getValue(), policy);
      batch
          .bind("labeler", one.getKey())
          .bind("tier", decision.tier())
          .bind("person", decision.person())
          .bind("vouched", one.getValue().vouched())
          .bind("suspected", one.getValue().foreignPosterior() > policy.conditions().maxPosterior())
          .bind("conditions", write(decision.conditions()))
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** Decides the tiers of those who have none yet, or about whom an issuer has spoken since. */
  void decideMissing(Handle handle, PersonClusters.Persons persons, Collection<UUID> labelers) {
    decide(
        handle,
        persons,
        handle
            .createQuery(
                """
                SELECT a.id FROM account a LEFT JOIN labeler_tier t ON t.labeler_id = a.id
                WHERE a.id = ANY (:labelers) AND (t.labeler_id IS NULL OR EXISTS (
                  SELECT 1 FROM personhood p
                  WHERE p.labeler_id = a.id AND p.seen_at >= t.decided_at))
                ORDER BY a.id
                """)
            .bindArray("labelers", UUID.class, labelers.toArray())
            .mapTo(UUID.class)
            .list());
  }

  /** The stored tiers of these labelers. */
  Map<UUID, LabelerTier> read(Handle handle, Collection<UUID> labelers) {
    Map<UUID, LabelerTier> tiers = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT t.*, coalesce(NOT c.device_binding, false) AS slow,
              greatest(t.unlocked_base_units, (SELECT coalesce(sum(l.amount_base_units), 0)
                FROM ledger_entry l
                WHERE l.labeler_id = t.labeler_id AND l.epoch_number IS NOT NULL)) AS unlocked
            FROM labeler_tier t LEFT JOIN device_consent c ON c.labeler_id = t.labeler_id
            WHERE t.labeler_id = ANY (:labelers)
            """)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .map((row, context) -> read(row))
        .forEach(tier -> tiers.put(tier.labelerId(), tier));
    return tiers;
  }

  /** The tier of one labeler, decided now if there is none yet. */
  LabelerTier get(Handle handle, UUID labeler) {
    List<UUID> one = List.of(labeler);
    LabelerTier known = read(handle, one).get(labeler);
    if (known == null) {
      decide(handle, clusters.read(handle), one);
      known = read(handle, one).get(labeler);
    }
    return known == null ? nobody(labeler) : known;
  }

  private LabelerTier nobody(UUID labeler) {
    return new LabelerTier(
        labeler,
        TierDecision.of(TierEvidence.NONE, policies.policy()),
        false,
        false,
        false,
        java.math.BigInteger.ZERO,
        Instant.EPOCH);
  }

  private LabelerTier read(ResultSet row) throws SQLException {
    try {
      return new LabelerTier(
          row.getObject("labeler_id", UUID.class),
          new TierDecision(
              row.getInt("tier"),
              row.getBoolean("person"),
              json.readValue(row.getString("conditions"), CONDITIONS)),
          row.getBoolean("vouched"),
          row.getBoolean("suspected"),
          row.getBoolean("slow"),
          row.getBigDecimal("unlocked").toBigIntegerExact(),
          row.getTimestamp("decided_at").toInstant());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(List<TierDecision.Condition> conditions) {
    try {
      return json.writeValueAsString(conditions);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

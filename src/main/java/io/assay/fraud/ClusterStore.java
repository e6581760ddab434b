package io.assay.fraud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.fraud.clusters.AccountRisk;
import io.assay.fraud.clusters.SuspectCluster;
import io.assay.fraud.clusters.Waterfall;
import io.assay.fraud.linkage.Link;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/*
 * A cluster found again keeps its id: most of the old members are in the new one. One that people
 * decided keeps its decision only while it is much the same (Jaccard index of half or more); a farm
 * that grew past a release is a new suspicion. Suspected clusters that are found no longer go, and
 * released ones have nothing to say then.
 */
/** Clusters and risks in their tables. */
@ApplicationScoped
class ClusterStore {
  private static final double SAME = 0.5;

  /**
   * A cluster with its row's id and state.
   *
   * @param undecided nobody decided about most of its labelers yet: suspicion goes to the open case
   */
  record Kept(UUID id, String state, boolean undecided, SuspectCluster cluster) {}

  private record Old(UUID id, String state, Set<String> members) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;

  ClusterStore(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /** Replaces the clusters, ids kept where they are the same as before. */
  List<Kept> replace(List<SuspectCluster> found, SortedMap<String, AccountRisk> risks) {
    return jdbi.withHandle(
        handle -> {
          Map<UUID, Old> unmatched = old(handle);
          List<Kept> kept = new ArrayList<>();
          for (SuspectCluster cluster : found) {
            Old same = match(cluster, unmatched.values());
            if (same != null) {
              unmatched.remove(same.id());
            }
            UUID id = same == null ? UUID.randomUUID() : same.id();
            String decided = decided(handle, cluster.members().keySet());
            kept.add(new Kept(id, state(decided), decided.equals("OPEN"), cluster));
          }
          handle.execute(
              "DELETE FROM suspect_cluster_edge WHERE cluster_id IN (SELECT id FROM suspect_cluster WHERE state = 'SUSPECTED')");
          for (Old gone : unmatched.values()) {
            handle.execute(
                "DELETE FROM suspect_cluster WHERE id = ? AND state = 'SUSPECTED'", gone.id());
            handle.execute(
                "UPDATE suspect_cluster SET posterior = 0 WHERE id = ? AND state = 'RELEASED'",
                gone.id());
          }
          for (Kept one : kept) {
            write(handle, one, risks);
          }
          return kept;
        });
  }

  private static Map<UUID, Old> old(Handle handle) {
    Map<UUID, Old> old = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            SELECT c.id, c.state, m.labeler_id FROM suspect_cluster c
              LEFT JOIN suspect_cluster_member m ON m.cluster_id = c.id
            ORDER BY c.created_at, c.id, m.labeler_id
            """)
        .map(
            (row, context) -> {
              UUID id = row.getObject("id", UUID.class);
              String member = row.getString("labeler_id");
              return new Old(
                  id, row.getString("state"), member == null ? Set.of() : Set.of(member));
            })
        .forEach(
            row ->
                old.computeIfAbsent(row.id(), id -> new Old(id, row.state(), new HashSet<>()))
                    .members()
                    .addAll(row.members()));
    return old;
  }

  private static @Nullable Old match(SuspectCluster cluster, Collection<Old> candidates) {
    Old best = null;
    int most = 0;
    for (Old candidate : candidates) {
      Set<String> common = new HashSet<>(candidate.members());
      common.retainAll(cluster.members().keySet());
      int union = candidate.members().size() + cluster.members().size() - common.size();
      boolean suspected = candidate.state().equals("SUSPECTED");
      int of = suspected ? candidate.members().size() : union;
      if (common.size() > most && common.size() >= SAME * of) {
        best = candidate;
        most = common.size();
      }
    }
    return best;
  }

  /** The state of the last case of most of these labelers; OPEN where there is none. */
  private static String decided(Handle handle, Set<String> members) {
    return handle
        .createQuery(
            """
            SELECT c.state FROM fraud_case c JOIN fraud_case_labeler l ON l.case_id = c.id
            WHERE l.labeler_id = ANY (:members)
            GROUP BY c.id, c.state, c.opened_at HAVING 2 * count(*) >= :size
            ORDER BY c.opened_at DESC, c.id LIMIT 1
            """)
        .bindArray("members", UUID.class, uuids(members))
        .bind("size", members.size())
        .mapTo(String.class)
        .findOne()
        .orElse("OPEN");
  }

  private static String state(String decided) {
    return switch (decided) {
      case "CLEARED" -> "RELEASED";
      case "BANNED" -> "CONFIRMED";
      default -> "SUSPECTED";
    };
  }

  private static Object[] uuids(Collection<String> ids) {
    return ids.stream().map(UUID::fromString).toArray();
  }

  private void write(Handle handle, Kept kept, SortedMap<String, AccountRisk> risks) {
    SuspectCluster cluster = kept.cluster();
    double quality = 0;
    double automation = 0;
    for (String member : cluster.members().keySet()) {
      AccountRisk risk = risks.get(member);
      quality += risk == null ? 0 : risk.quality() / cluster.members().size();
      automation += risk == null ? 0 : risk.automation() / cluster.members().size();
    }
    handle
        .createUpdate(
            """
            INSERT INTO suspect_cluster (id, state, posterior, r_link, r_quality, r_auto, log_e_value,
              waterfall)
            VALUES (:id, :state, :posterior, :posterior, :quality, :automation,
              CAST(:strength AS float8), CAST(:waterfall AS jsonb))
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, posterior = excluded.posterior,
              r_link = excluded.r_link, r_quality = excluded.r_quality, r_auto = excluded.r_auto,
              log_e_value = excluded.log_e_value, waterfall = excluded.waterfall,
              updated_at = now()
            """)
        .bind("id", kept.id())
        .bind("state", kept.state())
        .bind("posterior", cluster.posterior())
        .bind("quality", Math.min(1, quality))
        .bind("automation", Math.min(1, automation))
        .bindByType(
            "strength",
            cluster.logEValue().isPresent() ? cluster.logEValue().getAsDouble() : null,
            Double.class)
        .bind("waterfall", write(cluster.waterfall()))
        .execute();
    handle.execute("DELETE FROM suspect_cluster_member WHERE cluster_id = ?", kept.id());
    handle.execute("DELETE FROM suspect_cluster_edge WHERE cluster_id = ?", kept.id());
    PreparedBatch members =
        handle.prepareBatch("INSERT INTO suspect_cluster_member VALUES (?, ?, ?)");
    cluster
        .members()
        .forEach(
            (labeler, posterior) -> members.add(kept.id(), UUID.fromString(labeler), posterior));
    members.execute();
    if (!cluster.edges().isEmpty()) {
      PreparedBatch edges =
          handle.prepareBatch(
              """
              INSERT INTO suspect_cluster_edge (cluster_id, labeler_a, labeler_b, family, label, nats)
              VALUES (?, ?, ?, ?, ?, ?)
              """);
      for (Link edge : cluster.edges()) {
        edges.add(
            kept.id(),
            UUID.fromString(edge.a()),
            UUID.fromString(edge.b()),
            edge.family().name(),
            edge.label(),
            edge.nats());
      }
      edges.execute();
    }
  }

  /** Replaces the risks of all labelers. */
  void replaceRisks(SortedMap<String, AccountRisk> risks, SortedSet<String> nominated) {
    Map<String, AccountRisk> all = new TreeMap<>(risks);
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate("DELETE FROM labeler_risk WHERE NOT labeler_id = ANY (:kept)")
              .bindArray("kept", UUID.class, uuids(all.keySet()))
              .execute();
          if (all.isEmpty()) {
            return;
          }
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  INSERT INTO labeler_risk (labeler_id, risk, r_link, r_quality, r_auto, nominated,
                    explanation)
                  VALUES (?, ?, ?, ?, ?, ?, CAST(? AS jsonb))
                  ON CONFLICT (labeler_id) DO UPDATE SET risk = excluded.risk,
                    r_link = excluded.r_link, r_quality = excluded.r_quality,
                    r_auto = excluded.r_auto, nominated = excluded.nominated,
                    explanation = excluded.explanation, updated_at = now()
                  WHERE (labeler_risk.risk, labeler_risk.r_link, labeler_risk.r_quality,
                      labeler_risk.r_auto, labeler_risk.nominated, labeler_risk.explanation)
                    IS DISTINCT FROM (excluded.risk, excluded.r_link, excluded.r_quality,
                      excluded.r_auto, excluded.nominated, excluded.explanation)
                  """);
          all.forEach(
              (labeler, risk) ->
                  batch.add(
                      UUID.fromString(labeler),
                      risk.total(),
                      risk.link(),
                      risk.quality(),
                      risk.automation(),
                      nominated.contains(labeler),
                      write(risk.waterfall())));
          batch.execute();
        });
  }

  private String write(Waterfall waterfall) {
    try {
      return json.writeValueAsString(waterfall.steps());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The cluster of each labeler in one that is not released, of posteriors at least this; of two
   * the likelier.
   */
  Map<UUID, UUID> memberships(double least) {
    Map<UUID, UUID> memberships = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT m.labeler_id, m.cluster_id FROM suspect_cluster_member m
                      JOIN suspect_cluster c ON c.id = m.cluster_id
                    WHERE c.state <> 'RELEASED' AND (c.state = 'CONFIRMED'
                      OR (m.posterior >= :least AND c.posterior >= :least))
                    ORDER BY c.state, c.posterior DESC, m.cluster_id, m.labeler_id
                    """)
                .bind("least", least)
                .map(
                    (row, context) ->
                        Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .forEach(entry -> memberships.putIfAbsent(entry.getKey(), entry.getValue())));
    return memberships;
  }

  /** Labelers somebody should look at more closely. */
  Set<UUID> nominated() {
    return jdbi.withHandle(
        handle ->
            new HashSet<>(
                handle
                    .createQuery("SELECT labeler_id FROM labeler_risk WHERE nominated")
                    .mapTo(UUID.class)
                    .list()));
  }
}

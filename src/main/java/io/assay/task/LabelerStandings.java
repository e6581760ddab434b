package io.assay.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * What the dispatcher must know of labelers: their suspected cluster, whether they are nominated
 * for a closer look, and whether their tier is low. Each set is replaced as a whole, in one
 * statement; accounts that are not there (any more) are left out.
 */
@ApplicationScoped
public class LabelerStandings {
  /** The lock comes first and sets follow each other, or two would wait on each other's rows. */
  private static final String GIVEN =
      """
      WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(4711040)),
      given AS (
        SELECT g.labeler_id, g.value FROM turn,
          unnest(CAST(:labelers AS uuid[]), CAST(:values AS text[])) AS g (labeler_id, value)
          JOIN account a ON a.id = g.labeler_id),
      """;

  private static final String CLUSTERS =
      GIVEN
          + """
          gone AS (
            UPDATE labeler_standing SET cluster_id = NULL
            WHERE cluster_id IS NOT NULL AND labeler_id NOT IN (SELECT labeler_id FROM given))
          INSERT INTO labeler_standing AS s (labeler_id, cluster_id)
          SELECT labeler_id, CAST(value AS uuid) FROM given
          ON CONFLICT (labeler_id) DO UPDATE SET cluster_id = excluded.cluster_id
          WHERE s.cluster_id IS DISTINCT FROM excluded.cluster_id
          """;

  private static final String FLAGS =
      GIVEN
          + """
          gone AS (
            UPDATE labeler_standing SET <flag> = false
            WHERE <flag> AND labeler_id NOT IN (SELECT labeler_id FROM given))
          INSERT INTO labeler_standing AS s (labeler_id, <flag>)
          SELECT labeler_id, true FROM given
          ON CONFLICT (labeler_id) DO UPDATE SET <flag> = true WHERE NOT s.<flag>
          """;

  private final Jdbi jdbi;

  LabelerStandings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Replaces all memberships: no two of a cluster are leased the same item from now on, beyond the
   * few that compare them on probes and gold.
   */
  public void putClusters(Map<UUID, UUID> clusterOfLabeler) {
    List<UUID> labelers = new ArrayList<>();
    List<String> clusters = new ArrayList<>();
    clusterOfLabeler.forEach(
        (labeler, cluster) -> {
          labelers.add(labeler);
          clusters.add(cluster.toString());
        });
    put(CLUSTERS, labelers, clusters);
  }

  /** Replaces the labelers looked at more closely: they get six times the probes. */
  public void putNominated(Set<UUID> labelers) {
    put(FLAGS.replace("<flag>", "nominated"), List.copyOf(labelers), List.of());
  }

  /** Replaces the labelers of tiers 0 and 1, whose votes on an item are bounded. */
  public void putLowTier(Set<UUID> labelers) {
    put(FLAGS.replace("<flag>", "low_tier"), List.copyOf(labelers), List.of());
  }

  private void put(String statement, List<UUID> labelers, List<String> values) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(statement)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .bindArray("values", String.class, values.toArray())
                .execute());
  }
}

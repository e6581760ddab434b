package io.assay.fraud;

import io.assay.consensus.ExclusionSource;
import io.assay.consensus.answers.Exclusions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Whose votes count less: those of banned labelers not at all, those of a cluster once an item (a
 * suspected one, or one that people cleared whose answers still have one source), those of accounts
 * that said they are one person once an item too. A labeler in a cluster and in a merged person is
 * in the group of the cluster.
 */
@ApplicationScoped
class ClusterExclusions implements ExclusionSource {
  private record Standing(String subject, boolean banned, String group) {}

  private final Jdbi jdbi;
  private final ReviewConfig config;

  ClusterExclusions(Jdbi jdbi, ReviewConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  @Override
  public Exclusions find(UUID datasetId) {
    Set<String> ignored = new HashSet<>();
    Map<String, String> groups = new HashMap<>();
    for (Standing standing : standings()) {
      if (standing.banned()) {
        ignored.add(standing.subject());
      } else {
        groups.put(standing.subject(), standing.group());
      }
    }
    return Exclusions.of(ignored, groups);
  }

  /** Everybody whose votes count less; the few of all, whatever dataset they work on. */
  private java.util.List<Standing> standings() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH banned AS (SELECT DISTINCT labeler_id FROM sanction WHERE kind = 'BAN'),
                    clustered AS (
                      SELECT DISTINCT ON (labeler_id) labeler_id, cluster_id FROM dependent_vote
                      WHERE posterior >= :least ORDER BY labeler_id, posterior DESC, cluster_id),
                    concerned AS (
                      SELECT labeler_id FROM banned UNION SELECT labeler_id FROM clustered
                      UNION SELECT labeler_id FROM person_merge)
                    SELECT a.pseudonym, b.labeler_id IS NOT NULL AS banned,
                      coalesce('cluster/' || k.cluster_id, 'person/' || p.person_id, '') AS together
                    FROM concerned o JOIN account a ON a.id = o.labeler_id
                      LEFT JOIN banned b ON b.labeler_id = o.labeler_id
                      LEFT JOIN clustered k ON k.labeler_id = o.labeler_id
                      LEFT JOIN person_merge p ON p.labeler_id = o.labeler_id
                    """)
                .bind("least", config.suspectedPosterior())
                .map(
                    (row, context) ->
                        new Standing(row.getString(1), row.getBoolean(2), row.getString(3)))
                .list());
  }
}

package io.assay.fraud;

import io.assay.consensus.Refits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Has datasets fitted anew where suspicion changed whose votes count together: the step of the
 * fixed point from clusters back to labels. The step from labels to clusters is that every fit has
 * its dataset's evidence measured anew.
 */
@ApplicationScoped
class GroupRefits {
  private final Jdbi jdbi;
  private final ReviewConfig config;
  private final Refits refits;

  GroupRefits(Jdbi jdbi, ReviewConfig config, Refits refits) {
    this.jdbi = jdbi;
    this.config = config;
    this.refits = refits;
  }

  /** The group whose one vote each suspected labeler shares. */
  Map<UUID, UUID> groups() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT ON (labeler_id) labeler_id, cluster_id FROM dependent_vote
                    WHERE posterior >= :least ORDER BY labeler_id, posterior DESC, cluster_id
                    """)
                .bind("least", config.suspectedPosterior())
                .reduceRows(
                    new HashMap<UUID, UUID>(),
                    (groups, row) -> {
                      groups.put(
                          row.getColumn("labeler_id", UUID.class),
                          row.getColumn("cluster_id", UUID.class));
                      return groups;
                    }));
  }

  /** Asks for fits of every dataset that somebody whose group is another now has answered. */
  void askWhereChanged(Map<UUID, UUID> before) {
    Map<UUID, UUID> after = groups();
    TreeSet<UUID> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(labeler -> Objects.equals(before.get(labeler), after.get(labeler)));
    if (changed.isEmpty()) {
      return;
    }
    List<UUID> datasets =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT dataset_id FROM submission WHERE labeler_id = ANY (:ids)"
                            + " ORDER BY dataset_id")
                    .bindArray("ids", UUID.class, changed.toArray())
                    .mapTo(UUID.class)
                    .list());
    datasets.forEach(refits::ask);
  }
}

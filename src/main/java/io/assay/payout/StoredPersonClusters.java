package io.assay.payout;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Persons from the clusters that evidence found and from the merges that labelers asked for:
 * accounts of a confirmed cluster, and those of a suspected one where both its posterior and theirs
 * are at least .9, are one person for the cap; so are accounts merged by their owner. Of two
 * clusters the confirmed or likelier counts. No punishment lies in it, and no proof.
 */
@ApplicationScoped
class StoredPersonClusters implements PersonClusters {
  static final double SAME_PERSON = 0.9;

  /** A membership; posterior that the cluster is one person's and the labeler in it. */
  private record Member(UUID cluster, UUID labeler, boolean samePerson, double posterior) {}

  @Override
  public Persons read(Handle handle) {
    List<Member> members =
        handle
            .createQuery(
                """
                SELECT m.cluster_id, m.labeler_id, m.posterior * c.posterior AS posterior,
                  c.state = 'CONFIRMED' OR (m.posterior >= :least AND c.posterior >= :least)
                    AS same_person
                FROM suspect_cluster_member m JOIN suspect_cluster c ON c.id = m.cluster_id
                WHERE c.state <> 'RELEASED'
                ORDER BY c.state, c.posterior DESC, m.cluster_id, m.labeler_id
                """)
            .bind("least", SAME_PERSON)
            .map(
                (row, context) ->
                    new Member(
                        row.getObject("cluster_id", UUID.class),
                        row.getObject("labeler_id", UUID.class),
                        row.getBoolean("same_person"),
                        row.getDouble("posterior")))
            .list();
    Union union = new Union();
    Map<UUID, UUID> firstOfCluster = new HashMap<>();
    Set<UUID> placed = new HashSet<>();
    for (Member member : members) {
      if (member.samePerson() && placed.add(member.labeler())) {
        UUID first = firstOfCluster.putIfAbsent(member.cluster(), member.labeler());
        union.join(member.labeler(), first == null ? member.labeler() : first);
      }
    }
    handle
        .createQuery("SELECT labeler_id, person_id FROM person_merge ORDER BY labeler_id")
        .map(
            (row, context) ->
                List.of(
                    row.getObject("labeler_id", UUID.class),
                    row.getObject("person_id", UUID.class)))
        .forEach(pair -> union.join(pair.get(0), pair.get(1)));
    return new Stored(union, union.sets(), foreign(members, union));
  }

  private static Map<UUID, Double> foreign(List<Member> members, Union union) {
    Map<UUID, List<Member>> clusters = new HashMap<>();
    for (Member member : members) {
      clusters.computeIfAbsent(member.cluster(), id -> new ArrayList<>()).add(member);
    }
    Map<UUID, Double> foreign = new HashMap<>();
    for (List<Member> cluster : clusters.values()) {
      Set<UUID> persons = new HashSet<>();
      cluster.forEach(member -> persons.add(union.find(member.labeler())));
      if (persons.size() > 1) {
        cluster.forEach(
            member -> foreign.merge(member.labeler(), member.posterior(), StrictMath::max));
      }
    }
    return foreign;
  }

  private record Stored(Union union, Map<UUID, Set<UUID>> sets, Map<UUID, Double> foreign)
      implements Persons {
    @Override
    public Set<UUID> accountsOf(UUID labeler) {
      return sets.getOrDefault(union.find(labeler), Set.of(labeler));
    }

    @Override
    public UUID personOf(UUID labeler) {
      return union.find(labeler);
    }

    @Override
    public double foreignPosterior(UUID labeler) {
      return foreign.getOrDefault(labeler, 0.0);
    }
  }

  /** Disjoint sets, each named by its smallest member. */
  private static final class Union {
    private final Map<UUID, UUID> parents = new HashMap<>();

    private UUID find(UUID one) {
      UUID root = one;
      for (UUID up = parents.get(root); up != null; up = parents.get(root)) {
        root = up;
      }
      return root;
    }

    private Map<UUID, Set<UUID>> sets() {
      Map<UUID, Set<UUID>> sets = new HashMap<>();
      for (UUID one : parents.keySet()) {
        UUID root = find(one);
        Set<UUID> set = sets.computeIfAbsent(root, id -> new HashSet<>());
        set.add(root);
        set.add(one);
      }
      return sets;
    }

    private void join(UUID one, UUID other) {
      UUID a = find(one);
      UUID b = find(other);
      if (a.compareTo(b) < 0) {
        parents.put(b, a);
      } else if (b.compareTo(a) < 0) {
        parents.put(a, b);
      }
    }
  }
}

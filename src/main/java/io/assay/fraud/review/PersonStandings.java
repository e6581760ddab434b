package io.assay.fraud.review;

import io.assay.fraud.ClusterScan;
import io.assay.task.LabelerStandings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Tells the dispatcher after each scan who must not meet on an item, and who gets more probes.
 * Accounts that said they are one person are kept apart like those of a suspected cluster.
 */
@ApplicationScoped
class PersonStandings {
  private final PersonMerges merges;
  private final LabelerStandings standings;

  PersonStandings(PersonMerges merges, LabelerStandings standings) {
    this.merges = merges;
    this.standings = standings;
  }

  void onScanned(@Observes ClusterScan.Scanned scanned) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              standings.putClusters(together(scanned.clusterOfLabeler(), merges.personOfLabeler()));
              standings.putNominated(scanned.nominated());
            });
  }

  /** The finest groups that split neither a cluster nor a person, by labeler. */
  static Map<UUID, UUID> together(
      Map<UUID, UUID> clusterOfLabeler, Map<UUID, UUID> personOfLabeler) {
    Map<UUID, UUID> groups = new HashMap<>(clusterOfLabeler);
    SortedMap<UUID, UUID> persons = new TreeMap<>(personOfLabeler);
    Map<UUID, UUID> groupOfPerson = new HashMap<>();
    persons.forEach(
        (labeler, person) -> {
          UUID own = groups.getOrDefault(labeler, person);
          UUID known = groupOfPerson.putIfAbsent(person, own);
          if (known == null || known.equals(own)) {
            groups.put(labeler, own);
          } else if (clusterOfLabeler.containsKey(labeler)) {
            rename(groups, groupOfPerson, known, own);
          } else {
            groups.put(labeler, known);
          }
        });
    return groups;
  }

  private static void rename(
      Map<UUID, UUID> groups, Map<UUID, UUID> groupOfPerson, UUID from, UUID to) {
    groups.replaceAll((labeler, group) -> group.equals(from) ? to : group);
    groupOfPerson.replaceAll((person, group) -> group.equals(from) ? to : group);
  }
}

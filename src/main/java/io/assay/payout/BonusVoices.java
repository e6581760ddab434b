package io.assay.payout;

import io.assay.consensus.ExclusionSource;
import io.assay.consensus.answers.Exclusions;
import io.assay.payout.economics.Voices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Who has one voice with whom when bonuses are worked out: whose votes consensus counts as one
 * (suspected clusters and blocs among them), and accounts that are paid as one person. Links are
 * followed, so that the friend of a friend is no peer either.
 */
@ApplicationScoped
class BonusVoices {
  private final Instance<ExclusionSource> sources;
  private final PersonClusters clusters;

  BonusVoices(Instance<ExclusionSource> sources, PersonClusters clusters) {
    this.sources = sources;
    this.clusters = clusters;
  }

  /**
   * The voices of these labelers.
   *
   * @param labelers accounts by pseudonym
   */
  Voices of(Handle handle, UUID datasetId, SortedMap<String, UUID> labelers) {
    PersonClusters.Persons persons = clusters.read(handle);
    List<Exclusions> exclusions = sources.stream().map(one -> one.find(datasetId)).toList();
    Set<String> ignored = new HashSet<>();
    Map<String, List<String>> reasons = new TreeMap<>();
    labelers.forEach(
        (pseudonym, id) -> {
          List<String> own = new ArrayList<>(List.of("person/" + persons.personOf(id)));
          for (int i = 0; i < exclusions.size(); i++) {
            String source = "source-" + i + "/";
            if (exclusions.get(i).ignores(pseudonym)) {
              ignored.add(pseudonym);
            }
            exclusions.get(i).findGroup(pseudonym).ifPresent(group -> own.add(source + group));
          }
          reasons.put(pseudonym, own);
        });
    return new Voices(join(reasons), ignored);
  }

  /** Groups of two and more, each named by the first in it. */
  static Map<String, String> join(Map<String, List<String>> reasons) {
    Map<String, String> up = new HashMap<>();
    Map<String, String> firstOf = new HashMap<>();
    reasons.forEach(
        (pseudonym, own) -> {
          for (String reason : own) {
            String first = firstOf.putIfAbsent(reason, pseudonym);
            String a = top(up, pseudonym);
            String b = top(up, first == null ? pseudonym : first);
            if (!a.equals(b)) {
              up.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
            }
          }
        });
    Map<String, Integer> sizes = new HashMap<>();
    reasons.keySet().forEach(pseudonym -> sizes.merge(top(up, pseudonym), 1, Integer::sum));
    Map<String, String> groups = new HashMap<>();
    for (String pseudonym : reasons.keySet()) {
      String name = top(up, pseudonym);
      if (sizes.getOrDefault(name, 1) > 1) {
        groups.put(pseudonym, name);
      }
    }
    return groups;
  }

  private static String top(Map<String, String> up, String one) {
    String at = one;
    for (String next = up.get(at); next != null; next = up.get(at)) {
      at = next;
    }
    return at;
  }
}

package io.assay.fraud;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Ids of groups that are found anew again and again. */
final class StableIds {
  private StableIds() {}

  /**
   * The id of each group: that of the old group it has the most members in common with, at least
   * half of the old one's, if no group before it took that; else a new one.
   *
   * @param old members by id
   */
  static List<UUID> match(Map<UUID, Set<UUID>> old, List<? extends Collection<UUID>> groups) {
    Set<UUID> taken = new HashSet<>();
    List<UUID> ids = new ArrayList<>();
    for (Collection<UUID> group : groups) {
      UUID best = null;
      int most = 0;
      for (Map.Entry<UUID, Set<UUID>> candidate : old.entrySet()) {
        Set<UUID> common = new HashSet<>(candidate.getValue());
        common.retainAll(group);
        boolean same = 2 * common.size() >= candidate.getValue().size();
        if (same && common.size() > most && !taken.contains(candidate.getKey())) {
          best = candidate.getKey();
          most = common.size();
        }
      }
      UUID id = best == null ? UUID.randomUUID() : best;
      taken.add(id);
      ids.add(id);
    }
    return ids;
  }
}

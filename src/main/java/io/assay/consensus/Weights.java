package io.assay.consensus;

import io.assay.consensus.answers.Exclusions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whose answers count less, from all sources together. */
@ApplicationScoped
class Weights {
  private final Instance<ExclusionSource> sources;

  Weights(Instance<ExclusionSource> sources) {
    this.sources = sources;
  }

  /**
   * The exclusions among the labelers of a dataset.
   *
   * @param labelers whose answers decide nothing, beside those who are ignored anyway
   */
  Exclusions find(UUID datasetId, ConsensusStore.Loaded loaded, Set<String> labelers) {
    Set<String> ignored = new HashSet<>(labelers);
    Map<String, String> groups = new HashMap<>();
    for (ExclusionSource source : sources) {
      Exclusions found = source.find(datasetId);
      for (String labeler : loaded.labelerIds().keySet()) {
        if (found.ignores(labeler)) {
          ignored.add(labeler);
        }
        found.findGroup(labeler).ifPresent(group -> groups.put(labeler, group));
      }
    }
    return Exclusions.of(ignored, groups);
  }
}

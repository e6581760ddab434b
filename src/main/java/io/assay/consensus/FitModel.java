package io.assay.consensus;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The model that lent a fit its prior.
 *
 * @param hash of its predictions
 * @param echoes labelers whose answers are the model's; the fit did without them
 */
record FitModel(@Nullable UUID version, String hash, SortedSet<String> echoes) {
  static @Nullable FitModel of(PriorSource.Lent lent) {
    String hash = lent.modelHash();
    return hash == null ? null : new FitModel(lent.modelVersion(), hash, lent.echoes());
  }

  /** As provenance names it; empty where nothing was lent. */
  static Map<String, String> named(PriorSource.Lent lent) {
    TreeMap<String, String> names = new TreeMap<>();
    String hash = lent.modelHash();
    if (hash != null) {
      names.put("model-hash", hash);
      names.put("model-echoes", String.join(" ", lent.echoes()));
    }
    return names;
  }
}

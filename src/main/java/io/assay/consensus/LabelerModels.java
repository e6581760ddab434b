package io.assay.consensus;

import io.assay.consensus.classification.Confusions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** What the last fit of a dataset knows of its labelers. */
@ApplicationScoped
public class LabelerModels {
  private final FitStore store;

  LabelerModels(FitStore store) {
    this.store = store;
  }

  /** The confusions of the last fit; nothing before the first one. */
  public Optional<Confusions> findLatest(UUID datasetId) {
    return store.findLastFit(datasetId).map(FitStore.LastFit::confusions);
  }
}

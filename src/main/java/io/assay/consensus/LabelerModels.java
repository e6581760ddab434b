package io.assay.consensus;

import io.assay.dataset.Datasets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What the last fit of a dataset knows of its labelers. */
@ApplicationScoped
public class LabelerModels {
  private final ConsensusStore store;
  private final Datasets datasets;

  LabelerModels(ConsensusStore store, Datasets datasets) {
    this.store = store;
    this.datasets = datasets;
  }

  /** The confusions of the last fit; before the first one, those of labelers nobody knows. */
  public Confusions latest(UUID datasetId) {
    return store
        .findLastFit(datasetId)
        .map(ConsensusStore.LastFit::confusions)
        .orElseGet(() -> Confusions.untrained(datasets.get(datasetId).labelSchema.classes()));
  }
}

package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a fit would say if some labelers did not count; nothing of it is kept. */
@ApplicationScoped
public class HypotheticalFits {
  /** A label and how probably it is right. */
  public record ItemLabel(String label, double confidence) {}

  private final ConsensusStore store;
  private final Datasets datasets;
  private final FitInputs inputs;

  HypotheticalFits(ConsensusStore store, Datasets datasets, FitInputs inputs) {
    this.store = store;
    this.datasets = datasets;
    this.inputs = inputs;
  }

  /**
   * The labels of a dataset without some labelers, by item.
   *
   * @param labelers whose answers decide nothing, beside those who are ignored anyway
   */
  public Map<UUID, ItemLabel> without(UUID datasetId, Set<String> labelers) {
    Dataset dataset = datasets.get(datasetId);
    ConsensusStore.Loaded loaded = store.load(datasetId);
    Map<UUID, ItemLabel> labels = new HashMap<>();
    if (loaded.answers().size() == 0) {
      return labels;
    }
    FitInput input = inputs.of(dataset, loaded, labelers, false);
    Estimate fit =
        SchemaConsensus.estimate(dataset.labelSchema, input, () -> store.loadPairs(datasetId));
    Answers answers = fit.answers();
    for (int t = 0; t < answers.tasks(); t++) {
      UUID item = loaded.itemIds().get(answers.task(t));
      if (item != null) {
        labels.put(item, new ItemLabel(fit.label(t), fit.confidence(t)));
      }
    }
    return labels;
  }
}

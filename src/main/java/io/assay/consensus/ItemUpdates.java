package io.assay.consensus;

import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.ItemConsensus;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.platform.OutboxEvent;
import io.assay.platform.OutboxHandler;
import io.assay.task.SubmissionReceived;
import io.assay.task.Tasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Estimates an item anew after each answer, with what is known of the labelers, moves what is known
 * of the one who answered by a step, and decides whether it needs another: no more once the target
 * confidence is reached. In a dataset with a target error {@link Relabeling} decides instead.
 */
@ApplicationScoped
class ItemUpdates implements OutboxHandler {
  private final ConsensusStore store;
  private final FitStore fits;
  private final TouchedReliabilities reliabilities;
  private final Datasets datasets;
  private final Tasks tasks;
  private final Instance<ExclusionSource> exclusions;

  ItemUpdates(
      ConsensusStore store,
      FitStore fits,
      TouchedReliabilities reliabilities,
      Datasets datasets,
      Tasks tasks,
      Instance<ExclusionSource> exclusions) {
    this.store = store;
    this.fits = fits;
    this.reliabilities = reliabilities;
    this.datasets = datasets;
    this.tasks = tasks;
    this.exclusions = exclusions;
  }

  @Override
  public String name() {
    return "consensus-items";
  }

  @Override
  public String topic() {
    return SubmissionReceived.TOPIC;
  }

  @Override
  public void handle(List<OutboxEvent> events) {
    Map<UUID, List<SubmissionReceived>> byDataset = new HashMap<>();
    for (OutboxEvent event : events) {
      SubmissionReceived received = SubmissionReceived.of(event.payload());
      byDataset.computeIfAbsent(received.datasetId(), id -> new ArrayList<>()).add(received);
    }
    byDataset.forEach(this::update);
  }

  private void update(UUID datasetId, List<SubmissionReceived> submissions) {
    Set<UUID> itemIds = new LinkedHashSet<>();
    submissions.forEach(one -> itemIds.add(one.itemId()));
    Map<UUID, ItemConsensus> estimates = new HashMap<>();
    Dataset dataset = datasets.get(datasetId);
    Optional<FitStore.LastFit> fit = fits.findLastFit(datasetId);
    Predicate<String> ignored = ignored(datasetId);
    List<UUID> resolved = new ArrayList<>();
    List<UUID> unclear = new ArrayList<>();
    for (ConsensusStore.ItemAnswers item : store.loadItems(itemIds)) {
      SortedMap<String, String> counted = new TreeMap<>(item.answers());
      counted.keySet().removeIf(ignored);
      int answers = counted.size();
      counted.keySet().removeAll(fit.map(FitStore.LastFit::echoes).orElse(Set.of()));
      if (counted.isEmpty()) {
        if (answers > 0) {
          unclear.add(item.itemId()); // The model alone resolves nothing.
        }
        continue; // Nothing that counts was said yet.
      }
      Confusions known =
          fit.map(FitStore.LastFit::confusions).orElseGet(() -> untrained(dataset, item));
      ItemConsensus estimate =
          ItemConsensus.estimate(known, counted, item.gold(), item.prior())
              .raise(fit.map(FitStore.LastFit::goldExponent).orElse(1.0));
      estimates.put(item.itemId(), estimate);
      store.saveItem(
          item,
          estimate,
          fit.map(FitStore.LastFit::method).orElse("majority"),
          fit.map(FitStore.LastFit::id).orElse(null));
      if (dataset.targetError != null) {
        continue; // Relabeling weighs all items together after the next fit.
      }
      boolean enough = answers >= dataset.redundancyMin;
      if (enough && estimate.confidence() >= dataset.targetConfidence) {
        resolved.add(item.itemId());
      } else if (enough && answers >= dataset.redundancyMax) {
        resolved.add(item.itemId());
      } else {
        unclear.add(item.itemId());
      }
    }
    if (dataset.labelSchema.isCategorical()) { // Others have an accuracy of another kind.
      fit.ifPresent(last -> reliabilities.touch(last, submissions, estimates));
    }
    tasks.resolve(resolved);
    tasks.wantMore(unclear);
    store.markForRefit(datasetId);
  }

  /** The labelers whose answers do not count. */
  private Predicate<String> ignored(UUID datasetId) {
    List<Exclusions> found = exclusions.stream().map(source -> source.find(datasetId)).toList();
    return labeler -> found.stream().anyMatch(one -> one.ignores(labeler));
  }

  private static Confusions untrained(Dataset dataset, ConsensusStore.ItemAnswers item) {
    Set<String> labels = new TreeSet<>(dataset.labelSchema.classes());
    labels.addAll(item.answers().values());
    return Confusions.untrained(labels);
  }
}

package io.assay.fraud;

import io.assay.consensus.DatasetAnswers;
import io.assay.consensus.Refits;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.blocs.Bloc;
import io.assay.consensus.blocs.BlocSearch;
import io.assay.consensus.blocs.Disputes;
import io.assay.dataset.Datasets;
import io.assay.fraud.linkage.EvidenceFamily;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;

/*
 * A search depends on the tables alone, and all that comes of it - blocs, cases, holds, questions and
 * the mark that it was done - is one transaction after it. So one that a crash cut off is made again:
 * the schedule finds fits that no search followed. The search itself holds no transaction.
 */
/**
 * Searches datasets for blocs of labelers after each fit, and raises signals; see {@link
 * BlocFinding}.
 */
@ApplicationScoped
class BlocWatch {
  private static final Logger LOG = Logger.getLogger(BlocWatch.class);
  private static final int SECONDS = 300;

  private final Datasets datasets;
  private final DatasetAnswers answers;
  private final BlocStore store;
  private final Cases cases;
  private final AutomaticHolds holds;
  private final Adjudications adjudications;
  private final ClusterConfig config;

  BlocWatch(
      Datasets datasets,
      DatasetAnswers answers,
      BlocStore store,
      Cases cases,
      AutomaticHolds holds,
      Adjudications adjudications,
      ClusterConfig config) {
    this.datasets = datasets;
    this.answers = answers;
    this.store = store;
    this.cases = cases;
    this.holds = holds;
    this.adjudications = adjudications;
    this.config = config;
  }

  /** A fit that fails here has been kept all the same, and the schedule tries again. */
  void onRefitted(@Observes Refits.Refitted event) {
    try {
      search(event.datasetId(), event.fitId());
    } catch (RuntimeException e) {
      LOG.errorf(e, "Search for blocs in dataset %s failed", event.datasetId());
    }
  }

  @Scheduled(
      every = "${assay.fraud.clusters.blocs-every:30s}",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void searchWhereMissed() {
    for (BlocStore.Fitted one : QuarkusTransaction.requiringNew().call(store::listMissed)) {
      try {
        search(one.datasetId(), one.fitId());
      } catch (RuntimeException e) {
        LOG.errorf(e, "Search for blocs in dataset %s failed", one.datasetId());
      }
    }
  }

  private record Input(DatasetAnswers.Loaded loaded, String hash, BlocStore.Searched last) {}

  private synchronized void search(UUID datasetId, UUID fitId) {
    Optional<Input> read =
        QuarkusTransaction.requiringNew().timeout(SECONDS).call(() -> read(datasetId));
    if (read.isEmpty()) {
      return; // No classes, no blocs.
    }
    Input input = read.get();
    long searches = input.last().searches();
    if (input.hash().equals(input.last().inputHash())) {
      QuarkusTransaction.requiringNew()
          .run(() -> store.remember(datasetId, fitId, input.hash(), searches));
      return;
    }
    DatasetAnswers.Loaded loaded = input.loaded();
    List<Bloc> found = BlocSearch.find(loaded.answers(), loaded.gold(), loaded.exclusions());
    List<BlocFinding> findings = BlocFinding.of(loaded.answers(), found, searches + 1);
    QuarkusTransaction.requiringNew()
        .timeout(SECONDS)
        .run(
            () -> {
              store.lock(datasetId);
              keep(datasetId, loaded, findings);
              store.remember(datasetId, fitId, input.hash(), searches + 1);
            });
  }

  private Optional<Input> read(UUID datasetId) {
    if (!datasets.get(datasetId).labelSchema.isCategorical()) {
      return Optional.empty();
    }
    DatasetAnswers.Loaded loaded = answers.load(datasetId);
    return Optional.of(new Input(loaded, hash(loaded), store.searched(datasetId)));
  }

  /** Names answers, known labels and who is ignored. */
  private static String hash(DatasetAnswers.Loaded loaded) {
    Exclusions exclusions = loaded.exclusions();
    Set<String> ignored = new TreeSet<>(loaded.labelerIds().keySet());
    ignored.removeIf(labeler -> !exclusions.ignores(labeler));
    return loaded.hash() + "/" + ignored.size() + "/" + ignored.hashCode();
  }

  private void keep(UUID datasetId, DatasetAnswers.Loaded loaded, List<BlocFinding> findings) {
    Set<String> borneOut = new HashSet<>();
    for (BlocStore.Kept kept : store.replace(datasetId, findings, loaded.labelerIds())) {
      if (kept.finding().bloc().decided() && !kept.cleared()) {
        act(datasetId, loaded, kept);
        borneOut.add(Signal.OneSheet.identity(datasetId, kept.id()));
      }
    }
    cases.withdrawExcept(Signal.OneSheet.identities(datasetId), borneOut);
    List<Bloc> blocs = findings.stream().map(BlocFinding::bloc).toList();
    Set<UUID> disputed = new TreeSet<>();
    blocs.forEach(bloc -> bloc.disputed().forEach(key -> disputed.add(loaded.itemIds().get(key))));
    List<UUID> questions =
        Disputes.questions(blocs).stream().map(key -> loaded.itemIds().get(key)).toList();
    adjudications.ask(datasetId, questions, questions.isEmpty() ? Set.of() : disputed);
  }

  private void act(UUID datasetId, DatasetAnswers.Loaded loaded, BlocStore.Kept kept) {
    BlocFinding finding = kept.finding();
    cases.raise(
        new Signal.OneSheet(
            datasetId, kept.id(), kept.labelers(), finding.commonItems(), finding.bloc().gain()));
    if (config.automaticHolds()) {
      List<UUID> held =
          finding.heldMembers().stream().map(name -> loaded.labelerIds().get(name)).toList();
      holds.hold(held, HoldGrounds.reason(List.of(EvidenceFamily.CONTENT)));
    }
  }
}

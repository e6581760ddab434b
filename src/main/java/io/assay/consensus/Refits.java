package io.assay.consensus;

import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/*
 * A fit reads all answers of a dataset, estimates, and writes labels and reliabilities. Answers that
 * come in between are in the next fit: an item with more answers than the fit saw keeps its newer
 * estimate (see ConsensusStore). Both lock items in the order of their ids and the mark last, or they
 * would meet in a deadlock. Two fits of one dataset never run at once, on any server, by an
 * advisory lock.
 */
/** Fits datasets anew: by the schedule where answers came in, and on demand. */
@ApplicationScoped
public class Refits {
  private static final Logger LOG = Logger.getLogger(Refits.class);
  private static final int TRANSACTION_SECONDS = 600;

  /** A dataset was fitted: fired after its transaction. */
  public record Refitted(UUID datasetId, UUID fitId) {}

  /** What a fit came to. */
  public record Fit(
      UUID id, String method, long answers, int labelers, int items, Instant createdAt) {}

  private final ConsensusStore store;
  private final FitStore fits;
  private final Datasets datasets;
  private final Jdbi jdbi;
  private final FitInputs inputs;
  private final Event<Refitted> refitted;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  Refits(
      ConsensusStore store,
      FitStore fits,
      Datasets datasets,
      Jdbi jdbi,
      FitInputs inputs,
      Event<Refitted> refitted) {
    this.store = store;
    this.fits = fits;
    this.datasets = datasets;
    this.jdbi = jdbi;
    this.inputs = inputs;
    this.refitted = refitted;
  }

  @Scheduled(every = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void refitMarked() {
    List<UUID> marked =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    jdbi.withHandle(
                        handle ->
                            handle
                                .createQuery(
                                    "SELECT dataset_id FROM consensus_refit ORDER BY since")
                                .mapTo(UUID.class)
                                .list()));
    for (UUID dataset : marked) {
      try {
        refit(dataset);
      } catch (RuntimeException e) {
        LOG.errorf(e, "Refit of dataset %s failed", dataset);
      }
    }
  }

  /** Has the dataset fitted anew soon, in the present transaction. */
  public void ask(UUID datasetId) {
    store.markForRefit(datasetId);
  }

  /** Fits the dataset over all answers there are now; nothing where there is none. */
  public Optional<Fit> refit(UUID datasetId) {
    oneAtATime.lock();
    try {
      Optional<Fit> fit =
          QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> fit(datasetId));
      fit.ifPresent(done -> refitted.fire(new Refitted(datasetId, done.id())));
      return fit;
    } finally {
      oneAtATime.unlock();
    }
  }

  private Optional<Fit> fit(UUID datasetId) {
    Dataset dataset = datasets.get(datasetId);
    Optional<Instant> marked = lockAndReadMark(datasetId);
    ConsensusStore.Loaded loaded = store.load(datasetId);
    if (loaded.answers().size() == 0) {
      marked.ifPresent(since -> unmark(datasetId, since));
      return Optional.empty();
    }
    FitInput input = inputs.of(dataset, loaded, Set.of(), true);
    Estimate consensus =
        SchemaConsensus.estimate(dataset.labelSchema, input, () -> store.loadPairs(datasetId));
    UUID id = fits.saveFit(datasetId, loaded, input, consensus);
    marked.ifPresent(since -> unmark(datasetId, since));
    return Optional.of(
        new Fit(
            id,
            consensus.method(),
            loaded.answers().size(),
            loaded.answers().labelers(),
            loaded.answers().tasks(),
            Instant.now()));
  }

  private Optional<Instant> lockAndReadMark(UUID datasetId) {
    return jdbi.withHandle(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 11))", "" + datasetId);
          return handle
              .createQuery("SELECT since FROM consensus_refit WHERE dataset_id = :dataset")
              .bind("dataset", datasetId)
              .mapTo(Instant.class)
              .findOne();
        });
  }

  /** Takes the mark away unless an answer that came while we estimated has set it again. */
  private void unmark(UUID datasetId, Instant since) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM consensus_refit WHERE dataset_id = :dataset AND since = :since")
                .bind("dataset", datasetId)
                .bind("since", since)
                .execute());
  }
}

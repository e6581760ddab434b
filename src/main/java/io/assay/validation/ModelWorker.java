package io.assay.validation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.validation.gpu.Engine;
import io.assay.validation.gpu.Engines;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * A process that trains models for a platform: it takes jobs from the database, computes them with
 * the engine of its machine, and delivers. Any number of them may run, beside each other and on any
 * machine that reaches the database.
 */
public final class ModelWorker {
  private static final long HEARTBEAT_SECONDS = 8;

  private static final ScheduledExecutorService HEART =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  /** How the database is reached. */
  public record Access(String url, String user, String password) {}

  private final ModelJobs jobs;
  private final ModelTraining training;
  private final ModelVersionStore versions;
  private final String name;
  private final Consumer<String> log;

  private ModelWorker(
      Jdbi jdbi, Supplier<TextTrainers> trainers, String name, Consumer<String> log) {
    FeatureStore store = new FeatureStore(jdbi);
    EncoderChoices choices = new EncoderChoices(jdbi);
    DatasetEncoders encoders = new DatasetEncoders(choices, SuppliedEncoders.of(jdbi), store);
    this.jobs = new ModelJobs(jdbi);
    this.training = new ModelTraining(new DatasetFeatures(encoders, store, trainers, jdbi));
    this.versions = new ModelVersionStore(new ObjectMapper());
    this.name = name;
    this.log = log;
  }

  /**
   * A worker on a database.
   *
   * @param gpu whether to look for a GPU
   * @param kernelEntries entries from which kernels train, as the server has them
   * @param tribuo whether to train texts with Tribuo's classifier
   * @param log takes a line for each thing it does
   */
  public static ModelWorker connect(
      Access access, boolean gpu, int kernelEntries, boolean tribuo, Consumer<String> log) {
    Jdbi jdbi = Jdbi.create(access.url(), access.user(), access.password());
    jdbi.registerArrayType(UUID.class, "uuid");
    jdbi.registerArrayType(String.class, "text");
    jdbi.useHandle(handle -> handle.execute("SELECT 1 FROM model_job LIMIT 1"));
    Engine engine = gpu ? Engines.open(log) : Engines.cpu();
    log.accept("engine " + engine.name());
    ValidationConfig.Head head =
        tribuo ? ValidationConfig.Head.TRIBUO : ValidationConfig.Head.SOFTMAX;
    return new ModelWorker(
        jdbi,
        () -> new TextTrainers(head, new EngineUse(engine, kernelEntries)),
        "worker " + ProcessHandle.current().pid(),
        log);
  }

  /** Does one job; false where none waits. */
  public boolean work() {
    Optional<ModelJobs.Held> next = jobs.take(name);
    next.ifPresent(this::work);
    return next.isPresent();
  }

  private void work(ModelJobs.Held held) {
    long started = System.nanoTime();
    log.accept("dataset " + held.datasetId() + ": training, attempt " + held.attempt());
    AtomicBoolean lost = new AtomicBoolean();
    ScheduledFuture<?> beat =
        HEART.scheduleAtFixedRate(
            () -> beat(held, lost), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    try {
      CrowdFile crowd = CrowdFile.read(held.crowd(), CrowdFile.class);
      Optional<ModelTraining.Trained> trained = training.train(crowd.crowd(held.datasetId()));
      boolean taken = !lost.get() && jobs.deliver(held, name, trained, versions);
      long millis = (System.nanoTime() - started) / 1_000_000;
      log.accept(
          "dataset "
              + held.datasetId()
              + (taken ? ": delivered after " : ": no longer wanted after ")
              + millis
              + " ms");
    } catch (RuntimeException e) {
      log.accept("dataset " + held.datasetId() + ": failed: " + e);
      jobs.fail(held, String.valueOf(e.getMessage()));
    } finally {
      beat.cancel(false);
    }
  }

  private void beat(ModelJobs.Held held, AtomicBoolean lost) {
    try {
      lost.set(!jobs.hold(held));
    } catch (RuntimeException e) {
      // Without the database for too long the hold runs out, and the delivery is dropped.
      log.accept("dataset " + held.datasetId() + ": no heartbeat: " + e.getMessage());
    }
  }
}

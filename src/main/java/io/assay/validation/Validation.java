package io.assay.validation;

import io.assay.consensus.PriorSource;
import io.assay.consensus.Refits;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/*
 * Where workers train, a fit does not wait for them: it leaves its crowd as a job, in its own transaction, and is lent
 * what was delivered last. A delivery asks for another fit, whose crowd is the one the model was trained on, so
 * it leaves no job. The prior was not learned from all answers of the fit then; it is kept with the fit all the
 * same, so who recomputes the fit needs no model.
 */
/**
 * Lends consensus the predictions of the model of a dataset: trained within the fit, or by worker
 * processes.
 */
@ApplicationScoped
class Validation implements PriorSource {
  private final ValidationConfig config;
  private final ModelTraining training;
  private final ModelVersionStore versions;
  private final ModelJobs jobs;
  private final DatasetFeatures features;
  private final Refits refits;
  private final Jdbi jdbi;

  Validation(
      ValidationConfig config,
      ModelTraining training,
      ModelVersionStore versions,
      ModelJobs jobs,
      DatasetFeatures features,
      Refits refits,
      Jdbi jdbi) {
    this.config = config;
    this.training = training;
    this.versions = versions;
    this.jobs = jobs;
    this.features = features;
    this.refits = refits;
    this.jdbi = jdbi;
  }

  @Override
  public Lent find(Crowd crowd) {
    return workersTrain() ? findDelivered(crowd) : train(crowd);
  }

  private boolean workersTrain() {
    return config.workers() == ValidationConfig.Workers.OUTSIDE;
  }

  private Lent train(Crowd crowd) {
    Optional<ModelTraining.Trained> trained = training.train(crowd);
    if (crowd.kept()) {
      trained.ifPresent(
          one ->
              jdbi.useHandle(
                  handle ->
                      versions.save(handle, crowd.datasetId(), one.version(), one.outcome())));
    }
    return trained.flatMap(LentModel::find).map(LentModel::lent).orElseGet(Lent::nothing);
  }

  private Lent findDelivered(Crowd crowd) {
    if (crowd.kept()) {
      jobs.post(crowd, features.state(crowd.datasetId()));
    }
    return jobs.findLent(crowd.datasetId()).map(LentModel::lent).orElseGet(Lent::nothing);
  }

  /** Has datasets fitted anew for which a model was delivered. */
  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void useDelivered() {
    if (workersTrain()) {
      QuarkusTransaction.requiringNew().run(() -> jobs.takeDelivered().forEach(refits::ask));
    }
  }
}

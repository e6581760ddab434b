package io.assay.validation;

import io.assay.consensus.PriorSource.Crowd;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Trainings for worker processes, and what they delivered. */
@ApplicationScoped
class ModelJobs {
  private static final int HOLD_SECONDS = 30;
  private static final int MAX_ATTEMPTS = 3;

  /**
   * A job that a worker holds.
   *
   * @param attempt which attempt it is; with the id it says whose hold it is
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once.
  record Held(UUID id, UUID datasetId, String crowdHash, byte[] crowd, int attempt) {}

  /** A training that no worker could do. */
  public record Failed(UUID datasetId, String worker, String problem) {}

  private final Jdbi jdbi;

  ModelJobs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Leaves a crowd for a worker, in the present transaction, in place of an older one; nothing
   * where a model was trained on just this, or waits to be.
   *
   * @param features names what encoders have read
   */
  void post(Crowd crowd, String features) {
    byte[] content = CrowdFile.write(CrowdFile.of(crowd));
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO model_job (dataset_id, id, crowd_hash, crowd)
                    SELECT :dataset, :id, :hash, :crowd
                    WHERE NOT EXISTS (SELECT 1 FROM model_result
                      WHERE dataset_id = :dataset AND crowd_hash = :hash)
                    ON CONFLICT (dataset_id) DO UPDATE SET id = excluded.id,
                      crowd_hash = excluded.crowd_hash, crowd = excluded.crowd,
                      created_at = clock_timestamp(), held_until = '-infinity', worker = NULL,
                      attempts = 0, problem = NULL
                    WHERE model_job.crowd_hash <> excluded.crowd_hash
                    """)
                .bind("dataset", crowd.datasetId())
                .bind("id", UUID.randomUUID())
                .bind("hash", hash(content, features))
                .bind("crowd", content)
                .execute());
  }

  private static String hash(byte[] content, String features) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(content);
      digest.update(features.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the job that waits longest. */
  Optional<Held> take(String worker) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE model_job SET worker = :worker, attempts = attempts + 1,
                      held_until = clock_timestamp() + make_interval(secs => :hold)
                    WHERE dataset_id = (
                      SELECT dataset_id FROM model_job
                      WHERE held_until < clock_timestamp() AND attempts < :most
                      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                    RETURNING id, dataset_id, crowd_hash, crowd, attempts
                    """)
                .bind("worker", worker)
                .bind("hold", HOLD_SECONDS)
                .bind("most", MAX_ATTEMPTS)
                .map(
                    (row, context) ->
                        new Held(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getBytes(4),
                            row.getInt(5)))
                .findOne());
  }

  /** Goes on holding it; false where it is another's by now, or another crowd's. */
  boolean hold(Held held) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE model_job SET
                          held_until = clock_timestamp() + make_interval(secs => :hold)
                        WHERE id = :id AND attempts = :attempt
                        """)
                    .bind("hold", HOLD_SECONDS)
                    .bind("id", held.id())
                    .bind("attempt", held.attempt())
                    .execute()
                == 1);
  }

  /** It failed; it is taken again at once, or after three times left with its reason. */
  void fail(Held held, String problem) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE model_job SET held_until = '-infinity', problem = ?"
                    + " WHERE id = ? AND attempts = ?",
                problem,
                held.id(),
                held.attempt()));
  }

  /**
   * Delivers what a training came to, in one transaction; what comes after the hold was lost is
   * dropped.
   *
   * @return whether it was taken
   */
  boolean deliver(
      Held held, String worker, Optional<ModelTraining.Trained> trained, ModelVersionStore store) {
    return jdbi.inTransaction(
        handle -> {
          int own =
              handle.execute(
                  "DELETE FROM model_job WHERE id = ? AND attempts = ?", held.id(), held.attempt());
          if (own == 0) {
            return false;
          }
          trained.ifPresent(
              one -> store.save(handle, held.datasetId(), one.version(), one.outcome()));
          save(handle, held, worker, trained);
          return true;
        });
  }

  private static void save(
      Handle handle, Held held, String worker, Optional<ModelTraining.Trained> trained) {
    byte[] lent = trained.flatMap(LentModel::find).map(CrowdFile::write).orElse(null);
    handle
        .createUpdate(
            """
            INSERT INTO model_result (dataset_id, crowd_hash, version_id, model_hash, lent, worker)
            VALUES (:dataset, :hash, CAST(:version AS uuid), :model, :lent, :worker)
            ON CONFLICT (dataset_id) DO UPDATE SET crowd_hash = excluded.crowd_hash,
              version_id = excluded.version_id, model_hash = excluded.model_hash,
              lent = excluded.lent, worker = excluded.worker, used = false
            """)
        .bind("dataset", held.datasetId())
        .bind("hash", held.crowdHash())
        .bindByType(
            "version", trained.map(one -> one.version().id().toString()).orElse(null), String.class)
        .bindByType(
            "model", trained.map(one -> one.version().modelHash()).orElse(null), String.class)
        .bindByType("lent", lent, byte[].class)
        .bind("worker", worker)
        .execute();
  }

  /** What the model delivered last lends; nothing where it earned no place. */
  Optional<LentModel> findLent(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT lent FROM model_result WHERE dataset_id = :id AND lent IS NOT NULL")
                .bind("id", datasetId)
                .map((row, context) -> CrowdFile.read(row.getBytes(1), LentModel.class))
                .findOne());
  }

  int countWaiting() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM model_job WHERE attempts < :most OR problem IS NULL")
                .bind("most", MAX_ATTEMPTS)
                .mapTo(Integer.class)
                .one());
  }

  List<Failed> listFailed() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT dataset_id, worker, problem FROM model_job
                    WHERE attempts >= :most AND problem IS NOT NULL ORDER BY created_at
                    """)
                .bind("most", MAX_ATTEMPTS)
                .map(
                    (row, context) ->
                        new Failed(
                            row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
                .list());
  }

  /** Datasets for which a model was delivered since it was last asked. */
  List<UUID> takeDelivered() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "UPDATE model_result SET used = true WHERE NOT used RETURNING dataset_id")
                .mapTo(UUID.class)
                .list());
  }
}

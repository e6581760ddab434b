package io.assay.validation;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Datasets with something to do; each is held by one server at a time. */
final class DueQueue {
  /** A server that has said nothing for so long is taken to be gone. */
  private static final int HOLD_SECONDS = 300;

  /** After so many failures one after the other a dataset waits for what comes in next. */
  private static final int MAX_FAILURES = 5;

  /**
   * A dataset that is held.
   *
   * @param since text of the time at which something came in, to the microsecond
   * @param failures how often it went wrong in a row
   */
  record Held(UUID datasetId, String since, int failures) {}

  private final Jdbi jdbi;
  private final String table;

  /**
   * A queue.
   *
   * @param table with the columns dataset_id, since, held_until and failures
   */
  DueQueue(Jdbi jdbi, String table) {
    this.jdbi = jdbi;
    this.table = table;
  }

  /** Notes that something came into a dataset, in the present transaction. */
  void add(UUID datasetId) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO <table> (dataset_id) VALUES (:dataset) ON CONFLICT (dataset_id)
                    DO UPDATE SET since = clock_timestamp(), failures = 0
                    """)
                .define("table", table)
                .bind("dataset", datasetId)
                .execute());
  }

  /** Takes the dataset that waits longest. */
  Optional<Held> take() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE <table> SET held_until = clock_timestamp() + make_interval(secs => :hold)
                    WHERE dataset_id = (
                      SELECT dataset_id FROM <table>
                      WHERE clock_timestamp() > held_until AND :most > failures
                      ORDER BY since LIMIT 1 FOR UPDATE SKIP LOCKED)
                    RETURNING dataset_id, since::text, failures
                    """)
                .define("table", table)
                .bind("hold", HOLD_SECONDS)
                .bind("most", MAX_FAILURES)
                .map(
                    (row, context) ->
                        new Held(row.getObject(1, UUID.class), row.getString(2), row.getInt(3)))
                .findOne());
  }

  /** Goes on holding it. */
  void hold(Held held) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE <table> SET held_until = clock_timestamp() + make_interval(secs => :hold)
                    WHERE dataset_id = :dataset
                    """)
                .define("table", table)
                .bind("hold", HOLD_SECONDS)
                .bind("dataset", held.datasetId())
                .execute());
  }

  /** Everything was encoded; what came in since then is next. */
  void done(Held held) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  """
                  DELETE FROM <table>
                  WHERE dataset_id = :dataset AND since = CAST(:since AS timestamptz)
                  """)
              .define("table", table)
              .bind("dataset", held.datasetId())
              .bind("since", held.since())
              .execute();
          handle
              .createUpdate(
                  "UPDATE <table> SET held_until = '-infinity' WHERE dataset_id = :dataset")
              .define("table", table)
              .bind("dataset", held.datasetId())
              .execute();
        });
  }

  /** It went wrong: it waits a minute, and after each further failure twice as long. */
  void fail(Held held) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE <table> SET failures = failures + 1,
                      held_until = clock_timestamp() + make_interval(secs => :wait)
                    WHERE dataset_id = :dataset
                    """)
                .define("table", table)
                .bind("wait", 60 << held.failures())
                .bind("dataset", held.datasetId())
                .execute());
  }
}

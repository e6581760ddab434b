package io.assay.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Delivery. An identity column is drawn before the commit, so a reader that remembers the largest
 * id it saw would step over an event whose transaction committed late. Positions are therefore
 * (transaction id, id), and only events of transactions older than every running one are read
 * (pg_snapshot_xmin): no gap can be filled later behind the position.
 *
 * One row of outbox_position a handler is locked with SKIP LOCKED while a batch runs: of several
 * servers one delivers to a handler at a time. A batch that fails comes again one event at a time;
 * an event that fails MAX_ATTEMPTS times is parked with its error, seen in outbox_parked and in
 * the log, and the ones behind it go on.
 */
/** Delivers outbox events to their handlers, each handler on a thread of its own. */
@ApplicationScoped
class OutboxDispatcher {
  private static final Logger LOG = Logger.getLogger(OutboxDispatcher.class);
  private static final int BATCH = 500;
  private static final int MAX_ATTEMPTS = 10;
  private static final long POLL_MILLIS = 150;
  private static final long MAX_BACKOFF_MILLIS = 30_000;

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final Instance<OutboxHandler> handlers;
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task, "outbox");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean stopping;

  OutboxDispatcher(Jdbi jdbi, ObjectMapper json, Instance<OutboxHandler> handlers) {
    this.jdbi = jdbi;
    this.json = json;
    this.handlers = handlers;
  }

  void start(@Observes StartupEvent event) {
    for (OutboxHandler handler : handlers) {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "INSERT INTO outbox_position (handler, topic) VALUES (:handler, :topic) ON"
                          + " CONFLICT DO NOTHING")
                  .bind("handler", handler.name())
                  .bind("topic", handler.topic())
                  .execute());
      schedule(handler, new Delivery(), POLL_MILLIS);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    executor.shutdown();
    if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
      executor.shutdownNow();
    }
  }

  /** How delivery to one handler goes; touched by one thread at a time. */
  private static final class Delivery {
    private int failures;
  }

  private void schedule(OutboxHandler handler, Delivery delivery, long delayMillis) {
    if (!stopping) {
      Object unused =
          executor.schedule(() -> run(handler, delivery), delayMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void run(OutboxHandler handler, Delivery delivery) {
    long delay = POLL_MILLIS;
    try {
      int limit = delivery.failures == 0 ? BATCH : 1;
      int handled =
          QuarkusTransaction.requiringNew().timeout(300).call(() -> deliver(handler, limit));
      delivery.failures = 0;
      delay = handled == limit ? 0 : POLL_MILLIS;
    } catch (Exception e) {
      if (stopping) {
        return;
      }
      delivery.failures++;
      LOG.warnf(e, "Outbox handler %s failed, attempt %d", handler.name(), delivery.failures);
      if (delivery.failures >= MAX_ATTEMPTS) {
        park(handler, e);
        delivery.failures = 0;
      }
      delay = Math.min(MAX_BACKOFF_MILLIS, 100L << Math.min(delivery.failures, 9));
    } finally {
      schedule(handler, delivery, delay);
    }
  }

  private int deliver(OutboxHandler handler, int limit) {
    List<Positioned> batch = jdbi.withHandle(handle -> lockAndRead(handle, handler, limit));
    if (batch.isEmpty()) {
      return 0;
    }
    handler.handle(batch.stream().map(Positioned::event).toList());
    jdbi.useHandle(handle -> move(handle, handler, batch.get(batch.size() - 1)));
    return batch.size();
  }

  private record Positioned(String transaction, OutboxEvent event) {}

  private List<Positioned> lockAndRead(Handle handle, OutboxHandler handler, int limit) {
    return handle
        .createQuery(
            """
            WITH position AS (
              SELECT transaction, event_id FROM outbox_position WHERE handler = :handler
              FOR UPDATE SKIP LOCKED)
            SELECT e.transaction::text AS transaction, e.id, e.topic, e.payload, e.created_at
            FROM outbox_event e, position p
            WHERE e.topic = :topic
              AND (e.transaction, e.id) > (p.transaction, p.event_id)
              AND e.transaction < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY e.transaction, e.id LIMIT :limit
            """)
        .bind("handler", handler.name())
        .bind("topic", handler.topic())
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  private Positioned read(ResultSet row) throws SQLException {
    try {
      return new Positioned(
          row.getString("transaction"),
          new OutboxEvent(
              row.getLong("id"),
              row.getString("topic"),
              json.readTree(row.getString("payload")),
              row.getTimestamp("created_at").toInstant()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void move(Handle handle, OutboxHandler handler, Positioned last) {
    handle
        .createUpdate(
            "UPDATE outbox_position SET transaction = CAST(:transaction AS xid8), event_id = :id"
                + " WHERE handler = :handler")
        .bind("transaction", last.transaction())
        .bind("id", last.event().id())
        .bind("handler", handler.name())
        .execute();
  }

  private void park(OutboxHandler handler, Exception error) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                jdbi.useHandle(
                    handle -> {
                      for (Positioned event : lockAndRead(handle, handler, 1)) {
                        LOG.errorf("Outbox event %d parked", event.event().id());
                        handle
                            .createUpdate(
                                "INSERT INTO outbox_parked (handler, event_id, error) VALUES"
                                    + " (:handler, :id, :error) ON CONFLICT DO NOTHING")
                            .bind("handler", handler.name())
                            .bind("id", event.event().id())
                            .bind("error", String.valueOf(error))
                            .execute();
                        move(handle, handler, event);
                      }
                    }));
  }
}

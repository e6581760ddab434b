package io.assay.fraud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.assay.fraud.LogChain.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Invariants, each attacked by a test:
 * - an entry is written in the transaction of what it tells, so neither is there without the other;
 * - the database refuses to change, delete or empty the log, whoever asks;
 * - what was changed with that refusal switched off is found by the check, a cut end included.
 *
 * Somebody who owns the database can write the whole chain anew. The check therefore gives out the
 * newest hash: whoever keeps it elsewhere notices that too.
 */
/** The append-only log of everything done about cases. */
@ApplicationScoped
public class CaseLog {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /**
   * Whether the log is as it was written.
   *
   * @param brokenAt the first entry that is not, null where there is none
   * @param head hash of the newest entry: keep it to notice a log written anew
   */
  public record Check(long entries, boolean intact, @Nullable Long brokenAt, String head) {}

  private final Jdbi jdbi;
  private final ReviewConfig config;

  CaseLog(Jdbi jdbi, ReviewConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  /** Everything that changes cases goes one after the other: the lock is held to the commit. */
  public static void lock(Handle handle) {
    handle.execute("SELECT pg_advisory_xact_lock(4041)");
  }

  /** Writes an entry in the present transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void append(
      @Nullable UUID caseId, @Nullable UUID actor, String action, Map<String, ?> detail) {
    jdbi.useHandle(
        handle -> {
          lock(handle);
          Map.Entry<Long, String> head = head(handle);
          Entry open =
              new Entry(
                  head.getKey() + 1,
                  Instant.now().truncatedTo(ChronoUnit.MICROS),
                  caseId,
                  actor,
                  action,
                  write(detail),
                  config.version(),
                  head.getValue(),
                  "");
          insert(handle, open, LogChain.hash(open));
        });
  }

  private static void insert(Handle handle, Entry entry, String hash) {
    handle
        .createUpdate(
            """
            INSERT INTO review_log (sequence, at, case_id, actor, action, detail, config_version,
              previous_hash, hash)
            VALUES (:sequence, :at, CAST(:case AS uuid), CAST(:actor AS uuid), :action, :detail,
              :config, :previous, :hash)
            """)
        .bind("sequence", entry.sequence())
        .bind("at", OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC))
        .bindByType("case", entry.caseId(), UUID.class)
        .bindByType("actor", entry.actor(), UUID.class)
        .bind("action", entry.action())
        .bind("detail", entry.detail())
        .bind("config", entry.configVersion())
        .bind("previous", entry.previousHash())
        .bind("hash", hash)
        .execute();
    handle.execute("UPDATE review_log_head SET sequence = ?, hash = ?", entry.sequence(), hash);
  }

  private static Map.Entry<Long, String> head(Handle handle) {
    return handle
        .createQuery("SELECT sequence, hash FROM review_log_head")
        .map((row, context) -> Map.entry(row.getLong(1), row.getString(2)))
        .one();
  }

  /** Entry and the name of who did it. */
  public record Named(Entry entry, @Nullable String actorName) {}

  /** The entries of a case, oldest first. */
  public List<Named> list(UUID caseId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT l.*, a.name FROM review_log l LEFT JOIN account a ON a.id = l.actor
                    WHERE l.case_id = :case ORDER BY l.sequence
                    """)
                .bind("case", caseId)
                .map((row, context) -> new Named(read(row), row.getString("name")))
                .list());
  }

  /** Recomputes every hash. */
  @Transactional
  public Check check() {
    return jdbi.withHandle(
        handle -> {
          handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          Map.Entry<Long, String> head = head(handle);
          LogChain.Walk walk = new LogChain.Walk();
          handle
              .createQuery("SELECT * FROM review_log ORDER BY sequence")
              .setFetchSize(1000)
              .map((row, context) -> read(row))
              .forEach(walk::accept);
          walk.end(head.getKey(), head.getValue());
          Long broken = walk.brokenAt().isPresent() ? walk.brokenAt().getAsLong() : null;
          return new Check(walk.entries(), broken == null, broken, walk.head());
        });
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("sequence"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("case_id", UUID.class),
        row.getObject("actor", UUID.class),
        row.getString("action"),
        row.getString("detail"),
        row.getString("config_version"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }

  private static String write(Map<String, ?> detail) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(detail));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

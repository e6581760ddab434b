package io.assay.payout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.TokenAmount;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Audits the money every night and when asked, and keeps what each audit found. */
@ApplicationScoped
class MoneyAudits {
  private static final Logger LOG = Logger.getLogger(MoneyAudits.class);

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final LedgerAudit audit;

  MoneyAudits(Jdbi jdbi, ObjectMapper json, LedgerAudit audit) {
    this.jdbi = jdbi;
    this.json = json;
    this.audit = audit;
  }

  @Scheduled(
      cron = "${assay.payout.audit-at:0 30 2 * * ?}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runNightly() {
    try {
      run();
    } catch (ChainGateway.Unavailable e) {
      LOG.warnf("No audit of the money tonight: %s", e.getMessage());
    }
  }

  /**
   * Compares everything now and keeps what it found.
   *
   * @throws ChainGateway.Unavailable if the chain does not answer
   */
  MoneyAudit run() {
    List<AuditLine> lines = audit.lines();
    for (AuditLine line : lines) {
      if (!line.balanced()) {
        LOG.errorf(
            "ALARM: the money does not add up: %s expected %s found %s, differences of %s",
            line.check(), line.expected(), line.found(), line.difference());
      }
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO ledger_audit (balanced, lines) VALUES (:balanced,"
                        + " CAST(:lines AS jsonb)) RETURNING *")
                .bind("balanced", lines.stream().allMatch(AuditLine::balanced))
                .bind("lines", write(lines))
                .map((row, context) -> read(row))
                .one());
  }

  Optional<MoneyAudit> findLatest() {
    return list(null, 1).items().stream().findFirst();
  }

  /** Newest first. */
  Page<MoneyAudit> list(@Nullable String cursor, int limit) {
    long before = Cursor.decodeBelow(cursor);
    List<MoneyAudit> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM ledger_audit WHERE id < :below ORDER BY id DESC LIMIT"
                            + " :limit")
                    .bind("below", before)
                    .bind("limit", limit + 1)
                    .map((row, context) -> read(row))
                    .list());
    return Page.of(rows, limit, last -> Cursor.encode(Long.toString(last.id())));
  }

  private String write(List<AuditLine> lines) {
    try {
      return json.writeValueAsString(lines);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private MoneyAudit read(ResultSet row) throws SQLException {
    try {
      return new MoneyAudit(
          row.getLong("id"),
          row.getTimestamp("at").toInstant(),
          row.getBoolean("balanced"),
          lines(json.readTree(row.getString("lines"))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Amounts are texts in JSON, which the mapper of requests takes for no numbers. */
  private static List<AuditLine> lines(JsonNode stored) {
    List<AuditLine> lines = new ArrayList<>();
    for (JsonNode line : stored) {
      lines.add(
          new AuditLine(
              AuditCheck.valueOf(line.path("check").asText()),
              new BigInteger(line.path("expected").asText()),
              new BigInteger(line.path("found").asText()),
              new TokenAmount(new BigInteger(line.path("difference").asText()))));
    }
    return lines;
  }
}

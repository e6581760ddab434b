package io.assay.payout;

import io.assay.platform.TokenAmount;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** A database with the platform's tables and a few rows in them, without a server. */
final class TestBooks implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final DataSource source;
  final Jdbi jdbi;

  TestBooks() throws IOException {
    server = EmbeddedPostgres.builder().start();
    source = server.getPostgresDatabase();
    Flyway.configure().dataSource(source).locations("filesystem:migrations").load().migrate();
    jdbi = Jdbi.create(source);
  }

  DataSource source() {
    return source;
  }

  /** A connection pool of its own, to put something into. */
  Jdbi anotherJdbi() {
    return Jdbi.create(source);
  }

  UUID account(String role) {
    UUID id = UUID.randomUUID();
    execute(
        "INSERT INTO account (id, subject, name, role) VALUES (?, ?, ?, ?)",
        id,
        id.toString(),
        role,
        role);
    return id;
  }

  void deposit(UUID requester, long amount) {
    UUID id = UUID.randomUUID();
    execute(
        "INSERT INTO deposit (id, requester_id, amount_base_units, reference, booked_by) VALUES"
            + " (?, ?, ?, 'test', ?)",
        id,
        requester,
        amount,
        requester);
    jdbi.useHandle(handle -> Postings.deposit(handle, id));
  }

  /** A closed dataset whose funds came out of the requester's balance. */
  UUID dataset(UUID requester, long funded, long committed) {
    UUID id = UUID.randomUUID();
    execute(
        """
        INSERT INTO dataset (id, requester_id, name, label_schema, price_base_units, redundancy_min,
          redundancy_max, target_confidence, gold_share, lease_seconds, state, funded_base_units,
          committed_base_units)
        VALUES (?, ?, 'd', '{}', 10, 1, 1, 0.9, 0, 60, 'CLOSED', ?, ?)
        """,
        id,
        requester,
        funded,
        committed);
    jdbi.useHandle(handle -> Postings.funding(handle, id, TokenAmount.of(funded)));
    return id;
  }

  void execute(String sql, Object... values) {
    jdbi.useHandle(handle -> handle.execute(sql, values));
  }

  long number(String sql, Object... values) {
    return jdbi.withHandle(
        handle -> {
          var query = handle.createQuery(sql);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.mapTo(Long.class).one();
        });
  }

  long balance(UUID requester) {
    return number(
        "SELECT balance_base_units FROM requester_balance WHERE requester_id = ?", requester);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.assay.payout;

import io.assay.Bench;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What closing an epoch of a million accounts asks of the database, beside a bare GROUP BY over the
 * same lines.
 */
final class ClosingBenchmark {
  private static final int ACCOUNTS = 1_000_000;
  private static final int LINES_EACH = 4;
  private static final int ROUNDS = 5;

  private ClosingBenchmark() {}

  static void run(Bench bench) throws Exception {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("work_mem", "512MB")
            .setServerConfig("max_wal_size", "4GB");
    try (EmbeddedPostgres server = builder.start();
        Connection connection = server.getPostgresDatabase().getConnection()) {
      connection.setAutoCommit(true);
      fill(connection);
      connection.setAutoCommit(false);
      double[][] seconds =
          Bench.interleave(
              1,
              ROUNDS,
              () -> read(connection, EpochClosing.LEAVES.replace(":number", "?"), 2L),
              () -> read(connection, BARE, 2L));
      bench.figure("close_seconds", Bench.median(seconds[0]), "s");
      bench.figure("group_by_seconds", Bench.median(seconds[1]), "s");
      bench.figure("close_vs_group_by", Bench.medianRatio(seconds[0], seconds[1]), "ratio");
    }
  }

  private static final String BARE =
      "SELECT labeler_id, sum(amount_base_units) FROM ledger_entry WHERE epoch_number = ? GROUP BY"
          + " labeler_id";

  private static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE account (id uuid PRIMARY KEY, labeler_index bigint NOT NULL UNIQUE,"
              + " wallet_address text)");
      statement.execute(
          "INSERT INTO account SELECT gen_random_uuid(), i, '0x' || lpad(to_hex(i), 40, '0') FROM"
              + " generate_series(0, "
              + (ACCOUNTS - 1)
              + ") i");
      statement.execute(
          "CREATE TABLE ledger_entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, labeler_id"
              + " uuid NOT NULL, dataset_id uuid NOT NULL, amount_base_units numeric(78,0) NOT NULL,"
              + " epoch_number bigint)");
      statement.execute(
          "INSERT INTO ledger_entry (labeler_id, dataset_id, amount_base_units, epoch_number) SELECT"
              + " id, id, 1000 + labeler_index % 7, 2 FROM account, generate_series(1, "
              + LINES_EACH
              + ") ORDER BY random()");
      statement.execute(
          "CREATE TABLE payout (epoch_number bigint, labeler_id uuid, labeler_index bigint,"
              + " wallet_address text, amount_base_units numeric(78,0), cumulative_base_units"
              + " numeric(78,0), PRIMARY KEY (epoch_number, labeler_id), UNIQUE (epoch_number,"
              + " labeler_index))");
      statement.execute(
          "CREATE TABLE goodwill (labeler_id uuid NOT NULL, amount_base_units numeric(78,0) NOT NULL,"
              + " epoch_number bigint)");
      statement.execute(
          "INSERT INTO payout SELECT 1, id, labeler_index, wallet_address, 5, 5 FROM account");
      statement.execute(
          "CREATE INDEX ON ledger_entry (epoch_number) WHERE epoch_number IS NOT NULL");
      statement.execute("VACUUM ANALYZE");
    }
  }

  private static void read(Connection connection, String sql, long epoch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(10_000);
      int parameters = statement.getParameterMetaData().getParameterCount();
      for (int i = 1; i <= parameters; i++) {
        statement.setLong(i, epoch);
      }
      long rows = 0;
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows++;
        }
      }
      if (rows != ACCOUNTS) {
        throw new IllegalStateException(rows + " accounts");
      }
    }
  }
}

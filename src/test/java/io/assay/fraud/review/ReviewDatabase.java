package io.assay.fraud.review;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database of a running server in the hands of somebody who owns it. */
final class ReviewDatabase {
  private final String url;

  ReviewDatabase(Path home) {
    try {
      String port = Files.readAllLines(home.resolve("database/data/postmaster.pid")).get(3).trim();
      url = "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  boolean refuses(String sql) {
    try {
      run(sql);
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  long count(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes the log with its triggers off, looks, and puts everything back. */
  void withoutTriggers(String sql, Runnable look) throws SQLException {
    run(
        "CREATE TABLE kept AS TABLE review_log; ALTER TABLE review_log DISABLE TRIGGER ALL; "
            + sql);
    try {
      look.run();
    } finally {
      run(
          "DELETE FROM review_log; INSERT INTO review_log TABLE kept; DROP TABLE kept;"
              + " ALTER TABLE review_log ENABLE TRIGGER ALL");
    }
  }
}

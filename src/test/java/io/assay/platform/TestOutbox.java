package io.assay.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jdbi.v3.core.Jdbi;

/** The outbox over a database of one's own, for tests of other packages. */
public final class TestOutbox {
  private TestOutbox() {}

  public static Outbox over(Jdbi jdbi) {
    return new Outbox(jdbi, new ObjectMapper());
  }

  /** Jdbi as the platform sets it up. */
  public static Jdbi jdbi(javax.sql.DataSource source) {
    return DatabaseAccess.over(source);
  }
}

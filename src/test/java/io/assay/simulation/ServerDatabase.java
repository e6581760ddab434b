package io.assay.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The embedded database of a running server, to arrange and look at what has no endpoint. */
public final class ServerDatabase {
  private ServerDatabase() {}

  /** Connects to it; the port is in the fourth line of what the database leaves in its folder. */
  public static Jdbi of(RunningServer server) {
    try {
      Path pidFile = server.home().resolve("database/data/postmaster.pid");
      List<String> lines = Files.readAllLines(pidFile);
      String url = "jdbc:postgresql://localhost:" + lines.get(3).trim() + "/postgres";
      Jdbi jdbi = Jdbi.create(url, "postgres", "postgres");
      jdbi.registerArrayType(UUID.class, "uuid");
      jdbi.registerArrayType(String.class, "text");
      return jdbi;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

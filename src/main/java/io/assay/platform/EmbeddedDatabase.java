package io.assay.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real PostgreSQL server as a child process with its data under the home folder, durable (fsync
 * and synchronous commit on). Also when run as root: the starter then enters a user namespace,
 * because the server refuses root.
 *
 * <p>A server left over by a killed parent is found by its {@code postmaster.pid} and used again.
 *
 * <p>Warning: it trusts every connection from the loopback interface, so it is for one person's
 * machine.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private final int port;
  private final @Nullable EmbeddedPostgres started;
  private final @Nullable ProcessHandle adopted;

  private EmbeddedDatabase(
      int port, @Nullable EmbeddedPostgres started, @Nullable ProcessHandle adopted) {
    this.port = port;
    this.started = started;
    this.adopted = adopted;
  }

  static EmbeddedDatabase start(Path home) throws IOException {
    Path data = Files.createDirectories(home.resolve("database")).resolve("data");
    Optional<EmbeddedDatabase> running = adopt(data);
    if (running.isPresent()) {
      return running.get();
    }
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(home.resolve("database/bin").toFile())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "80")
            .setErrorRedirector(
                ProcessBuilder.Redirect.appendTo(home.resolve("database/server.log").toFile()))
            .setOutputRedirector(
                ProcessBuilder.Redirect.appendTo(home.resolve("database/server.log").toFile()))
            .setPGStartupWait(START_TIMEOUT)
            .start();
    return new EmbeddedDatabase(server.getPort(), server, null);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  private static Optional<EmbeddedDatabase> adopt(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
    Optional<ProcessHandle> process =
        lines.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(lines.get(0).trim()));
    if (process.isEmpty() || !isPostmaster(process.get(), data)) {
      // The number may belong to a stranger by now, before whom the server would refuse to start.
      Files.delete(pidFile);
      return Optional.empty();
    }
    if (lines.size() < 4) {
      throw new IOException("a PostgreSQL server is starting in " + data + "; try again");
    }
    int port = Integer.parseInt(lines.get(3).trim());
    awaitPort(port);
    return Optional.of(new EmbeddedDatabase(port, null, process.get()));
  }

  private static boolean isPostmaster(ProcessHandle process, Path data) {
    try {
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      String command = Files.readString(commandLine, StandardCharsets.UTF_8);
      return command.contains("postgres") && command.contains(data.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitPort(int port) throws IOException {
    IOException last = new IOException("no answer");
    for (int attempt = 0; attempt < 60; attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("localhost", port), 1000);
        return;
      } catch (IOException e) {
        last = e;
        pause();
      }
    }
    throw last;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (started != null) {
      started.close();
    }
    if (adopted != null) {
      // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
      new ProcessBuilder("kill", "-INT", Long.toString(adopted.pid())).start();
      try {
        adopted.onExit().get(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        adopted.destroyForcibly();
      }
    }
  }
}

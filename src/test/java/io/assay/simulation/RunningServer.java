package io.assay.simulation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged jar as a process of its own, with everything embedded and its state in a folder of
 * its own: what a user starts.
 */
public final class RunningServer implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final Path home;
  private final int port;
  private final List<String> options;
  private Process process;

  private RunningServer(Path home, int port, List<String> options) {
    this.home = home;
    this.port = port;
    this.options = options;
  }

  /** Starts it with a new, empty home folder, and JVM options such as system properties. */
  public static RunningServer start(String... options) {
    try {
      Path home = Files.createTempDirectory("assay-it-");
      RunningServer server = new RunningServer(home, freePort(), List.of(options));
      server.launch();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI address() {
    return URI.create("http://localhost:" + port);
  }

  public Path home() {
    return home;
  }

  /** Starts the process again on the same home folder. */
  public void launch() throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(
          "no " + JAR + ": integration tests run after the package phase");
    }
    Path log = home.resolve("server.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-Dassay.home=" + home);
    command.add("-Dquarkus.http.port=" + port);
    command.addAll(options);
    command.addAll(List.of("-jar", JAR.toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    awaitHealth(log);
  }

  /** Ends the JVM as a power cut would: nothing of it runs any more, its children go on. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server did not die");
    }
  }

  /** Ends the server and every child of it at once, none of them with a chance to write. */
  public void cutPower() throws InterruptedException {
    kill();
    childHandles().forEach(ProcessHandle::destroyForcibly);
    for (int wait = 0; wait < 100 && children() > 0; wait++) {
      Thread.sleep(100);
    }
    if (children() > 0) {
      throw new IllegalStateException("a child of the server did not die");
    }
  }

  /** Ends it as Ctrl-C would. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not stop within a minute");
    }
  }

  /** Processes that still work on the home folder. */
  public long children() {
    return childHandles().count();
  }

  private Stream<ProcessHandle> childHandles() {
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.pid() != ProcessHandle.current().pid())
        .filter(
            handle -> {
              try {
                Path commandLine = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
                return Files.readString(commandLine).contains(home.toString());
              } catch (IOException e) {
                return false;
              }
            });
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitHealth(Path log) throws IOException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(address().resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        Thread.sleep(100);
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IllegalStateException("the server did not start:\n" + Files.readString(log));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

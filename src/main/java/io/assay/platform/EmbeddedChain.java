package io.assay.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A local EVM chain as a child process (anvil, packed in the jar), its state under the home folder:
 * written every second and when it ends. A node left over by a killed parent is found by its pid
 * file and used again.
 *
 * <p>The node writes its state in place, so a node killed in the middle of it leaves a torn file.
 * Such a file is put aside and the chain begins anew; whoever uses it compares what it finds with
 * what it knows.
 *
 * <p>Its accounts and their keys are those every such node has: nothing on it has any worth.
 */
final class EmbeddedChain implements AutoCloseable {
  static final long CHAIN_ID = 31337;

  /** Key of the node's first account, the same on every development chain. */
  static final String OPERATOR_KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  private static final int USUAL_PORT = 8545;
  private static final int START_ATTEMPTS = 3;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration ADOPT_TIMEOUT = Duration.ofSeconds(10);

  private final ProcessHandle process;
  private final int port;
  private final Path pidFile;

  private EmbeddedChain(ProcessHandle process, int port, Path pidFile) {
    this.process = process;
    this.port = port;
    this.pidFile = pidFile;
  }

  static EmbeddedChain start(Path home) throws IOException {
    return start(home, USUAL_PORT);
  }

  /**
   * Starts the node, or finds the one that runs.
   *
   * @param usualPort the port to listen on; another one where a stranger has it
   */
  static EmbeddedChain start(Path home, int usualPort) throws IOException {
    Path folder = Files.createDirectories(home.resolve("chain")).toRealPath();
    Path pidFile = folder.resolve("anvil.pid");
    Path state = folder.resolve("state.json");
    Optional<EmbeddedChain> running = adopt(pidFile, state);
    if (running.isPresent()) {
      return running.get();
    }
    putAsideIfTorn(state);
    Path binary = extract(home);
    IOException last = new IOException("no free port");
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      EmbeddedChain chain = launch(binary, folder, state, freePort(usualPort));
      Files.writeString(pidFile, chain.process.pid() + "\n" + chain.port + "\n");
      try {
        chain.awaitAnswer(START_TIMEOUT);
        return chain;
      } catch (IOException e) {
        // Somebody may have taken the port between the look and the start.
        chain.close();
        last = e;
      }
    }
    throw last;
  }

  private static EmbeddedChain launch(Path binary, Path folder, Path state, int port)
      throws IOException {
    Process child =
        new ProcessBuilder(
                binary.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(CHAIN_ID),
                "--state",
                state.toString(),
                "--state-interval",
                "1",
                "--prune-history",
                "1000",
                "--quiet")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("anvil.log").toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    return new EmbeddedChain(child.toHandle(), port, folder.resolve("anvil.pid"));
  }

  String rpcUrl() {
    return "http://127.0.0.1:" + port;
  }

  long pid() {
    return process.pid();
  }

  private static Optional<EmbeddedChain> adopt(Path pidFile, Path state) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
    try {
      long pid = Long.parseLong(lines.get(0));
      int port = Integer.parseInt(lines.get(1));
      Optional<ProcessHandle> process = ProcessHandle.of(pid);
      if (process.isPresent() && isNodeOf(pid, state)) {
        EmbeddedChain chain = new EmbeddedChain(process.get(), port, pidFile);
        try {
          chain.awaitAnswer(ADOPT_TIMEOUT);
          return Optional.of(chain);
        } catch (IOException e) {
          // It hangs: two nodes must not write one state file.
          chain.close();
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // A pid file cut off by a crash names nobody.
    }
    Files.deleteIfExists(pidFile);
    return Optional.empty();
  }

  /** Whether the process is a node on this state file; its number may be a stranger's by now. */
  private static boolean isNodeOf(long pid, Path state) {
    try {
      String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      List<String> arguments = List.of(command.split("\0", -1));
      return arguments.get(0).endsWith("anvil") && arguments.contains(state.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private static void putAsideIfTorn(Path state) throws IOException {
    if (!Files.exists(state)) {
      return;
    }
    try (JsonParser json = new JsonFactory().createParser(state.toFile())) {
      JsonToken first = json.nextToken();
      json.skipChildren();
      if (first == JsonToken.START_OBJECT) {
        return;
      }
    } catch (JsonProcessingException e) {
      // Torn.
    }
    Files.move(state, state.resolveSibling("state.torn.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path extract(Path home) throws IOException {
    Path binary = Files.createDirectories(home.resolve("bin")).resolve("anvil");
    try (InputStream packed = EmbeddedChain.class.getResourceAsStream("/chain/anvil")) {
      if (packed == null) {
        throw new IOException(
            "the jar was built without a chain node; set assay.chain.rpc-url to a running one");
      }
      byte[] bytes = packed.readAllBytes();
      if (!Files.exists(binary) || Files.size(binary) != bytes.length) {
        Path partial = Files.write(binary.resolveSibling("anvil.part"), bytes);
        if (!partial.toFile().setExecutable(true)) {
          throw new IOException(partial + " cannot be made executable");
        }
        Files.move(partial, binary, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return binary;
  }

  private static int freePort(int usualPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket usual = new ServerSocket(usualPort, 1, loopback)) {
      return usual.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket any = new ServerSocket(0, 1, loopback)) {
        return any.getLocalPort();
      }
    }
  }

  private void awaitAnswer(Duration timeout) throws IOException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(rpcUrl()))
            .timeout(Duration.ofSeconds(2))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}"))
            .build();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      pause();
    }
    throw new IOException(
        "the chain node does not answer; see " + pidFile.resolveSibling("anvil.log"));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the node; it writes its state first. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      process.destroyForcibly();
    }
    Files.deleteIfExists(pidFile);
  }
}

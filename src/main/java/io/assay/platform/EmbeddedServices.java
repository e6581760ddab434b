package io.assay.platform;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Starts, before the application, each neighbour that the configuration does not point elsewhere:
 * PostgreSQL unless {@code assay.database.url} is set, the OpenID Connect issuer unless {@code
 * assay.issuer.url} is, the chain unless {@code assay.chain.rpc-url} is. What it started it stops.
 */
public final class EmbeddedServices implements AutoCloseable {
  private final Deque<AutoCloseable> children = new ArrayDeque<>();
  private final Map<String, String> properties = new LinkedHashMap<>();

  private EmbeddedServices() {}

  /** Starts what is needed by the system properties, environment and {@code config/} file. */
  public static EmbeddedServices start() throws IOException {
    SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDefaultInterceptors();
    builder.addSystemSources();
    Path file = Path.of("config", "application.properties");
    if (Files.exists(file)) {
      builder.withSources(new PropertiesConfigSource(file.toUri().toURL()));
    }
    SmallRyeConfig config = builder.build();
    Map<String, String> outside = new LinkedHashMap<>();
    for (String key :
        new String[] {"assay.database.url", "assay.issuer.url", "assay.chain.rpc-url"}) {
      config.getOptionalValue(key, String.class).ifPresent(value -> outside.put(key, value));
    }
    Path home = Path.of(config.getOptionalValue("assay.home", String.class).orElse(".assay"));
    int port = config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
    String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("localhost");
    refuseTakenPort(host, port);
    return start(home, host, port, outside);
  }

  /** Said before anything is started: a second server, or another program, has the port. */
  static void refuseTakenPort(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      throw new IllegalStateException(
          "port "
              + port
              + " is taken, by another Assay or another program; stop that, or choose another one with"
              + " -Dquarkus.http.port=PORT.",
          e);
    }
  }

  /**
   * Starts under {@code home} what {@code outside} does not name.
   *
   * @param outside the addresses of neighbours run by others, by configuration key
   */
  public static EmbeddedServices start(
      Path home, String host, int httpPort, Map<String, String> outside) throws IOException {
    EmbeddedServices services = new EmbeddedServices();
    if (outside.size() < 3 && !isLoopback(host)) {
      throw new IllegalStateException(
          "quarkus.http.host is "
              + host
              + ": the embedded database, issuer and chain are for this machine only. Point"
              + " assay.database.url, assay.issuer.url and assay.chain.rpc-url at real ones.");
    }
    Path absoluteHome = Files.createDirectories(home).toRealPath();
    if (outside.size() < 3) {
      services.children.push(lock(absoluteHome));
    }
    try {
      services.startChildren(absoluteHome, httpPort, outside);
    } catch (IOException | RuntimeException e) {
      services.close();
      throw e;
    }
    return services;
  }

  /** One server a home: a second one would stop the children of the first when it ends. */
  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held in this very process: the same answer.
    }
    channel.close();
    throw new IllegalStateException(
        "another server runs on " + home + "; stop it, or set assay.home to another folder.");
  }

  private void startChildren(Path home, int httpPort, Map<String, String> outside)
      throws IOException {
    properties.put("assay.home", home.toString());
    if (!outside.containsKey("assay.database.url")) {
      EmbeddedDatabase database = EmbeddedDatabase.start(home);
      children.push(database);
      properties.put("assay.embedded.database", "true");
      properties.put("assay.database.url", database.jdbcUrl());
      properties.put("assay.database.username", "postgres");
      properties.put("assay.database.password", "postgres");
    }
    if (!outside.containsKey("assay.chain.rpc-url")) {
      EmbeddedChain chain = EmbeddedChain.start(home);
      children.push(chain);
      properties.put("assay.embedded.chain", "true");
      properties.put("assay.chain.rpc-url", chain.rpcUrl());
      for (String duty : new String[] {"poster", "sponsor", "relayer"}) {
        properties.put(
            "assay.payout.keys." + duty + ".development-key", EmbeddedChain.OPERATOR_KEY);
      }
      properties.put("assay.payout.confirmations", "0");
    }
    if (!outside.containsKey("assay.issuer.url")) {
      properties.put("assay.embedded.issuer", "true");
      properties.put("assay.issuer.url", "http://localhost:" + httpPort + "/idp");
      properties.put("assay.issuer.discovery", "false");
    }
  }

  /** The configuration that makes the application use what was started. */
  public Map<String, String> properties() {
    return Map.copyOf(properties);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  @Override
  public void close() {
    while (!children.isEmpty()) {
      try {
        children.pop().close();
      } catch (Exception e) {
        System.err.println("An embedded service did not stop: " + e.getMessage());
      }
    }
  }
}

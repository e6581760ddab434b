package io.assay.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the server keeps its state, and which of its neighbours it runs itself. */
@ConfigMapping(prefix = "assay")
public interface AssayConfig {
  /** The folder of everything embedded: database, issuer keys, chain, logs. */
  @WithDefault(".assay")
  Path home();

  /** Largest request body. Imports are streams, so this bounds the damage of one request only. */
  @WithDefault("256M")
  MemorySize maxBodySize();

  Embedded embedded();

  Database database();

  Issuer issuer();

  Chain chain();

  /** The PostgreSQL database. */
  interface Database {
    /** JDBC address. */
    String url();

    Optional<String> username();

    Optional<String> password();
  }

  /** The EVM chain payouts are claimed on. */
  interface Chain {
    /** HTTP address of a node's JSON-RPC. */
    Optional<String> rpcUrl();
  }

  /** Set at start for every neighbour that no configuration points elsewhere. */
  interface Embedded {
    @WithDefault("false")
    boolean database();

    @WithDefault("false")
    boolean issuer();

    @WithDefault("false")
    boolean chain();
  }

  /** The OpenID Connect issuer whose tokens the server takes. */
  interface Issuer {
    /** As it stands in the {@code iss} claim. */
    String url();

    /** Whether the issuer's keys are found by its discovery document. */
    @WithDefault("true")
    boolean discovery();

    /** The public client of the web UI. */
    @WithDefault("assay-web")
    String clientId();

    /** Exact addresses the embedded issuer may send a browser back to. */
    @WithDefault(
        "http://localhost:${quarkus.http.port:8080}/signed-in,"
            + "http://localhost:${quarkus.http.port:8080}/,http://localhost:5173/signed-in,http://localhost:5173/")
    List<String> redirects();
  }
}

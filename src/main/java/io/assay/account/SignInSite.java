package io.assay.account;

import io.assay.platform.AssayConfig;
import io.assay.platform.StartOrder;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;

/**
 * The site that wallets sign in to. Whoever signs trusts that name, so it is never taken from a
 * request that came over a network, whose Host header anybody can write.
 */
@ApplicationScoped
class SignInSite {
  private final Optional<String> site;

  SignInSite(AccountConfig config, AssayConfig assay) {
    AssayConfig.Embedded embedded = assay.embedded();
    site = read(config.publicUrl(), embedded.database() || embedded.issuer() || embedded.chain());
  }

  /** Makes the bean, so that a server without a name does not start. */
  void onStart(@Observes @Priority(StartOrder.SETTINGS) StartupEvent event) {
    host(URI.create("http://localhost"));
  }

  /**
   * Host and port of the site; nothing where it is that of the request, which is right as long as
   * the server listens to its own machine alone.
   *
   * @param loopback whether it does: it always does while a neighbour is embedded
   * @throws IllegalStateException where none is configured and it does not, or it is no web address
   */
  static Optional<String> read(Optional<URI> configured, boolean loopback) {
    if (configured.isEmpty() && !loopback) {
      throw new IllegalStateException(
          "assay.account.public-url is not set: it is the site that wallets are asked to sign in"
              + " to, as https://assay.example, and cannot be taken from requests.");
    }
    configured.ifPresent(
        url -> {
          boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
          if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalStateException(
                "assay.account.public-url is no address such as https://assay.example: " + url);
          }
        });
    return configured.map(URI::getRawAuthority);
  }

  /** Host and port that a message has to name, where the request asked for this address. */
  String host(URI asked) {
    return site.orElseGet(asked::getRawAuthority);
  }
}

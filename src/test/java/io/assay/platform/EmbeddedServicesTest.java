package io.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesTest {
  private static final Map<String, String> ISSUER_ALONE =
      Map.of(
          "assay.database.url", "jdbc:postgresql://db/assay", "assay.chain.rpc-url", "http://node");

  @TempDir private Path home;

  @Test
  void aNeighbourNamedOutside_isNotStarted() throws Exception {
    try (EmbeddedServices services =
        EmbeddedServices.start(home, "localhost", 8080, ISSUER_ALONE)) {
      assertThat(services.properties())
          .containsEntry("assay.embedded.issuer", "true")
          .containsEntry("assay.issuer.url", "http://localhost:8080/idp")
          .doesNotContainKeys("assay.embedded.database", "assay.embedded.chain");
    }
  }

  @Test
  void secondServerOnOneHome_isRefused_untilTheFirstEnds() throws Exception {
    EmbeddedServices first = EmbeddedServices.start(home, "localhost", 8080, ISSUER_ALONE);
    assertThatThrownBy(() -> EmbeddedServices.start(home, "localhost", 8081, ISSUER_ALONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another server runs on");
    first.close();
    EmbeddedServices.start(home, "localhost", 8080, ISSUER_ALONE).close();
  }

  @Test
  void takenPort_isNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> EmbeddedServices.refuseTakenPort("localhost", port))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + port + " is taken");
    }
  }

  @Test
  void beyondLoopback_embeddedNeighboursAreRefused_outsideOnesAreNot() throws Exception {
    assertThatThrownBy(() -> EmbeddedServices.start(home, "0.0.0.0", 8080, ISSUER_ALONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("this machine only");
    Map<String, String> all =
        Map.of(
            "assay.database.url", "jdbc:postgresql://db/assay",
            "assay.chain.rpc-url", "http://node",
            "assay.issuer.url", "https://issuer");
    EmbeddedServices.start(home, "0.0.0.0", 8080, all).close();
  }
}

package io.assay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInSiteTest {
  @Test
  void withoutASite_aServerOnANetworkDoesNotStart() {
    assertThatThrownBy(() -> SignInSite.read(Optional.empty(), false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("assay.account.public-url is not set");
    assertThat(SignInSite.read(Optional.empty(), true)).isEmpty();
  }

  @Test
  void site_isHostAndPort_ofAWebAddress() {
    assertThat(SignInSite.read(Optional.of(URI.create("https://assay.example/app")), false))
        .contains("assay.example");
    assertThat(SignInSite.read(Optional.of(URI.create("https://assay.example:8443")), true))
        .contains("assay.example:8443");
    for (String bad :
        List.of("assay.example", "ftp://assay.example", "https:///x", "https://a@assay.example")) {
      assertThatThrownBy(() -> SignInSite.read(Optional.of(URI.create(bad)), true))
          .as(bad)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("public-url");
    }
  }
}

package io.assay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceKeyTest {
  @TempDir Path home;

  @Test
  void withTheEmbeddedDatabase_itIsMadeOnce_forTheOwnerAlone() throws Exception {
    String first = EvidenceKey.read(Optional.empty(), true, home);
    assertThat(first).hasSize(64);
    assertThat(EvidenceKey.read(Optional.empty(), true, home)).isEqualTo(first);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("evidence.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void inProduction_noServerWithoutAKey() {
    assertThatThrownBy(() -> EvidenceKey.read(Optional.empty(), false, home))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("assay.account.evidence-key");
    assertThatThrownBy(() -> EvidenceKey.read(Optional.of("short"), false, home))
        .isInstanceOf(IllegalStateException.class);
    String key = "0123456789abcdef0123456789abcdef";
    assertThat(EvidenceKey.read(Optional.of(key), false, home)).isEqualTo(key);
  }

  @Test
  void addressesOfTheInternet_haveANetwork_privateOnesAreNone() {
    NetworkAddress four = NetworkAddress.of("203.0.113.77").orElseThrow();
    assertThat(four.prefix()).isEqualTo("cb0071");
    assertThat(NetworkAddress.of("203.0.113.9").orElseThrow().prefix()).isEqualTo(four.prefix());
    assertThat(NetworkAddress.of("2001:db8:1:2::3").orElseThrow().prefix())
        .isEqualTo("20010db80001");
    for (String none :
        new String[] {
          "127.0.0.1", "::1", "10.1.2.3", "192.168.0.4", "fe80::1%eth0", "fd00::1", "a name"
        }) {
      assertThat(NetworkAddress.of(none)).as(none).isEmpty();
    }
  }
}

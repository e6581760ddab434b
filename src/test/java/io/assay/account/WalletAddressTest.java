package io.assay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WalletAddressTest {
  /** From EIP-55's own test cases. */
  private static final String CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  @Test
  void oneCase_getsItsChecksum() {
    assertThat(new WalletAddress(CHECKSUMMED.toLowerCase(Locale.ROOT)).value())
        .isEqualTo(CHECKSUMMED);
    assertThat(new WalletAddress(CHECKSUMMED).value()).isEqualTo(CHECKSUMMED);
  }

  @Test
  void wrongChecksumShortOrZero_isRefused() {
    String wrong = CHECKSUMMED.replace("5aAe", "5AAe");
    for (String bad :
        new String[] {wrong, "0x12", "5aAeb6", "0x" + "0".repeat(40), CHECKSUMMED + "0"}) {
      assertThatThrownBy(() -> new WalletAddress(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}

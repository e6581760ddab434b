package io.assay.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;

class SignInMessageTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ADDRESS =
      Keys.toChecksumAddress(Credentials.create("0x" + "11".repeat(32)).getAddress());
  private static final String MESSAGE =
      """
      assay.example wants you to sign in with your Ethereum account:
      %s

      Link this wallet to be paid.

      URI: https://assay.example/earnings
      Version: 1
      Chain ID: 31337
      Nonce: 0123456789abcdef
      Issued At: 2026-03-01T11:59:00.000Z
      Expiration Time: 2026-03-01T12:09:00Z"""
          .formatted(ADDRESS);

  private static Optional<SignInMessage.Fault> fault(String text, String host, long chain) {
    return SignInMessage.read(text).orElseThrow().findFault(host, chain, NOW);
  }

  @Test
  void message_asWalletsWriteIt_isRead() {
    SignInMessage message = SignInMessage.read(MESSAGE).orElseThrow();
    assertThat(message.domain()).isEqualTo("assay.example");
    assertThat(message.address().value()).isEqualTo(ADDRESS);
    assertThat(message.nonce()).isEqualTo("0123456789abcdef");
    assertThat(message.findFault("assay.example", 31337, NOW)).isEmpty();
    assertThat(SignInMessage.read("https://" + MESSAGE)).isPresent();
    assertThat(SignInMessage.read(MESSAGE.replace("Link this wallet to be paid.\n\n", "\n")))
        .as("without a statement")
        .isPresent();
    assertThat(
            SignInMessage.read(
                MESSAGE
                    + "\nNot Before: 2026-03-01T11:00:00Z\nRequest ID: a1\nResources:\n- ipfs://x"))
        .isPresent();
  }

  @Test
  void message_besideTheGrammar_isNone() {
    for (String text :
        List.of(
            "",
            MESSAGE + "\n",
            " " + MESSAGE,
            "before " + MESSAGE,
            MESSAGE.replace("URI: ", "URI:  "),
            MESSAGE.replace("Version: 1", "Version: 2"),
            MESSAGE.replace("Chain ID: 31337", "Chain ID: 0x7a69"),
            MESSAGE.replace("Chain ID: 31337", "Chain ID: 9999999999999999999"),
            MESSAGE.replace("Nonce: 0123456789abcdef", "Nonce: short"),
            MESSAGE.replace(ADDRESS, ADDRESS.toLowerCase(java.util.Locale.ROOT)),
            MESSAGE.replace(ADDRESS, ADDRESS.substring(0, 41) + "0"),
            MESSAGE.replace("2026-03-01T11:59:00.000Z", "2026-13-01T11:59:00.000Z"),
            MESSAGE.replace("\nVersion", "\r\nVersion"),
            MESSAGE.replace("Link this", "Link\u00e9 this"),
            MESSAGE.replace("URI: https://assay.example/earnings", "URI: https://[bad"),
            MESSAGE.replace("Nonce", "Request ID: x\nNonce"),
            "x".repeat(5000))) {
      assertThat(SignInMessage.read(text)).as(text).isEmpty();
    }
  }

  @Test
  void message_forAnotherSiteChainOrTime_hasThatFault() {
    assertThat(fault(MESSAGE, "evil.example", 31337)).contains(SignInMessage.Fault.WRONG_DOMAIN);
    assertThat(
            fault(
                MESSAGE.replace("URI: https://assay", "URI: https://evil"), "assay.example", 31337))
        .contains(SignInMessage.Fault.WRONG_DOMAIN);
    assertThat(fault(MESSAGE, "assay.example", 1)).contains(SignInMessage.Fault.WRONG_CHAIN);
    String[] times = {
      MESSAGE.replace("12:09:00Z", "12:00:00Z"),
      MESSAGE.replace("11:59:00.000Z", "11:40:00.000Z"),
      MESSAGE.replace("11:59:00.000Z", "12:30:00.000Z"),
      MESSAGE + "\nNot Before: 2026-03-01T12:01:00Z"
    };
    for (String text : times) {
      assertThat(fault(text, "assay.example", 31337)).contains(SignInMessage.Fault.NOT_NOW);
    }
  }
}

package io.assay.payout.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Wallet;
import org.web3j.utils.Numeric;

/** Keys and passphrases on disk: what is taken, what is refused, and that a refusal quotes none. */
class KeystoreFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir private Path folder;

  /** Quick to open, unlike those of the command. */
  private Path light(Credentials of) throws Exception {
    Path file = folder.resolve("light.json");
    JSON.writeValue(file.toFile(), Wallet.createLight(PASSPHRASE, of.getEcKeyPair()));
    return file;
  }

  private Path secret(String text, String mode) throws Exception {
    Path file = Files.writeString(folder.resolve("passphrase"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static Credentials someone() throws Exception {
    return Credentials.create(Keys.createEcKeyPair());
  }

  private static String everythingSaid(Throwable refusal) {
    StringWriter text = new StringWriter();
    refusal.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void create_thenDecrypt_isTheSameAddress_andTheFileIsTheOwners() throws Exception {
    KeystoreFile file = new KeystoreFile(folder.resolve("new.json"));
    String address = file.create(PASSPHRASE).value();
    assertThat(Files.getPosixFilePermissions(file.path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file.address().value()).isEqualTo(address);
    Credentials key = file.decrypt(PASSPHRASE);
    assertThat(Keys.toChecksumAddress(key.getAddress())).isEqualTo(address);
    String stored = Files.readString(file.path());
    assertThat(stored)
        .contains("scrypt")
        .doesNotContain(PASSPHRASE)
        .doesNotContainIgnoringCase(
            Numeric.toHexStringNoPrefix(key.getEcKeyPair().getPrivateKey()));
    assertThatThrownBy(() -> file.create(PASSPHRASE)).hasMessageContaining("never overwritten");
    assertThat(Files.readString(file.path())).isEqualTo(stored);
    assertThat(new KeystoreFile(folder.resolve("second.json")).create(PASSPHRASE).value())
        .isNotEqualTo(address);
  }

  @Test
  void wrongPassphrase_isRefused_andNotQuoted() throws Exception {
    KeystoreFile file = new KeystoreFile(light(someone()));
    assertThatThrownBy(() -> file.decrypt("a guess of mine"))
        .isInstanceOf(KeyRefused.class)
        .hasMessageContaining("does not open")
        .satisfies(e -> assertThat(everythingSaid(e)).doesNotContain("a guess of mine"));
  }

  @Test
  void keystoreOfAnotherAddress_isRefused() throws Exception {
    Path file = light(someone());
    ObjectNode swapped = (ObjectNode) JSON.readTree(file.toFile());
    swapped.put("address", someone().getAddress().substring(2));
    JSON.writeValue(file.toFile(), swapped);
    assertThatThrownBy(() -> new KeystoreFile(file).decrypt(PASSPHRASE))
        .hasMessageContaining("another address than it names");
  }

  @Test
  void whatIsNoKeystore_isRefused_andNotQuoted() throws Exception {
    String plain = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    for (String content :
        new String[] {
          plain,
          "\"" + plain + "\"",
          "{\"version\":3,\"crypto\":\"" + plain + "\"}",
          "{\"version\":1,\"key\":\"" + plain + "\"}",
          "{\"version\":3,\"crypto\":{\"kdf\":\"" + plain + "\"}}",
          "null",
          ""
        }) {
      Path file = Files.writeString(folder.resolve("plain"), content);
      for (var use :
          new Runnable[] {
            () -> new KeystoreFile(file).decrypt(PASSPHRASE), () -> new KeystoreFile(file).address()
          }) {
        assertThatThrownBy(use::run)
            .as(content)
            .isInstanceOf(KeyRefused.class)
            .satisfies(e -> assertThat(everythingSaid(e)).doesNotContain(plain));
      }
    }
    assertThatThrownBy(() -> new KeystoreFile(folder.resolve("absent")).address())
        .hasMessageContaining("there is no keystore");
  }

  @Test
  void passphraseFile_othersMayReadOrWrite_isRefused() throws Exception {
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"}) {
      Path file = secret(PASSPHRASE, mode);
      assertThatThrownBy(() -> PassphraseFile.read(file))
          .as(mode)
          .hasMessageContaining("others than its owner")
          .hasMessageContaining("chmod 600")
          .satisfies(e -> assertThat(everythingSaid(e)).doesNotContain(PASSPHRASE));
      Path link = folder.resolve("link-" + mode);
      Files.createSymbolicLink(link, file);
      assertThatThrownBy(() -> PassphraseFile.read(link)).hasMessageContaining("others");
    }
    for (String mode : new String[] {"rw-------", "r--------"}) {
      assertThat(PassphraseFile.read(secret(PASSPHRASE + "\n", mode))).isEqualTo(PASSPHRASE);
      Files.delete(folder.resolve("passphrase"));
    }
  }

  @Test
  void passphraseFile_withoutOneLine_isRefused() throws Exception {
    for (String text : new String[] {"", "\n", "   ", "two\nlines", "x".repeat(1025)}) {
      Path file = secret(text, "rw-------");
      assertThatThrownBy(() -> PassphraseFile.read(file)).as(text).isInstanceOf(KeyRefused.class);
    }
    Path binary = Files.write(secret("", "rw-------"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> PassphraseFile.read(binary)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> PassphraseFile.read(folder.resolve("absent")))
        .hasMessageContaining("there is no passphrase file");
    assertThatThrownBy(() -> PassphraseFile.read(folder)).isInstanceOf(KeyRefused.class);
  }
}

package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.payout.custody.KeystoreFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.utils.Numeric;

class KeysCommandTest {
  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return OfflineCommands.run(
        List.of(arguments), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private void assertOneLine(String reason, String... arguments) {
    assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains(reason).doesNotContain(PASSPHRASE);
  }

  private Path passphraseFile(String text, String mode) throws Exception {
    Path file = Files.writeString(folder.resolve("passphrase"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void newKey_printsItsAddressAndNothingElse_andIsTheOwners() throws Exception {
    String secret = passphraseFile(PASSPHRASE + "\n", "rw-------").toString();
    Path file = folder.resolve("poster.json");
    assertThat(run("keys", "new", "--out", "" + file, "--passphrase-file", secret)).isZero();
    String address = out.toString().strip();
    assertThat(address).matches("0x[0-9a-fA-F]{40}").isEqualTo(Keys.toChecksumAddress(address));
    assertThat(err.toString()).isEmpty();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Credentials key = new KeystoreFile(file).decrypt(PASSPHRASE);
    assertThat(key.getAddress()).isEqualToIgnoringCase(address);
    assertThat(Files.readString(file))
        .doesNotContainIgnoringCase(
            Numeric.toHexStringNoPrefix(key.getEcKeyPair().getPrivateKey()));

    assertThat(run("keys", "address", "" + file)).isZero();
    assertThat(out.toString().strip()).isEqualTo(address);
    String before = Files.readString(file);
    assertOneLine(
        "a key is never overwritten",
        "keys",
        "new",
        "--out",
        "" + file,
        "--passphrase-file",
        secret);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void badOptions_areOneLine_codeTwo_noFile() throws Exception {
    String secret = passphraseFile(PASSPHRASE, "rw-------").toString();
    Path file = folder.resolve("new.json");
    assertOneLine("keys", "keys");
    assertOneLine("keys", "keys", "destroy");
    assertOneLine("--passphrase-file", "keys", "new", "--out", "" + file);
    assertOneLine("--out", "keys", "new", "--passphrase-file", secret);
    assertOneLine("--passphrase", "keys", "new", "--out", "" + file, "--passphrase", "x");
    assertOneLine("FILE", "keys", "address");
    assertOneLine(
        "there is no passphrase file",
        "keys",
        "new",
        "--out",
        "" + file,
        "--passphrase-file",
        secret + "x");
    assertOneLine(
        "no folder",
        "keys",
        "new",
        "--out",
        "" + folder.resolve("a/b"),
        "--passphrase-file",
        secret);
    assertOneLine("there is no keystore", "keys", "address", "" + file);
    assertOneLine("is not a keystore", "keys", "address", secret);
    passphraseFile("short", "rw-------");
    assertOneLine("fewer than 12", "keys", "new", "--out", "" + file, "--passphrase-file", secret);
    passphraseFile(PASSPHRASE, "rw-r--r--");
    assertOneLine(
        "others than its owner", "keys", "new", "--out", "" + file, "--passphrase-file", secret);
    assertThat(file).doesNotExist();
  }
}

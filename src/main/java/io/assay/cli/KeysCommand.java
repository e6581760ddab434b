package io.assay.cli;

import io.assay.payout.custody.KeyRefused;
import io.assay.payout.custody.KeystoreFile;
import io.assay.payout.custody.PassphraseFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the encrypted keys that sign for the vault. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Make encrypted keys for payouts, and tell their addresses.",
    subcommands = {KeysCommand.New.class, KeysCommand.Address.class})
final class KeysCommand {
  private static final int MIN_PASSPHRASE = 12;

  private static <T> T orOneLine(Supplier<T> work) {
    try {
      return work.get();
    } catch (KeyRefused e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }

  /** Writes a new key. */
  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = "Write a new key, encrypted, and print its address.")
  static final class New implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "the file to make; it must not exist")
    private @Nullable Path out;

    @Option(
        names = "--passphrase-file",
        required = true,
        description = "a file with one line that only its owner can read")
    private @Nullable Path passphraseFile;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
      Path file = Objects.requireNonNull(out);
      Path secret = Objects.requireNonNull(passphraseFile);
      String passphrase = orOneLine(() -> PassphraseFile.read(secret));
      if (passphrase.length() < MIN_PASSPHRASE) {
        throw new InputException(
            "the passphrase in " + secret + " has fewer than " + MIN_PASSPHRASE + " characters");
      }
      spec.commandLine()
          .getOut()
          .println(orOneLine(() -> new KeystoreFile(file).create(passphrase)));
      return 0;
    }
  }

  /** Reads the address, which is not encrypted. */
  @Command(
      name = "address",
      mixinStandardHelpOptions = true,
      description = "Print the address that a key file names.")
  static final class Address implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the key file")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
      Path path = Objects.requireNonNull(file);
      spec.commandLine().getOut().println(orOneLine(() -> new KeystoreFile(path).address()));
      return 0;
    }
  }
}

package io.assay.payout.custody;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file that holds a passphrase, such as a mounted secret: one line that only its owner reads. */
public final class PassphraseFile {
  private static final int MAX_BYTES = 1024;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private PassphraseFile() {}

  /**
   * The passphrase; a line break at its end is not part of it.
   *
   * @throws KeyRefused if the file cannot be read, can be read or written by anybody but its owner,
   *     or is empty, longer than a line, or not UTF-8
   */
  public static String read(Path file) {
    String text;
    try {
      refuseOthers(file);
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        throw new KeyRefused("passphrase file " + file + " is longer than " + MAX_BYTES + " bytes");
      }
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new KeyRefused("there is no passphrase file " + file);
    } catch (CharacterCodingException e) {
      throw new KeyRefused("passphrase file " + file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new KeyRefused("passphrase file " + file + " cannot be read");
    }
    String passphrase = text.replaceFirst("\\R$", "");
    if (passphrase.isBlank() || passphrase.lines().count() > 1) {
      throw new KeyRefused("passphrase file " + file + " must hold one line that is not empty");
    }
    return passphrase;
  }

  private static void refuseOthers(Path file) throws IOException {
    try {
      Set<PosixFilePermission> given = EnumSet.copyOf(OTHERS);
      given.retainAll(Files.getPosixFilePermissions(file));
      if (!given.isEmpty()) {
        throw new KeyRefused(
            "passphrase file "
                + file
                + " can be read or written by others than its owner; chmod 600 it (a mounted"
                + " secret: mode 0400)");
      }
    } catch (UnsupportedOperationException e) {
      // A file system without POSIX permissions has its own.
    }
  }
}

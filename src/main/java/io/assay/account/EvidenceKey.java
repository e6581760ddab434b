package io.assay.account;

import io.assay.platform.AssayConfig;
import io.assay.platform.StartOrder;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which evidence is hashed: HMAC-SHA-256 of kind and value. A plain hash of an
 * address is broken by trying all of them; a keyed one is not without the key, and values of
 * different kinds cannot be matched.
 */
@ApplicationScoped
public class EvidenceKey {
  private static final int MIN_LENGTH = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  EvidenceKey(AccountConfig config, AssayConfig assay) {
    key =
        new SecretKeySpec(
            read(config.evidenceKey(), assay.embedded().database(), assay.home())
                .getBytes(StandardCharsets.UTF_8),
            ALGORITHM);
  }

  /** Makes the bean, so that a server without a key does not start. */
  void onStart(@Observes @Priority(StartOrder.SETTINGS) StartupEvent event) {
    hash("start", "");
  }

  /**
   * The key to use.
   *
   * @throws IllegalStateException where none is configured and the database is not embedded, or it
   *     is too short
   */
  static String read(Optional<String> configured, boolean embedded, Path home) {
    if (configured.isPresent()) {
      if (configured.get().length() < MIN_LENGTH) {
        throw new IllegalStateException(
            "assay.account.evidence-key has fewer than " + MIN_LENGTH + " characters.");
      }
      return configured.get();
    }
    if (!embedded) {
      throw new IllegalStateException(
          "assay.account.evidence-key is not set: evidence of shared devices and networks is kept"
              + " under a secret key only. Set one of "
              + MIN_LENGTH
              + " random characters or more, and keep it apart from the database.");
    }
    try {
      return made(home.resolve("evidence.key"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String made(Path file) throws IOException {
    byte[] random = new byte[MIN_LENGTH];
    new SecureRandom().nextBytes(random);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random));
    } catch (FileAlreadyExistsException e) {
      // Made at an earlier start: what was kept is matched by the same key.
    }
    return Files.readString(file);
  }

  /** The keyed hash of a value, 64 hexadecimal digits. */
  public String hash(String kind, String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(kind.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

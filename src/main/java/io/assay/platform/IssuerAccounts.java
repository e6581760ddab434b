package io.assay.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The demo people of the embedded issuer; passwords are kept as salted PBKDF2 hashes only. */
final class IssuerAccounts {
  /** One person who may sign in. */
  record Person(String subject, String name, String role) {}

  /** A demo account as printed at start and shown on the sign-in page. */
  record Demo(Person person, String password) {}

  static final List<Demo> DEMO =
      List.of(
          new Demo(new Person("requester", "Rhea Requester", "requester"), "requester-demo"),
          new Demo(new Person("labeler", "Lin Labeler", "labeler"), "labeler-demo"),
          new Demo(new Person("admin", "Ada Admin", "admin"), "admin-demo"),
          // A ban takes two admins, an appeal against it a third.
          new Demo(new Person("admin2", "Ben Admin", "admin"), "admin2-demo"),
          new Demo(new Person("admin3", "Cleo Admin", "admin"), "admin3-demo"));

  private static final int ITERATIONS = 120_000;

  /** Salt and hash in hexadecimal digits. */
  private record Stored(Person person, String salt, String hash) {}

  private final List<Stored> accounts;

  IssuerAccounts() {
    SecureRandom random = new SecureRandom();
    accounts =
        DEMO.stream()
            .map(
                demo -> {
                  byte[] salt = new byte[16];
                  random.nextBytes(salt);
                  return new Stored(
                      demo.person(), HexFormat.of().formatHex(salt), hash(demo.password(), salt));
                })
            .toList();
  }

  /** The person of that name and password; takes as long for an unknown name. */
  Optional<Person> findBySecret(String subject, String password) {
    Optional<Person> found = Optional.empty();
    for (Stored account : accounts) {
      String given = hash(password, HexFormat.of().parseHex(account.salt()));
      boolean same =
          MessageDigest.isEqual(
              given.getBytes(StandardCharsets.US_ASCII),
              account.hash().getBytes(StandardCharsets.US_ASCII));
      if (same && account.person().subject().equals(subject)) {
        found = Optional.of(account.person());
      }
    }
    return found;
  }

  boolean isReserved(String subject) {
    return accounts.stream().anyMatch(account -> account.person().subject().equals(subject));
  }

  private static String hash(String password, byte[] salt) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256);
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

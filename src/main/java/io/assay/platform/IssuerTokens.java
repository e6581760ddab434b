package io.assay.platform;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Signs and checks the tokens of the embedded issuer with one RSA key kept under the home folder.
 */
final class IssuerTokens {
  static final String AUDIENCE = "assay-api";
  static final Duration LIFETIME = Duration.ofHours(8);

  private final String issuer;
  private final RsaJsonWebKey key;
  private final JwtConsumer consumer;

  IssuerTokens(String issuer, Path keyFile) {
    this.issuer = issuer;
    this.key = loadOrCreate(keyFile);
    this.consumer =
        new JwtConsumerBuilder()
            .setExpectedIssuer(issuer)
            .setExpectedAudience(AUDIENCE)
            .setRequireExpirationTime()
            .setVerificationKey(key.getKey())
            .build();
  }

  String accessToken(IssuerAccounts.Person person) {
    return sign(claims(person).audience(AUDIENCE));
  }

  String idToken(IssuerAccounts.Person person, String clientId, @Nullable String nonce) {
    JwtClaimsBuilder claims = claims(person).audience(clientId);
    return sign(nonce == null ? claims : claims.claim("nonce", nonce));
  }

  /** Whether the access token is ours, valid now, and of an admin. */
  boolean isAdmin(String accessToken) {
    try {
      JwtClaims claims = consumer.processToClaims(accessToken);
      return claims.getStringListClaimValue("groups").contains("admin");
    } catch (InvalidJwtException | MalformedClaimException e) {
      return false;
    }
  }

  /** The public half, as the {@code jwks} endpoint serves it. */
  String publicKeys() {
    return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  private JwtClaimsBuilder claims(IssuerAccounts.Person person) {
    Instant now = Instant.now();
    return Jwt.claims()
        .issuer(issuer)
        .subject(person.subject())
        .claim("name", person.name())
        .claim("preferred_username", person.subject())
        .claim("personhood", "embedded-issuer")
        .groups(Set.of(person.role()))
        .issuedAt(now)
        .expiresAt(now.plus(LIFETIME));
  }

  private String sign(JwtClaimsBuilder claims) {
    return claims
        .jws()
        .algorithm(SignatureAlgorithm.RS256)
        .keyId(key.getKeyId())
        .sign(key.getPrivateKey());
  }

  private static RsaJsonWebKey loadOrCreate(Path file) {
    try {
      if (Files.exists(file)) {
        return (RsaJsonWebKey)
            JsonWebKey.Factory.newJwk(Files.readString(file, StandardCharsets.UTF_8));
      }
      RsaJsonWebKey created = RsaJwkGenerator.generateJwk(2048);
      created.setKeyId("assay-" + Instant.now().getEpochSecond());
      created.setAlgorithm("RS256");
      created.setUse("sig");
      Files.createDirectories(file.getParent());
      Path partial = file.resolveSibling(file.getFileName() + ".part");
      Files.deleteIfExists(partial);
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(partial, created.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      Files.move(partial, file);
      return created;
    } catch (IOException | JoseException e) {
      throw new IllegalStateException("the issuer's key in " + file + " cannot be used", e);
    }
  }
}

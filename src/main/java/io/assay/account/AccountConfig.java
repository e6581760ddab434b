package io.assay.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What is kept to see that two accounts are one person's, and for how long. */
@ConfigMapping(prefix = "assay.account")
interface AccountConfig {
  /**
   * Key of the hashes under which evidence is kept, 32 characters or more. Whoever has it and the
   * database could test guesses of addresses, so it lives elsewhere than the data. With the
   * embedded database it is made at first start; else the server does not start without.
   */
  Optional<String> evidenceKey();

  /**
   * Address by which people reach the server, as {@code https://assay.example}: the site a wallet
   * is asked to sign in to. Absent, it is the host of each request where a neighbour is embedded
   * and nobody else reaches the server; else the server does not start without.
   */
  Optional<URI> publicUrl();

  /** How long a network address counts after it was last seen: they change hands within weeks. */
  @WithDefault("30d")
  Duration addressRetention();

  /** How long the traits of a device count: browsers change theirs within two months. */
  @WithDefault("90d")
  Duration deviceRetention();

  /** How long the token of a browser counts. */
  @WithDefault("180d")
  Duration storageTokenRetention();

  /** How often evidence past its time is deleted. */
  @WithDefault("1h")
  Duration purgeEvery();
}

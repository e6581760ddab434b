package io.assay.payout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the keys are that sign for the vault. Only a development chain may have them in here; there
 * is no property for a passphrase.
 */
@ConfigMapping(prefix = "assay.payout.keys")
interface CustodyConfig {
  /** Proposes epochs and stakes. */
  Source poster();

  /** Funds escrows and takes refunds. */
  Source sponsor();

  /** Activates epochs and claims for labelers. */
  Source relayer();

  /** JSON-RPC of the service that signs for the duties that have an address. */
  Optional<String> signerUrl();

  /**
   * What the service calls it to sign a transaction: {@code eth_signTransaction} (Web3Signer) or
   * {@code account_signTransaction} (Clef).
   */
  @WithDefault("eth_signTransaction")
  String signerMethod();

  /** How long one signature may take. */
  @WithDefault("10s")
  Duration signerTimeout();

  /** One of three: a keystore with its passphrase, an address of the signer, a plain key. */
  interface Source {
    /** Encrypted key file (Web3 Secret Storage, version 3). */
    Optional<Path> keystore();

    /** File that holds the keystore's passphrase, readable by its owner alone. */
    Optional<Path> passphraseFile();

    /** Address whose key the remote signer has. */
    Optional<String> address();

    /** Private key, hexadecimal; for development chains on this machine only. */
    Optional<String> developmentKey();
  }
}

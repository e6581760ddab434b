package io.assay.payout.custody;

import io.assay.account.WalletAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.web3j.crypto.Credentials;
import org.web3j.service.TxSignService;
import org.web3j.service.TxSignServiceImpl;

/** Where the key of a duty is kept. */
public sealed interface KeySource {
  /**
   * Signs with the key from now on; a keystore is decrypted here, which takes a second.
   *
   * @throws KeyRefused if there is no such key, or it is kept carelessly
   */
  TxSignService open();

  /** An encrypted file and the file of its passphrase. */
  record Keystore(Path file, Path passphraseFile) implements KeySource {
    @Override
    public TxSignService open() {
      return new TxSignServiceImpl(
          new KeystoreFile(file).decrypt(PassphraseFile.read(passphraseFile)));
    }

    @Override
    public String toString() {
      return "keystore " + file;
    }
  }

  /** An account of a signer behind JSON-RPC, whose key never comes here. */
  record Remote(RemoteSigner.Access access, WalletAddress address) implements KeySource {
    /**
     * An account of the signer there.
     *
     * @param url the signer's; without a name or password
     * @throws KeyRefused if the url cannot be used
     */
    public static Remote of(String url, String method, Duration timeout, WalletAddress address) {
      return new Remote(new RemoteSigner.Access(address(url), method, timeout), address);
    }

    private static URI address(String url) {
      try {
        URI address = URI.create(url);
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (web && address.getHost() != null && address.getRawUserInfo() == null) {
          return address;
        }
      } catch (IllegalArgumentException e) {
        // The same answer; what the parser says quotes the address.
      }
      throw new KeyRefused(
          "the address of the remote signer must be http:// or https:// with a host, and without a"
              + " name or password");
    }

    @Override
    public TxSignService open() {
      return new RemoteSigner(access, address);
    }

    @Override
    public String toString() {
      return "remote signer " + access.shown();
    }
  }

  /** A key in plain sight, for development chains. */
  final class Development implements KeySource {
    private static final Pattern KEY = Pattern.compile("(0x)?[0-9a-fA-F]{64}");

    private final Credentials credentials;

    /**
     * The key of the 64 digits.
     *
     * @throws KeyRefused if it is not 64 hexadecimal digits
     */
    public Development(String key) {
      if (!KEY.matcher(key).matches()) {
        throw new KeyRefused("a development key is 64 hexadecimal digits");
      }
      credentials = Credentials.create(key);
    }

    /** For the deployment of the embedded chain's contracts. */
    public Credentials credentials() {
      return credentials;
    }

    @Override
    public TxSignService open() {
      return new TxSignServiceImpl(credentials);
    }

    @Override
    public String toString() {
      return "development key";
    }
  }
}

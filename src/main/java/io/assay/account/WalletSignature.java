package io.assay.account;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/**
 * A signature over a message as wallets make it (EIP-191).
 *
 * <p>Of the two signatures that an ECDSA key has for every message, that with the high s is not
 * taken (EIP-2): who sees one could make the other.
 */
record WalletSignature(String hex) {
  private static final Pattern HEX = Pattern.compile("0x(?:[0-9a-fA-F]{2}){0,4096}");
  private static final int KEY_SIGNATURE = 65;
  private static final int HALF = 32;
  private static final BigInteger MAX_S = Sign.CURVE_PARAMS.getN().shiftRight(1);

  WalletSignature {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a signature is 0x and hexadecimal digits");
    }
  }

  byte[] bytes() {
    return Numeric.hexStringToByteArray(hex);
  }

  /** The address whose key made it; nothing where no key did. */
  Optional<WalletAddress> findSigner(String message) {
    byte[] all = bytes();
    if (all.length != KEY_SIGNATURE) {
      return Optional.empty();
    }
    byte[] r = Arrays.copyOfRange(all, 0, HALF);
    byte[] s = Arrays.copyOfRange(all, HALF, 2 * HALF);
    if (new BigInteger(1, s).compareTo(MAX_S) > 0) {
      return Optional.empty();
    }
    try {
      BigInteger key =
          Sign.signedPrefixedMessageToKey(
              message.getBytes(StandardCharsets.UTF_8),
              new Sign.SignatureData(all[KEY_SIGNATURE - 1], r, s));
      return Optional.of(new WalletAddress(Keys.toChecksumAddress("0x" + Keys.getAddress(key))));
    } catch (SignatureException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** What a contract is asked about: the hash that a key would have signed. */
  static byte[] hash(String message) {
    return Sign.getEthereumMessageHash(message.getBytes(StandardCharsets.UTF_8));
  }
}

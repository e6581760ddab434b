package io.assay.payout.merkle;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as the contracts have it, one message after the other; for one thread at a time. */
public final class Keccak {
  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private final KeccakDigest digest = new KeccakDigest(8 * BYTES);

  /** Hashes a stretch of bytes into another array, which may be the same. */
  void hash(byte[] message, int from, int length, byte[] out, int at) {
    digest.update(message, from, length);
    digest.doFinal(out, at);
  }

  /** The hash of a message. */
  public static byte[] of(byte[] message) {
    byte[] hash = new byte[BYTES];
    new Keccak().hash(message, 0, message.length, hash, 0);
    return hash;
  }
}

package io.assay.validation.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on, hashes them and refuses those beyond a limit; what is skipped counts too. */
final class MeasuredStream extends InputStream {
  private final InputStream bytes;
  private final long limit;
  private final MessageDigest digest = sha256();
  private long read;

  MeasuredStream(InputStream bytes, long limit) {
    this.bytes = bytes;
    this.limit = limit;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static EncoderException tooLarge(long limit) {
    return new EncoderException(
        "encoder-too-large",
        "The encoder is larger than " + limit / 1_000_000 + " MB; prune it or use half precision.");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = bytes.read(target, offset, length);
    if (count > 0) {
      digest.update(target, offset, count);
      read += count;
      if (read > limit) {
        throw tooLarge(limit);
      }
    }
    return count;
  }

  /** The hash of all that was read; once. */
  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}

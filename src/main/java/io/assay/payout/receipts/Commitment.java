package io.assay.payout.receipts;

import io.assay.payout.merkle.Keccak;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * What an epoch commits to on the chain beside its root, byte for byte as the vault reads it when a
 * label or a payout is challenged (see IPayoutVault).
 *
 * <p>All integers are big-endian; weights are millionths of a nat; a dataset is its UUID and 16
 * zero bytes.
 *
 * @param manifest keccak256 of the list of all files with their hashes
 * @param items root over the items whose labels were voted
 * @param weights root over what each labeler's votes weigh
 * @param payments root over the lines each labeler is paid for in this epoch
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, read by nobody who changes it.
record Commitment(byte[] manifest, byte[] items, byte[] weights, byte[] payments) {
  /**
   * The most that may be taken from a class of an item beside its votes, as a factor e^4: whatever
   * the models say, the votes against a published label may outweigh it by no more.
   */
  static final int MAX_BASE = 4_000_000;

  private static final byte ITEM = 2;
  private static final byte WEIGHT = 3;
  private static final byte PAYMENT = 4;
  private static final int UUID_BYTES = 16;

  /** UUID, number of the item, amount. */
  static final int LINE_BYTES = UUID_BYTES + 4 + 16;

  /** Tag, UUID and as many zero bytes. */
  private static final int HEAD = 1 + 2 * UUID_BYTES;

  /** A vote of one labeler, by numbers. */
  record Vote(int labeler, int label) {}

  /**
   * A line of the ledger that an epoch pays, by the number of its item; that of a bonus counts down
   * from 2^32.
   */
  record Line(UUID dataset, int item, BigInteger amount) {
    void write(ByteBuffer into) {
      into.putLong(dataset.getMostSignificantBits())
          .putLong(dataset.getLeastSignificantBits())
          .putInt(item)
          .putLong(amount.shiftRight(64).longValue())
          .putLong(amount.longValue());
    }
  }

  /** keccak256(abi.encode(manifest, items, weights, payments)). */
  byte[] dataHash() {
    return Keccak.of(
        ByteBuffer.allocate(4 * Keccak.BYTES)
            .put(manifest)
            .put(items)
            .put(weights)
            .put(payments)
            .array());
  }

  static byte[] itemLeaf(UUID dataset, int item, int label, int[] base, List<Vote> votes) {
    ByteBuffer message = ByteBuffer.allocate(HEAD + 4 + 2 + 2 + 4 * base.length + 6 * votes.size());
    start(message, ITEM, dataset);
    message.putInt(item).putShort((short) label).putShort((short) base.length);
    for (int one : base) {
      message.putInt(one);
    }
    for (Vote vote : votes) {
      message.putInt(vote.labeler()).putShort((short) vote.label());
    }
    return Keccak.of(message.array());
  }

  static byte[] weightLeaf(UUID dataset, int labeler, int label, int[] row) {
    ByteBuffer message = ByteBuffer.allocate(HEAD + 4 + 2 + 4 * row.length);
    start(message, WEIGHT, dataset);
    message.putInt(labeler).putShort((short) label);
    for (int one : row) {
      message.putInt(one);
    }
    return Keccak.of(message.array());
  }

  static byte[] paymentLeaf(long index, List<Line> lines) {
    ByteBuffer message =
        ByteBuffer.allocate(1 + 4 + lines.size() * LINE_BYTES).put(PAYMENT).putInt((int) index);
    lines.forEach(line -> line.write(message));
    return Keccak.of(message.array());
  }

  private static void start(ByteBuffer message, byte tag, UUID dataset) {
    message
        .put(tag)
        .putLong(dataset.getMostSignificantBits())
        .putLong(dataset.getLeastSignificantBits())
        .put(new byte[UUID_BYTES]);
  }

  static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}

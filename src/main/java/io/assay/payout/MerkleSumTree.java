package io.assay.payout;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.KeccakDigest;

/*
 * Only nodes with a leaf below them are kept: a level is the ascending positions of its nodes with
 * their hashes and sums, so gaps between indexes cost nothing but a level's padding node. The
 * padding of level 0 is hash 0 and sum 0; that of level k + 1 is the node of two paddings of
 * level k, with sum 0.
 *
 * Sums are unsigned 128-bit numbers in two longs; they are checked for overflow, as the contract
 * does.
 */
/**
 * The Merkle sum tree of an epoch: one leaf a labeler, holding what they earned over all epochs.
 *
 * <p>leaf = keccak256(0x00 | uint32 index | address | uint128 cumulative); node = keccak256(0x01 |
 * hashL | uint128 sumL | hashR | uint128 sumR). The leaf of index i is at place i of level 0; a
 * proof is, from the leaf up, the sibling's hash and sum, 48 bytes a level. Because every node
 * commits to the sums of both children, the leaves that can be proved add up to at most the root's
 * sum (Chalkias, Chatzigiannis, Ji: Broken Proofs of Solvency in Blockchain Custodial Wallets,
 * 2022, on why both sums).
 */
final class MerkleSumTree {
  /** Bytes of a proof a level: the sibling's hash and sum. */
  static final int BYTES_PER_LEVEL = 48;

  private static final BigInteger MAX_SUM = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final int HASH = 32;
  private static final int MAX_DEPTH = 32;
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

  /**
   * What a labeler may have claimed in all, at their fixed place.
   *
   * @param index the place in the tree, from 0 to 2^32 - 1
   * @param account 0x and 40 hexadecimal digits
   * @param cumulative base units, from 0 to 2^128 - 1
   */
  record Leaf(long index, String account, BigInteger cumulative) {
    Leaf {
      if (index < 0 || index >= 1L << MAX_DEPTH) {
        throw new IllegalArgumentException("index out of range: " + index);
      }
      if (!ADDRESS.matcher(account).matches()) {
        throw new IllegalArgumentException("not an address: " + account);
      }
      if (cumulative.signum() < 0 || cumulative.compareTo(MAX_SUM) > 0) {
        throw new IllegalArgumentException("amount out of range: " + cumulative);
      }
    }
  }

  /** The nodes of one level that have a leaf below them, by ascending place. */
  private static final class Level {
    final long[] places;
    final byte[] hashes;
    final long[] high;
    final long[] low;

    Level(int size) {
      this(new long[size], new byte[size * HASH], new long[size], new long[size]);
    }

    Level(long[] places, byte[] hashes, long[] high, long[] low) {
      this.places = places;
      this.hashes = hashes;
      this.high = high;
      this.low = low;
    }

    Level first(int size) {
      return new Level(
          Arrays.copyOf(places, size),
          Arrays.copyOf(hashes, size * HASH),
          Arrays.copyOf(high, size),
          Arrays.copyOf(low, size));
    }
  }

  private final Level[] levels;
  private final byte[][] padding;

  private MerkleSumTree(Level[] levels, byte[][] padding) {
    this.levels = levels;
    this.padding = padding;
  }

  /**
   * The tree of least depth that has a place for every leaf.
   *
   * @param leaves at least one, in any order
   * @throws IllegalArgumentException if two leaves have one place
   * @throws ArithmeticException if the sum of the leaves is above 2^128 - 1
   */
  static MerkleSumTree of(List<Leaf> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a tree has at least one leaf");
    }
    List<Leaf> ordered = leaves.stream().sorted(Comparator.comparingLong(Leaf::index)).toList();
    Hasher hasher = new Hasher();
    int depth = 64 - Long.numberOfLeadingZeros(ordered.get(ordered.size() - 1).index());
    Level[] levels = new Level[depth + 1];
    byte[][] padding = new byte[depth + 1][HASH];
    levels[0] = leafLevel(ordered, hasher);
    for (int level = 0; level < depth; level++) {
      hasher.node(padding[level], 0, 0, 0, padding[level], 0, 0, 0, padding[level + 1], 0);
      levels[level + 1] = parents(levels[level], padding[level], hasher);
    }
    return new MerkleSumTree(levels, padding);
  }

  private static Level leafLevel(List<Leaf> leaves, Hasher hasher) {
    Level level = new Level(leaves.size());
    long previous = -1;
    for (int i = 0; i < leaves.size(); i++) {
      Leaf leaf = leaves.get(i);
      if (leaf.index() == previous) {
        throw new IllegalArgumentException("two leaves at place " + previous);
      }
      previous = leaf.index();
      level.places[i] = leaf.index();
      BigInteger sum = leaf.cumulative();
      level.high[i] = sum.shiftRight(64).longValue();
      level.low[i] = sum.longValue();
      hasher.leaf(leaf, level.hashes, i * HASH);
    }
    return level;
  }

  private static Level parents(Level below, byte[] pad, Hasher hasher) {
    Level above = new Level(below.places.length);
    int size = 0;
    for (int i = 0; i < below.places.length; size++) {
      boolean right = (below.places[i] & 1) == 1;
      boolean both =
          !right && i + 1 < below.places.length && below.places[i + 1] == below.places[i] + 1;
      int a = right ? -1 : i;
      int b = right ? i : both ? i + 1 : -1;
      long highA = a < 0 ? 0 : below.high[a];
      long lowA = a < 0 ? 0 : below.low[a];
      long highB = b < 0 ? 0 : below.high[b];
      long lowB = b < 0 ? 0 : below.low[b];
      hasher.node(
          a < 0 ? pad : below.hashes,
          a < 0 ? 0 : a * HASH,
          highA,
          lowA,
          b < 0 ? pad : below.hashes,
          b < 0 ? 0 : b * HASH,
          highB,
          lowB,
          above.hashes,
          size * HASH);
      above.places[size] = below.places[i] >> 1;
      above.low[size] = lowA + lowB;
      above.high[size] = addHigh(highA, lowA, highB, lowB);
      i += both ? 2 : 1;
    }
    return above.first(size);
  }

  /** The upper half of a 128-bit sum. */
  private static long addHigh(long highA, long lowA, long highB, long lowB) {
    long carry = Long.compareUnsigned(lowA + lowB, lowA) < 0 ? 1 : 0;
    long high = highA + highB;
    boolean over = Long.compareUnsigned(high, highA) < 0;
    long withCarry = high + carry;
    if (over || Long.compareUnsigned(withCarry, high) < 0) {
      throw new ArithmeticException("the sum of the leaves is above 2^128 - 1");
    }
    return withCarry;
  }

  /** Levels above the leaves: the length of every proof in steps. */
  int depth() {
    return levels.length - 1;
  }

  /** The root as 0x and 64 hexadecimal digits. */
  String rootHex() {
    return "0x" + HexFormat.of().formatHex(levels[depth()].hashes);
  }

  /** The sum of all leaves. */
  BigInteger total() {
    Level top = levels[depth()];
    return unsigned(top.high[0]).shiftLeft(64).add(unsigned(top.low[0]));
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  /**
   * The proof of the leaf at a place: sibling hash and sum of each level, from the bottom up.
   *
   * @throws IllegalArgumentException if no leaf is there
   */
  String proofHex(long index) {
    if (Arrays.binarySearch(levels[0].places, index) < 0) {
      throw new IllegalArgumentException("no leaf at place " + index);
    }
    byte[] proof = new byte[depth() * BYTES_PER_LEVEL];
    for (int level = 0; level < depth(); level++) {
      int at = Arrays.binarySearch(levels[level].places, (index >> level) ^ 1);
      int start = level * BYTES_PER_LEVEL;
      if (at < 0) {
        System.arraycopy(padding[level], 0, proof, start, HASH);
      } else {
        System.arraycopy(levels[level].hashes, at * HASH, proof, start, HASH);
        Hasher.write(proof, start + HASH, levels[level].high[at], levels[level].low[at]);
      }
    }
    return "0x" + HexFormat.of().formatHex(proof);
  }

  /** Whether the proof shows the leaf under the root; what the contract does, for outsiders. */
  static boolean verifies(Leaf leaf, String proofHex, String rootHex, BigInteger total, int depth) {
    if (depth < 0
        || depth > MAX_DEPTH
        || proofHex.length() != 2 + 2 * depth * BYTES_PER_LEVEL
        || leaf.index() >> depth != 0) {
      return false;
    }
    byte[] proof = HexFormat.of().parseHex(proofHex.substring(2));
    Hasher hasher = new Hasher();
    byte[] hash = new byte[HASH];
    hasher.leaf(leaf, hash, 0);
    BigInteger sum = leaf.cumulative();
    for (int level = 0; level < depth; level++) {
      int start = level * BYTES_PER_LEVEL;
      BigInteger siblingSum =
          new BigInteger(1, Arrays.copyOfRange(proof, start + HASH, start + BYTES_PER_LEVEL));
      long high = sum.shiftRight(64).longValue();
      long low = sum.longValue();
      long siblingHigh = siblingSum.shiftRight(64).longValue();
      long siblingLow = siblingSum.longValue();
      byte[] parent = new byte[HASH];
      if (((leaf.index() >> level) & 1) == 0) {
        hasher.node(hash, 0, high, low, proof, start, siblingHigh, siblingLow, parent, 0);
      } else {
        hasher.node(proof, start, siblingHigh, siblingLow, hash, 0, high, low, parent, 0);
      }
      hash = parent;
      sum = sum.add(siblingSum);
      if (sum.compareTo(MAX_SUM) > 0) {
        return false;
      }
    }
    return rootHex.equals("0x" + HexFormat.of().formatHex(hash)) && sum.equals(total);
  }

  /** One reused digest and message: a tree hashes as many messages as it has nodes. */
  private static final class Hasher {
    private final KeccakDigest digest = new KeccakDigest(256);
    private final byte[] node = new byte[1 + 2 * BYTES_PER_LEVEL];
    private final byte[] leaf = new byte[1 + 4 + 20 + 16];

    Hasher() {
      node[0] = 1;
    }

    void leaf(Leaf of, byte[] out, int at) {
      int index = (int) of.index();
      for (int i = 0; i < 4; i++) {
        leaf[1 + i] = (byte) (index >>> (24 - 8 * i));
      }
      byte[] account = HexFormat.of().parseHex(of.account().substring(2));
      System.arraycopy(account, 0, leaf, 5, account.length);
      BigInteger sum = of.cumulative();
      write(leaf, 25, sum.shiftRight(64).longValue(), sum.longValue());
      digest.update(leaf, 0, leaf.length);
      digest.doFinal(out, at);
    }

    void node(
        byte[] left,
        int leftAt,
        long leftHigh,
        long leftLow,
        byte[] right,
        int rightAt,
        long rightHigh,
        long rightLow,
        byte[] out,
        int at) {
      System.arraycopy(left, leftAt, node, 1, HASH);
      write(node, 1 + HASH, leftHigh, leftLow);
      System.arraycopy(right, rightAt, node, 1 + BYTES_PER_LEVEL, HASH);
      write(node, 1 + BYTES_PER_LEVEL + HASH, rightHigh, rightLow);
      digest.update(node, 0, node.length);
      digest.doFinal(out, at);
    }

    static void write(byte[] bytes, int at, long high, long low) {
      for (int i = 0; i < 8; i++) {
        bytes[at + i] = (byte) (high >>> (56 - 8 * i));
        bytes[at + 8 + i] = (byte) (low >>> (56 - 8 * i));
      }
    }
  }
}

package io.assay.payout;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/*
 * A sum tree: every inner node commits to the sums of both its children, so the amounts of any
 * leaves that can be proved add up to at most the root's sum, and a root cannot promise more than
 * was locked for it.
 *
 *   leaf  = keccak256(0x00 | uint32 index | address account | uint128 cumulative), sum cumulative
 *   node  = keccak256(0x01 | hash left | uint128 sum left | hash right | uint128 sum right)
 *   empty = 32 zero bytes, sum 0
 *
 * The tag byte keeps inner nodes from passing as leaves, the fixed depth keeps shorter proofs out,
 * and empty places instead of a repeated last node keep two sets of leaves from sharing a root.
 * The contract folds proofs by the same rules; a golden file read by both tests holds them together.
 */
/** The Merkle sum tree over the cumulative amounts of labelers, each at the place of its index. */
final class MerkleSumTree {
  /** Bytes of a proof for each level: the sibling's hash and sum. */
  static final int BYTES_PER_LEVEL = 48;

  private static final byte LEAF_TAG = 0x00;
  private static final byte NODE_TAG = 0x01;
  private static final long MAX_INDEX = 0xffff_ffffL;

  /**
   * One labeler's amount.
   *
   * @param index the place in the tree, an unsigned 32-bit number
   * @param cumulative base units, below 2^128
   */
  record Leaf(long index, String account, BigInteger cumulative) {}

  private record Node(String hash, BigInteger sum) {}

  private static final Node EMPTY = new Node("0".repeat(64), BigInteger.ZERO);

  private final int depth;
  private final List<Map<Long, Node>> levels;
  private final List<Node> emptyAt;

  private MerkleSumTree(int depth, List<Map<Long, Node>> levels, List<Node> emptyAt) {
    this.depth = depth;
    this.levels = levels;
    this.emptyAt = emptyAt;
  }

  /**
   * The tree of least depth that has a place for every leaf.
   *
   * @throws IllegalArgumentException if two leaves have one place or an amount is out of range
   */
  static MerkleSumTree of(List<Leaf> leaves) {
    Map<Long, Node> bottom = new TreeMap<>();
    long last = 0;
    for (Leaf leaf : leaves) {
      if (leaf.index() < 0 || leaf.index() > MAX_INDEX) {
        throw new IllegalArgumentException("index out of range: " + leaf.index());
      }
      if (bottom.put(leaf.index(), new Node(hash(leaf), leaf.cumulative())) != null) {
        throw new IllegalArgumentException("two leaves at place " + leaf.index());
      }
      last = Math.max(last, leaf.index());
    }
    int depth = 64 - Long.numberOfLeadingZeros(last);
    List<Map<Long, Node>> levels = new ArrayList<>();
    List<Node> emptyAt = new ArrayList<>();
    levels.add(bottom);
    emptyAt.add(EMPTY);
    for (int level = 0; level < depth; level++) {
      Map<Long, Node> below = levels.get(level);
      Node empty = emptyAt.get(level);
      Map<Long, Node> above = new HashMap<>();
      for (long index : below.keySet()) {
        long parent = index >>> 1;
        if (!above.containsKey(parent)) {
          Node left = below.getOrDefault(parent << 1, empty);
          Node right = below.getOrDefault((parent << 1) + 1, empty);
          above.put(parent, parent(left, right));
        }
      }
      levels.add(above);
      emptyAt.add(parent(empty, empty));
    }
    return new MerkleSumTree(depth, levels, emptyAt);
  }

  int depth() {
    return depth;
  }

  String rootHex() {
    return "0x" + root().hash();
  }

  BigInteger total() {
    return root().sum();
  }

  /** The proof of the leaf at a place: sibling hash and sum of each level, from the bottom up. */
  String proofHex(long index) {
    StringBuilder proof = new StringBuilder("0x");
    for (int level = 0; level < depth; level++) {
      Node sibling = at(level, (index >>> level) ^ 1);
      proof.append(sibling.hash()).append(hex128(sibling.sum()));
    }
    return proof.toString();
  }

  /** Whether the proof shows the leaf under the root; what the contract does, for outsiders. */
  static boolean verifies(Leaf leaf, String proofHex, String rootHex, BigInteger total, int depth) {
    byte[] proof = Numeric.hexStringToByteArray(proofHex);
    if (proof.length != depth * BYTES_PER_LEVEL || leaf.index() >>> depth != 0) {
      return false;
    }
    Node node = new Node(hash(leaf), leaf.cumulative());
    for (int level = 0; level < depth; level++) {
      int at = level * BYTES_PER_LEVEL;
      Node sibling =
          new Node(
              Numeric.toHexStringNoPrefix(Arrays.copyOfRange(proof, at, at + 32)),
              new BigInteger(1, Arrays.copyOfRange(proof, at + 32, at + BYTES_PER_LEVEL)));
      boolean isRight = (leaf.index() >>> level & 1) == 1;
      node = isRight ? parent(sibling, node) : parent(node, sibling);
    }
    return ("0x" + node.hash()).equals(rootHex) && node.sum().equals(total);
  }

  private Node root() {
    return at(depth, 0);
  }

  private Node at(int level, long index) {
    @Nullable Node node = levels.get(level).get(index);
    return node == null ? emptyAt.get(level) : node;
  }

  private static String hash(Leaf leaf) {
    byte[] account = Numeric.hexStringToByteArray(leaf.account());
    if (account.length != 20) {
      throw new IllegalArgumentException("not an address: " + leaf.account());
    }
    byte[] bytes = new byte[1 + 4 + 20 + 16];
    ByteBuffer.wrap(bytes)
        .put(LEAF_TAG)
        .putInt((int) leaf.index())
        .put(account)
        .put(uint128(leaf.cumulative()));
    return keccak(bytes);
  }

  private static Node parent(Node left, Node right) {
    byte[] bytes = new byte[1 + 2 * BYTES_PER_LEVEL];
    ByteBuffer.wrap(bytes)
        .put(NODE_TAG)
        .put(Numeric.hexStringToByteArray(left.hash()))
        .put(uint128(left.sum()))
        .put(Numeric.hexStringToByteArray(right.hash()))
        .put(uint128(right.sum()));
    return new Node(keccak(bytes), left.sum().add(right.sum()));
  }

  private static String keccak(byte[] bytes) {
    return Numeric.toHexStringNoPrefix(Hash.sha3(bytes));
  }

  private static byte[] uint128(BigInteger amount) {
    if (amount.signum() < 0 || amount.bitLength() > 128) {
      throw new IllegalArgumentException("amount out of range: " + amount);
    }
    return Numeric.toBytesPadded(amount, 16);
  }

  private static String hex128(BigInteger amount) {
    return Numeric.toHexStringNoPrefix(uint128(amount));
  }
}

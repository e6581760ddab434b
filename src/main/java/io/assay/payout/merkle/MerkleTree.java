package io.assay.payout.merkle;

import java.util.Arrays;
import java.util.SortedMap;

/*
 * Levels are kept as the ascending places of the nodes with a leaf below them and their hashes, as in
 * MerkleSumTree: gaps cost nothing.
 */
/**
 * A Merkle tree whose leaves have places, for what an epoch commits to beside its payouts.
 *
 * <p>node = keccak256(0x01 | left | right); an absent leaf is 32 zero bytes, an absent subtree the
 * node of two absent ones. A leaf is the hash of a message that begins with another byte than 0x01,
 * so that no node passes as a leaf. A proof is, from the leaf up, 32 bytes a level.
 */
public final class MerkleTree {
  private static final int HASH = Keccak.BYTES;
  private static final int MAX_DEPTH = 32;

  private final long[][] places;
  private final byte[][] hashes;
  private final byte[][] padding;

  private MerkleTree(int depth) {
    places = new long[depth + 1][];
    hashes = new byte[depth + 1][];
    padding = new byte[depth + 1][HASH];
  }

  /**
   * The tree of least depth that has a place for every leaf; without a leaf, depth 0.
   *
   * @param leaves hashes by place
   */
  public static MerkleTree of(SortedMap<Long, byte[]> leaves) {
    int depth = leaves.isEmpty() ? 0 : 64 - Long.numberOfLeadingZeros(leaves.lastKey());
    return of(leaves, depth);
  }

  /**
   * The tree of a given depth.
   *
   * @throws IllegalArgumentException if a leaf has no place in it
   */
  public static MerkleTree of(SortedMap<Long, byte[]> leaves, int depth) {
    if (depth > MAX_DEPTH || (!leaves.isEmpty() && leaves.lastKey() >> depth != 0)) {
      throw new IllegalArgumentException("a leaf is outside a tree of depth " + depth);
    }
    MerkleTree tree = new MerkleTree(depth);
    tree.places[0] = leaves.keySet().stream().mapToLong(Long::longValue).toArray();
    tree.hashes[0] = new byte[leaves.size() * HASH];
    int at = 0;
    for (byte[] leaf : leaves.values()) {
      System.arraycopy(leaf, 0, tree.hashes[0], at, HASH);
      at += HASH;
    }
    Keccak keccak = new Keccak();
    byte[] node = new byte[1 + 2 * HASH];
    node[0] = 1;
    for (int level = 0; level < depth; level++) {
      tree.raise(level, keccak, node);
    }
    return tree;
  }

  private void raise(int level, Keccak keccak, byte[] node) {
    long[] below = places[level];
    long[] above = new long[below.length];
    byte[] up = new byte[below.length * HASH];
    System.arraycopy(padding[level], 0, node, 1, HASH);
    System.arraycopy(padding[level], 0, node, 1 + HASH, HASH);
    keccak.hash(node, 0, node.length, padding[level + 1], 0);
    int size = 0;
    for (int i = 0; i < below.length; size++) {
      boolean right = (below[i] & 1) == 1;
      boolean both = !right && i + 1 < below.length && below[i + 1] == below[i] + 1;
      byte[] one = hashes[level];
      System.arraycopy(right ? padding[level] : one, right ? 0 : i * HASH, node, 1, HASH);
      int second = right ? i : i + 1;
      boolean known = right || both;
      System.arraycopy(
          known ? one : padding[level], known ? second * HASH : 0, node, 1 + HASH, HASH);
      keccak.hash(node, 0, node.length, up, size * HASH);
      above[size] = below[i] >> 1;
      i += both ? 2 : 1;
    }
    places[level + 1] = Arrays.copyOf(above, size);
    hashes[level + 1] = Arrays.copyOf(up, size * HASH);
  }

  /** Levels above the leaves. */
  public int depth() {
    return places.length - 1;
  }

  /** The root; 32 zero bytes where there is no leaf and no level. */
  public byte[] root() {
    return places[depth()].length == 0 ? padding[depth()].clone() : hashes[depth()].clone();
  }

  /** The proof of what is at a place, a leaf or none. */
  public byte[] proof(long place) {
    byte[] proof = new byte[depth() * HASH];
    for (int level = 0; level < depth(); level++) {
      int at = Arrays.binarySearch(places[level], (place >> level) ^ 1);
      byte[] from = at < 0 ? padding[level] : hashes[level];
      System.arraycopy(from, at < 0 ? 0 : at * HASH, proof, level * HASH, HASH);
    }
    return proof;
  }

  /** The root that a proof leads to from a leaf, or from 32 zero bytes where there is none. */
  public static byte[] fold(byte[] leaf, long place, byte[] proof) {
    byte[] hash = leaf.clone();
    byte[] node = new byte[1 + 2 * HASH];
    node[0] = 1;
    Keccak keccak = new Keccak();
    for (int level = 0; level * HASH < proof.length; level++) {
      boolean right = ((place >> level) & 1) == 1;
      System.arraycopy(hash, 0, node, right ? 1 + HASH : 1, HASH);
      System.arraycopy(proof, level * HASH, node, right ? 1 : 1 + HASH, HASH);
      keccak.hash(node, 0, node.length, hash, 0);
    }
    return hash;
  }
}

package io.assay.payout.merkle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/*
 * Only nodes with a leaf below them are kept: a level is the ascending positions of its nodes with
 * their hashes and sums, so gaps between indexes cost nothing but a level's padding node. The
 * padding of level 0 is hash 0 and sum 0; that of level k + 1 is the node of two paddings of
 * level k, with sum 0.
 *
 * A level is paired first, which needs its places only, and hashed then, in stretches that threads
 * take in any order: each node depends on its two children alone. Every node knows its parent, so a
 * proof is a walk without a search.
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
public final class MerkleSumTree {
  /** Bytes of a proof a level: the sibling's hash and sum. */
  public static final int BYTES_PER_LEVEL = 48;

  private static final BigInteger MAX_SUM = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final int HASH = Keccak.BYTES;
  private static final int MAX_DEPTH = 32;
  private static final int ACCOUNT = 20;
  private static final int STRETCH = 4096;
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

  /**
   * What a labeler may have claimed in all, at their fixed place.
   *
   * @param index the place in the tree, from 0 to 2^32 - 1
   * @param account 0x and 40 hexadecimal digits
   * @param cumulative base units, from 0 to 2^128 - 1
   */
  public record Leaf(long index, String account, BigInteger cumulative) {
    public Leaf {
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

  /**
   * Leaves as columns, for epochs of millions: add by ascending index.
   *
   * <p>An amount is an unsigned 128-bit number in two longs.
   */
  public static final class Leaves {
    private long[] indexes;
    private byte[] accounts;
    private long[] high;
    private long[] low;
    private int size;

    public Leaves(int expected) {
      int room = Math.max(1, expected);
      indexes = new long[room];
      accounts = new byte[room * ACCOUNT];
      high = new long[room];
      low = new long[room];
    }

    /**
     * Adds a leaf.
     *
     * @param account bytes of which 20 from {@code from} on are the address
     * @throws IllegalArgumentException if the index is out of range or not above the last one
     */
    public void add(long index, byte[] account, int from, long highUnits, long lowUnits) {
      if (index < 0 || index >= 1L << MAX_DEPTH) {
        throw new IllegalArgumentException("index out of range: " + index);
      }
      if (size > 0 && index <= indexes[size - 1]) {
        throw new IllegalArgumentException(
            index == indexes[size - 1]
                ? "two leaves at place " + index
                : "index " + index + " comes after " + indexes[size - 1]);
      }
      if (size == indexes.length) {
        int room = size + (size >> 1) + 1;
        indexes = Arrays.copyOf(indexes, room);
        accounts = Arrays.copyOf(accounts, room * ACCOUNT);
        high = Arrays.copyOf(high, room);
        low = Arrays.copyOf(low, room);
      }
      indexes[size] = index;
      System.arraycopy(account, from, accounts, size * ACCOUNT, ACCOUNT);
      high[size] = highUnits;
      low[size] = lowUnits;
      size++;
    }

    public int size() {
      return size;
    }
  }

  /** The nodes of one level that have a leaf below them, by ascending place. */
  private static final class Level {
    final long[] places;
    final byte[] hashes;
    final long[] high;
    final long[] low;

    /** The number of each node's parent in the level above. */
    final int[] parents;

    Level(long[] places, long[] high, long[] low) {
      this.places = places;
      this.high = high;
      this.low = low;
      this.hashes = new byte[places.length * HASH];
      this.parents = new int[places.length];
    }

    int size() {
      return places.length;
    }

    /** The number of the node beside one, or -1 where only padding is. */
    int sibling(int node) {
      long place = places[node] ^ 1;
      int at = (place & 1) == 1 ? node + 1 : node - 1;
      return at >= 0 && at < places.length && places[at] == place ? at : -1;
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
  public static MerkleSumTree of(List<Leaf> leaves) {
    Leaves columns = new Leaves(leaves.size());
    leaves.stream()
        .sorted(Comparator.comparingLong(Leaf::index))
        .forEach(
            leaf ->
                columns.add(
                    leaf.index(),
                    HexFormat.of().parseHex(leaf.account().substring(2)),
                    0,
                    leaf.cumulative().shiftRight(64).longValue(),
                    leaf.cumulative().longValue()));
    return of(columns);
  }

  /**
   * The same of leaves in columns.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MerkleSumTree of(Leaves leaves) {
    if (leaves.size == 0) {
      throw new IllegalArgumentException("a tree has at least one leaf");
    }
    int depth = 64 - Long.numberOfLeadingZeros(leaves.indexes[leaves.size - 1]);
    Level[] levels = new Level[depth + 1];
    byte[][] padding = new byte[depth + 1][HASH];
    Hasher hasher = new Hasher();
    levels[0] = leafLevel(leaves);
    for (int level = 0; level < depth; level++) {
      hasher.node(padding[level], 0, 0, 0, padding[level], 0, 0, 0, padding[level + 1], 0);
      levels[level + 1] = above(levels[level], padding[level]);
    }
    return new MerkleSumTree(levels, padding);
  }

  private static Level leafLevel(Leaves leaves) {
    int size = leaves.size;
    Level level =
        new Level(
            Arrays.copyOf(leaves.indexes, size),
            Arrays.copyOf(leaves.high, size),
            Arrays.copyOf(leaves.low, size));
    inStretches(
        size,
        (hasher, i) ->
            hasher.leaf(
                level.places[i],
                leaves.accounts,
                i * ACCOUNT,
                level.high[i],
                level.low[i],
                level.hashes,
                i * HASH));
    return level;
  }

  @FunctionalInterface
  private interface NodeWork {
    void hash(Hasher hasher, int node);
  }

  private static void inStretches(int size, NodeWork work) {
    int stretches = (size + STRETCH - 1) / STRETCH;
    IntStream range = IntStream.range(0, stretches);
    (stretches > 1 ? range.parallel() : range)
        .forEach(
            stretch -> {
              Hasher hasher = new Hasher();
              int end = Math.min(size, (stretch + 1) * STRETCH);
              for (int i = stretch * STRETCH; i < end; i++) {
                work.hash(hasher, i);
              }
            });
  }

  private static Level above(Level below, byte[] pad) {
    int size = 0;
    int[] first = new int[below.size()];
    for (int i = 0; i < below.size(); size++) {
      first[size] = i;
      below.parents[i] = size;
      boolean both = (below.places[i] & 1) == 0 && below.sibling(i) >= 0;
      if (both) {
        below.parents[i + 1] = size;
      }
      i += both ? 2 : 1;
    }
    Level level = new Level(new long[size], new long[size], new long[size]);
    inStretches(size, (hasher, node) -> hasher.parent(below, first[node], pad, level, node));
    return level;
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

  /** Number of leaves. */
  public int size() {
    return levels[0].size();
  }

  /** Levels above the leaves: the length of every proof in steps. */
  public int depth() {
    return levels.length - 1;
  }

  /** The root as 0x and 64 hexadecimal digits. */
  public String rootHex() {
    return "0x" + HexFormat.of().formatHex(levels[depth()].hashes);
  }

  /** The sum of all leaves. */
  public BigInteger total() {
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
  public String proofHex(long index) {
    int leaf = Arrays.binarySearch(levels[0].places, index);
    if (leaf < 0) {
      throw new IllegalArgumentException("no leaf at place " + index);
    }
    byte[] proof = new byte[depth() * BYTES_PER_LEVEL];
    writeProof(leaf, proof);
    return "0x" + HexFormat.of().formatHex(proof);
  }

  /** The proof of what is at a place inside the tree, a leaf or none. */
  public String proofOfPlaceHex(long index) {
    byte[] proof = new byte[depth() * BYTES_PER_LEVEL];
    for (int level = 0; level < depth(); level++) {
      Level on = levels[level];
      int beside = Arrays.binarySearch(on.places, (index >> level) ^ 1);
      step(level, beside, proof);
    }
    return "0x" + HexFormat.of().formatHex(proof);
  }

  /**
   * The proof of a whole subtree: the siblings above it.
   *
   * @param start its first place, a multiple of {@code 2^levels}
   * @param levels of the subtree, at most the depth of the tree
   */
  public String proofOfRangeHex(long start, int levels) {
    String proof = levels >= depth() ? "" : proofOfPlaceHex(start).substring(2);
    int skipped = Math.min(proof.length(), 2 * levels * BYTES_PER_LEVEL);
    return "0x" + proof.substring(skipped);
  }

  private void step(int level, int beside, byte[] into) {
    int start = level * BYTES_PER_LEVEL;
    if (beside < 0) {
      System.arraycopy(padding[level], 0, into, start, HASH);
      Hasher.write(into, start + HASH, 0, 0);
    } else {
      Level on = levels[level];
      System.arraycopy(on.hashes, beside * HASH, into, start, HASH);
      Hasher.write(into, start + HASH, on.high[beside], on.low[beside]);
    }
  }

  /**
   * Writes the proof of a leaf, {@code 48 * depth()} bytes.
   *
   * @param leaf its number in the order of the places, from 0
   */
  public void writeProof(int leaf, byte[] into) {
    int node = leaf;
    for (int level = 0; level < depth(); level++) {
      Level on = levels[level];
      step(level, on.sibling(node), into);
      node = on.parents[node];
    }
  }

  /** Whether the proof shows the leaf under the root; what the contract does, for outsiders. */
  public static boolean verifies(
      Leaf leaf, String proofHex, String rootHex, BigInteger total, int depth) {
    if (depth < 0
        || depth > MAX_DEPTH
        || proofHex.length() != 2 + 2 * depth * BYTES_PER_LEVEL
        || leaf.index() >> depth != 0) {
      return false;
    }
    byte[] proof = HexFormat.of().parseHex(proofHex.substring(2));
    Hasher hasher = new Hasher();
    byte[] hash = new byte[HASH];
    BigInteger sum = leaf.cumulative();
    hasher.leaf(
        leaf.index(),
        HexFormat.of().parseHex(leaf.account().substring(2)),
        0,
        sum.shiftRight(64).longValue(),
        sum.longValue(),
        hash,
        0);
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
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Keccak keccak = new Keccak();
    private final byte[] node = new byte[1 + 2 * BYTES_PER_LEVEL];
    private final byte[] leaf = new byte[1 + 4 + ACCOUNT + 16];

    Hasher() {
      node[0] = 1;
    }

    void leaf(long index, byte[] accounts, int from, long high, long low, byte[] out, int at) {
      for (int i = 0; i < 4; i++) {
        leaf[1 + i] = (byte) (index >>> (24 - 8 * i));
      }
      System.arraycopy(accounts, from, leaf, 5, ACCOUNT);
      write(leaf, 5 + ACCOUNT, high, low);
      keccak.hash(leaf, 0, leaf.length, out, at);
    }

    /** The node over one of a level, and over the one beside it where it is the left of two. */
    void parent(Level below, int i, byte[] pad, Level above, int at) {
      boolean right = (below.places[i] & 1) == 1;
      int beside = below.sibling(i);
      int a = right ? beside : i;
      int b = right ? i : beside;
      long highA = a < 0 ? 0 : below.high[a];
      long lowA = a < 0 ? 0 : below.low[a];
      long highB = b < 0 ? 0 : below.high[b];
      long lowB = b < 0 ? 0 : below.low[b];
      node(
          a < 0 ? pad : below.hashes,
          a < 0 ? 0 : a * HASH,
          highA,
          lowA,
          b < 0 ? pad : below.hashes,
          b < 0 ? 0 : b * HASH,
          highB,
          lowB,
          above.hashes,
          at * HASH);
      above.places[at] = below.places[i] >> 1;
      above.low[at] = lowA + lowB;
      above.high[at] = addHigh(highA, lowA, highB, lowB);
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
      keccak.hash(node, 0, node.length, out, at);
    }

    static void write(byte[] bytes, int at, long high, long low) {
      LONGS.set(bytes, at, high);
      LONGS.set(bytes, at + 8, low);
    }
  }
}

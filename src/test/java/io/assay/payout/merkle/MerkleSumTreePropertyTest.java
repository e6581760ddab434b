package io.assay.payout.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.payout.merkle.MerkleSumTree.Leaf;
import io.assay.platform.Properties;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MerkleSumTreePropertyTest {
  @Test
  void total_isTheSumOfTheLeaves() {
    Properties.forAll(
        200,
        random -> {
          List<Leaf> leaves = leaves(random);
          BigInteger sum =
              leaves.stream().map(Leaf::cumulative).reduce(BigInteger.ZERO, BigInteger::add);
          assertThat(MerkleSumTree.of(leaves).total()).isEqualTo(sum);
        });
  }

  @Test
  void root_doesNotDependOnTheOrderOfTheLeaves() {
    Properties.forAll(
        100,
        random -> {
          List<Leaf> leaves = leaves(random);
          List<Leaf> shuffled = new ArrayList<>(leaves);
          Collections.shuffle(shuffled, new Random(random.nextLong()));
          assertThat(MerkleSumTree.of(shuffled).rootHex())
              .isEqualTo(MerkleSumTree.of(leaves).rootHex());
        });
  }

  @Test
  void proof_ofEveryLeaf_verifies_andOfAnythingElse_doesNot() {
    Properties.forAll(
        100,
        random -> {
          List<Leaf> leaves = leaves(random);
          MerkleSumTree tree = MerkleSumTree.of(leaves);
          for (Leaf leaf : leaves) {
            String proof = tree.proofHex(leaf.index());
            assertThat(verifies(tree, leaf, proof)).isTrue();
            assertThat(verifies(tree, more(leaf), proof)).as("a base unit more").isFalse();
            Leaf moved = new Leaf(leaf.index() ^ 1, leaf.account(), leaf.cumulative());
            assertThat(verifies(tree, moved, proof)).as("the neighbour's place").isFalse();
            Leaf taken = new Leaf(leaf.index(), other(leaf.account()), leaf.cumulative());
            assertThat(verifies(tree, taken, proof)).as("another account").isFalse();
            assertThat(verifies(tree, leaf, flipped(proof, random))).as("a flipped bit").isFalse();
            assertThat(verifies(tree, leaf, proof + "00")).as("a longer proof").isFalse();
          }
        });
  }

  @Test
  void innerNode_shownAsALeaf_doesNotVerify() {
    Properties.forAll(
        50,
        random -> {
          List<Leaf> leaves = leaves(random);
          MerkleSumTree tree = MerkleSumTree.of(leaves);
          Leaf leaf = leaves.get(random.nextInt(leaves.size()));
          String proof = tree.proofHex(leaf.index());
          if (tree.depth() > 0) {
            String shorter = "0x" + proof.substring(2 + 2 * MerkleSumTree.BYTES_PER_LEVEL);
            Leaf parent = new Leaf(leaf.index() >> 1, leaf.account(), leaf.cumulative());
            assertThat(
                    MerkleSumTree.verifies(
                        parent, shorter, tree.rootHex(), tree.total(), tree.depth() - 1))
                .isFalse();
          }
        });
  }

  private static boolean verifies(MerkleSumTree tree, Leaf leaf, String proof) {
    return MerkleSumTree.verifies(leaf, proof, tree.rootHex(), tree.total(), tree.depth());
  }

  private static Leaf more(Leaf leaf) {
    return new Leaf(leaf.index(), leaf.account(), leaf.cumulative().add(BigInteger.ONE));
  }

  private static String other(String account) {
    char last = account.charAt(account.length() - 1);
    return account.substring(0, account.length() - 1) + (last == '0' ? '1' : '0');
  }

  private static String flipped(String proof, SplittableRandom random) {
    if (proof.length() == 2) {
      return proof + "00".repeat(MerkleSumTree.BYTES_PER_LEVEL);
    }
    int at = 2 + random.nextInt(proof.length() - 2);
    int digit = Character.digit(proof.charAt(at), 16) ^ (1 << random.nextInt(4));
    return proof.substring(0, at) + Character.forDigit(digit, 16) + proof.substring(at + 1);
  }

  /** Some dozens of leaves at random places, a few of them close together. */
  static List<Leaf> leaves(SplittableRandom random) {
    TreeMap<Long, Leaf> leaves = new TreeMap<>();
    int count = 1 + random.nextInt(40);
    long span = 1L << random.nextInt(1, 33);
    for (int i = 0; i < count; i++) {
      long index = random.nextLong(Math.min(span, 1L << 32));
      BigInteger amount = new BigInteger(random.nextInt(121), new Random(random.nextLong()));
      String account = "0x" + String.format("%040x", random.nextLong() & Long.MAX_VALUE);
      leaves.put(index, new Leaf(index, account, amount));
    }
    return List.copyOf(leaves.values());
  }
}

package io.assay.payout.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.payout.merkle.GoldenEpochs.GoldenEpoch;
import io.assay.payout.merkle.MerkleSumTree.Leaf;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleSumTreeTest {
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  @Test
  void tree_ofGoldenLeaves_isTheGoldenTree() throws Exception {
    for (GoldenEpoch golden : GoldenEpochs.read().epochs()) {
      MerkleSumTree tree = MerkleSumTree.of(golden.leaves());
      assertThat(tree.depth()).as(golden.name()).isEqualTo(golden.depth());
      assertThat(tree.rootHex()).as(golden.name()).isEqualTo(golden.root());
      assertThat(tree.total()).as(golden.name()).isEqualTo(golden.total());
      for (int i = 0; i < golden.leaves().size(); i++) {
        Leaf leaf = golden.leaves().get(i);
        assertThat(tree.proofHex(leaf.index())).isEqualTo(golden.proofs().get(i));
        assertThat(
                MerkleSumTree.verifies(
                    leaf, golden.proofs().get(i), golden.root(), golden.total(), golden.depth()))
            .isTrue();
      }
    }
  }

  @Test
  void tree_withTheLargestIndexAndAmount_holdsThem() {
    Leaf last = new Leaf(0xffff_ffffL, leaf(1, 0).account(), MAX);
    MerkleSumTree tree = MerkleSumTree.of(List.of(last));
    assertThat(tree.depth()).isEqualTo(32);
    assertThat(tree.total()).isEqualTo(MAX);
    assertThat(
            MerkleSumTree.verifies(
                last, tree.proofHex(last.index()), tree.rootHex(), tree.total(), 32))
        .isTrue();
  }

  @Test
  void tree_whoseSumPasses128Bits_isRefused() {
    Leaf most = new Leaf(0, leaf(0, 0).account(), MAX);
    assertThatThrownBy(() -> MerkleSumTree.of(List.of(most, leaf(1, 1))))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void tree_ofAbcAndOfAbcc_haveOtherRoots() {
    Leaf a = leaf(0, 1);
    Leaf b = leaf(1, 2);
    Leaf c = leaf(2, 3);
    Leaf again = new Leaf(3, c.account(), c.cumulative());
    assertThat(MerkleSumTree.of(List.of(a, b, c)).rootHex())
        .isNotEqualTo(MerkleSumTree.of(List.of(a, b, c, again)).rootHex());
  }

  @Test
  void tree_ofNoLeavesOrTwoAtOnePlace_isRefused() {
    assertThatThrownBy(() -> MerkleSumTree.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MerkleSumTree.of(List.of(leaf(4, 1), leaf(4, 2))))
        .hasMessageContaining("place 4");
  }

  @Test
  void leaf_outOfRange_isRefused() {
    String account = leaf(0, 0).account();
    assertThatThrownBy(() -> new Leaf(-1, account, BigInteger.ONE)).hasMessageContaining("index");
    assertThatThrownBy(() -> new Leaf(1L << 32, account, BigInteger.ONE))
        .hasMessageContaining("index");
    assertThatThrownBy(() -> new Leaf(0, account, MAX.add(BigInteger.ONE)))
        .hasMessageContaining("amount");
    assertThatThrownBy(() -> new Leaf(0, account, BigInteger.ONE.negate()))
        .hasMessageContaining("amount");
    assertThatThrownBy(() -> new Leaf(0, account + "00", BigInteger.ONE))
        .hasMessageContaining("address");
  }

  /** A leaf whose account nobody has a key of. */
  private static Leaf leaf(long index, long cumulative) {
    String account = "0x" + String.format("%040x", 0xabcd_0000L + index);
    return new Leaf(index, account, BigInteger.valueOf(cumulative));
  }
}

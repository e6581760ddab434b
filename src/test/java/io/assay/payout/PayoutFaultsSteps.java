package io.assay.payout;

import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.merkle.MerkleSumTree;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.utils.Numeric;

/** The way of an epoch over the vault: what is there already is not sent again. */
final class PayoutFaultsSteps {
  private static final byte[] DATASET = new byte[32];

  private final VaultFixture fixture;
  private final ChainSender sponsor;
  private final ChainSender poster;

  PayoutFaultsSteps(VaultFixture fixture, ChainSender sponsor, ChainSender poster) {
    this.fixture = fixture;
    this.sponsor = sponsor;
    this.poster = poster;
  }

  private interface Read<T> {
    T run() throws Exception;
  }

  private static <T> T read(Read<T> read) {
    try {
      return read.run();
    } catch (Exception e) {
      throw new ChainGateway.Unavailable("the node does not answer", e);
    }
  }

  void settle(int epoch, MerkleSumTree tree, List<MerkleSumTree.Leaf> leaves) {
    PayoutVault vault = fixture.vault;
    byte[] escrow = read(() -> vault.escrowOf(fixture.sponsor, DATASET).send());
    BigInteger received = read(() -> vault.escrows(escrow).send()).component4();
    BigInteger missing = tree.total().subtract(received);
    if (missing.signum() > 0) {
      send(sponsor, "fund " + epoch, vault.fund(DATASET, missing, new byte[32]));
    }
    BigInteger number = BigInteger.valueOf(epoch);
    byte[] root = Numeric.hexStringToByteArray(tree.rootHex());
    if (read(() -> vault.activeEpoch().send()).intValueExact() < epoch) {
      if (Arrays.equals(read(() -> vault.epochs(number).send()).component1(), new byte[32])) {
        BigInteger before =
            read(() -> vault.epochs(number.subtract(BigInteger.ONE)).send().component3());
        List<PayoutVault.Allocation> parts =
            List.of(new PayoutVault.Allocation(escrow, tree.total().subtract(before)));
        send(
            poster,
            "propose " + epoch,
            vault.proposeEpoch(
                number, root, BigInteger.valueOf(tree.depth()), tree.total(), root, parts));
      }
      send(poster, "activate " + epoch, vault.activate());
    }
    for (MerkleSumTree.Leaf leaf : leaves) {
      BigInteger index = BigInteger.valueOf(leaf.index());
      if (read(() -> vault.claimed(index).send()).compareTo(leaf.cumulative()) < 0) {
        send(
            poster,
            "claim " + index,
            vault.claim(
                index,
                leaf.account(),
                leaf.cumulative(),
                Numeric.hexStringToByteArray(tree.proofHex(leaf.index()))));
      }
    }
  }

  private void send(ChainSender sender, String purpose, RemoteFunctionCall<?> call) {
    sender.send(purpose, fixture.vaultAddress, call.encodeFunctionCall());
  }
}

package io.assay.payout;

import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.PublishedEpoch;
import java.math.BigInteger;
import java.util.List;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.utils.Numeric;

/** A vault of its own to which bundles are proposed as their tables are, right or wrong. */
public final class ProposedEpochs {
  private static final long WINDOW = 5000;

  private final VaultFixture on;

  private ProposedEpochs(VaultFixture on) {
    this.on = on;
  }

  /** Deploys the vault. */
  public static ProposedEpochs deploy(String rpcUrl) throws Exception {
    return new ProposedEpochs(VaultFixture.deploy(rpcUrl, WINDOW, 2 * WINDOW));
  }

  /** Funds an escrow with what the epoch adds, and proposes it. */
  public void propose(Bundle bundle) {
    PublishedEpoch epoch = PublishedEpoch.of(bundle);
    BigInteger before = epoch.treeBefore().map(tree -> tree.total()).orElse(BigInteger.ZERO);
    BigInteger half = epoch.tree().total().subtract(before).shiftRight(1);
    BigInteger rest = epoch.tree().total().subtract(before).subtract(half);
    List<PayoutVault.Allocation> allocations =
        List.of(on.allocation(2, rest.longValueExact()), on.allocation(1, half.longValueExact()));
    on.send(on.sponsor, on.fund(1, half.longValueExact()));
    on.send(on.sponsor, on.fund(2, rest.longValueExact()));
    on.send(
        on.poster,
        on.vault.proposeEpoch(
            BigInteger.valueOf(epoch.name().epoch()),
            Numeric.hexStringToByteArray(epoch.tree().rootHex()),
            BigInteger.valueOf(epoch.tree().depth()),
            epoch.tree().total(),
            new ChallengeCalls(on.vault, bundle, epoch, new byte[32], List.of()).dataHash(),
            allocations));
  }

  /** Lets the window pass. */
  public void activate() throws Exception {
    on.passSeconds(WINDOW);
    on.send(on.other, on.vault.activate());
  }

  public String vaultAddress() {
    return on.vaultAddress;
  }

  /** Gives an address ether for its transactions. */
  public void giveEther(String address) throws Exception {
    on.web3j
        .ethSendTransaction(
            new Transaction(on.admin, null, null, null, address, BigInteger.TEN.pow(19), null))
        .send();
    while (on.web3j
            .ethGetBalance(address, DefaultBlockParameterName.LATEST)
            .send()
            .getBalance()
            .signum()
        == 0) {
      Thread.onSpinWait();
    }
  }

  public long blocks() throws Exception {
    return on.web3j.ethBlockNumber().send().getBlockNumber().longValueExact();
  }

  /** Whether an epoch has a root. */
  public boolean stands(long number) throws Exception {
    byte[] root = on.vault.epochs(BigInteger.valueOf(number)).send().component1();
    return !java.util.Arrays.equals(root, new byte[32]);
  }

  /** Tokens of an address. */
  public BigInteger tokens(String address) throws Exception {
    return on.balance(address);
  }

  /** What half the stake is. */
  public static BigInteger bounty() {
    return BigInteger.valueOf(VaultFixture.STAKE / 2);
  }
}

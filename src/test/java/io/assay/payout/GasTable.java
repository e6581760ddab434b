package io.assay.payout;

import io.assay.Bench;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.merkle.MerkleSumTree.Leaf;
import io.assay.payout.receipts.EpochBundle;
import io.assay.payout.receipts.LabelChallenge;
import io.assay.payout.receipts.RecordedEpochs;
import io.assay.platform.TestChain;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** What every call of the vault costs in gas, beside plain transfers of the same token. */
final class GasTable {
  private static final int BATCH = 128;
  private static final long WINDOW = 10_000;

  private final Bench bench;
  private final String rpcUrl;

  private GasTable(Bench bench, String rpcUrl) {
    this.bench = bench;
    this.rpcUrl = rpcUrl;
  }

  static void run(Bench bench) throws Exception {
    Path home = Files.createTempDirectory("assay-gas-");
    try (TestChain chain = TestChain.start(home)) {
      GasTable table = new GasTable(bench, chain.rpcUrl());
      double transfer = table.transfers();
      double repeat = table.epochs(1 << 14, transfer);
      table.epochs(1_000_000, transfer);
      bench.figure("claim_gas_vs_transfer", repeat / transfer, "ratio");
      table.challenges();
    }
  }

  private double gas(String name, TransactionReceipt receipt) {
    double used = receipt.getGasUsed().doubleValue();
    bench.figure("gas_" + name, used, "gas");
    return used;
  }

  /** To somebody who holds none, to somebody who does, and to many by one transaction. */
  private double transfers() throws Exception {
    VaultFixture on = VaultFixture.deploy(rpcUrl, 0, 100);
    String to = VaultFixture.leaf(5, 0).account();
    gas(
        "transfer_first",
        on.send(on.sponsor, on.tokenAddress, on.token.transfer(to, BigInteger.TEN)));
    final double transfer =
        gas(
            "transfer",
            on.send(on.sponsor, on.tokenAddress, on.token.transfer(to, BigInteger.TEN)));
    String binary = Files.readString(Path.of("target/solidity-test/Disperse.bin"));
    String disperse = VaultFixture.deploy(on.web3j, on.sponsor, binary, List.of());
    on.send(on.sponsor, on.tokenAddress, on.token.approve(disperse, VaultFixture.SUPPLY));
    List<Address> recipients = new ArrayList<>();
    List<Uint256> amounts = new ArrayList<>();
    for (int i = 100; i < 100 + BATCH; i++) {
      recipients.add(new Address(VaultFixture.leaf(i, 0).account()));
      amounts.add(new Uint256(1000));
    }
    String call =
        FunctionEncoder.encode(
            new Function(
                "disperse",
                List.of(
                    new Address(on.tokenAddress),
                    new DynamicArray<>(Address.class, recipients),
                    new DynamicArray<>(Uint256.class, amounts)),
                List.of()));
    for (String name : List.of("batch_transfer_first_each", "batch_transfer_each")) {
      double used = on.sendData(on.sponsor, disperse, call).getGasUsed().doubleValue();
      bench.figure("gas_" + name, used / BATCH, "gas");
    }
    return transfer;
  }

  /** Two epochs of so many accounts; the gas of a claim after the first. */
  private double epochs(int accounts, double transfer) throws Exception {
    VaultFixture on = VaultFixture.deploy(rpcUrl, 0, 100);
    String suffix = "_" + accounts;
    List<Leaf> leaves = leaves(accounts, 1);
    MerkleSumTree tree = MerkleSumTree.of(leaves);
    BigInteger total = tree.total();
    gas("fund" + suffix, on.send(on.sponsor, on.fund(1, total.longValueExact())));
    gas(
        "propose_first" + suffix,
        on.send(on.poster, on.propose(1, tree, on.allocation(1, total.longValueExact()))));
    gas("activate_first" + suffix, on.send(on.other, on.vault.activate()));
    gas("claim_first" + suffix, on.send(on.other, on.claim(leaves.get(7), tree.proofHex(7))));
    each("range_first_each" + suffix, on, tree, leaves);
    leaves = leaves(accounts, 2);
    tree = MerkleSumTree.of(leaves);
    long more = tree.total().subtract(total).longValueExact();
    on.send(on.sponsor, on.fund(1, more));
    gas("propose" + suffix, on.send(on.poster, on.propose(2, tree, on.allocation(1, more))));
    gas("activate" + suffix, on.send(on.other, on.vault.activate()));
    final double claim =
        gas("claim" + suffix, on.send(on.other, on.claim(leaves.get(7), tree.proofHex(7))));
    each("range_each" + suffix, on, tree, leaves);
    bench.figure("claim_vs_transfer" + suffix, claim / transfer, "ratio");
    return claim;
  }

  private void each(String name, VaultFixture on, MerkleSumTree tree, List<Leaf> leaves) {
    TransactionReceipt receipt =
        on.send(
            on.other, PayoutClaimsTest.range(on, tree, leaves.subList(0, 2 * BATCH), BATCH, BATCH));
    bench.figure("gas_" + name, receipt.getGasUsed().doubleValue() / BATCH, "gas");
  }

  private static List<Leaf> leaves(int accounts, long epoch) {
    List<Leaf> leaves = new ArrayList<>(accounts);
    for (int i = 0; i < accounts; i++) {
      leaves.add(VaultFixture.leaf(i, epoch * (1_000_000 + i)));
    }
    return leaves;
  }

  private void challenges() throws Exception {
    EpochBundle epoch = RecordedEpochs.madeUp();
    UUID dataset = epoch.allocations().firstKey();
    VaultFixture on = VaultFixture.deploy(rpcUrl, WINDOW, 2 * WINDOW);
    List<Leaf> leaves = EpochChallengesTest.leaves(epoch);
    String votes =
        new String(
            epoch.bundle().files().get("datasets/" + dataset + "/votes.csv"),
            StandardCharsets.UTF_8);
    String row =
        votes
            .lines()
            .skip(1)
            .filter(one -> one.split(" ", -1).length == 7)
            .findFirst()
            .orElseThrow();
    String[] cells = row.split(",", -1);
    String planted = cells[1].equals("0") ? "1" : "0";
    var bundle =
        ChallengeFixture.with(
            epoch.bundle(),
            "datasets/" + dataset + "/votes.csv",
            text ->
                text.replace(
                    "\n" + cells[0] + "," + cells[1] + ",", "\n" + cells[0] + "," + planted + ","));
    MerkleSumTree tree = MerkleSumTree.of(leaves);
    ChallengeFixture proposed = ChallengeFixture.propose(on, bundle, tree, epoch.total());
    LabelChallenge wrong = LabelChallenge.of(bundle, dataset, cells[0]);
    proposed.commit("label", wrong.place());
    bench.figure("challenge_label_votes", wrong.weights().size(), "votes");
    gas("challenge_label", on.send(on.other, proposed.label(wrong)));
    gas("withdraw_bounty", on.send(on.other, on.vault.withdrawBounty()));

    VaultFixture second = VaultFixture.deploy(rpcUrl, WINDOW, 2 * WINDOW);
    List<Leaf> raised = new ArrayList<>(leaves);
    Leaf greedy = raised.get(2);
    Leaf robbed = raised.get(4);
    raised.set(
        2, new Leaf(greedy.index(), greedy.account(), greedy.cumulative().add(BigInteger.TEN)));
    raised.set(
        4,
        new Leaf(robbed.index(), robbed.account(), robbed.cumulative().subtract(BigInteger.TEN)));
    MerkleSumTree forged = MerkleSumTree.of(raised);
    ChallengeFixture again = ChallengeFixture.propose(second, epoch, forged);
    again.commit("payout", (int) greedy.index());
    gas(
        "challenge_payout",
        second.send(
            second.other,
            again.payout(
                ChallengeFixture.nothing(greedy.index()),
                ChallengeFixture.leaf(raised.get(2), forged))));
  }
}

package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.merkle.GoldenEpochs;
import io.assay.payout.merkle.GoldenEpochs.GoldenEpoch;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.merkle.MerkleSumTree.Leaf;
import io.assay.platform.TestChain;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.utils.Numeric;

/** Every promise and every refusal of the vault, on a local chain. Each test has its own vault. */
class PayoutVaultTest {
  private static final long WINDOW = 50;
  private static final long NOTICE = 100;
  private static final long MAX_PAUSE = 14 * 86_400;

  @TempDir static Path home;
  private static TestChain chain;
  private VaultFixture on;

  @BeforeAll
  static void start() throws IOException {
    chain = TestChain.start(home);
  }

  @AfterAll
  static void stop() throws IOException {
    chain.close();
  }

  @BeforeEach
  void deploy() throws Exception {
    on = VaultFixture.deploy(chain.rpcUrl(), WINDOW, NOTICE);
  }

  private static MerkleSumTree tree(Leaf... leaves) {
    return MerkleSumTree.of(List.of(leaves));
  }

  private void activate(long epoch, MerkleSumTree tree, PayoutVault.Allocation... allocations)
      throws IOException {
    on.send(on.poster, on.propose(epoch, tree, allocations));
    on.passSeconds(WINDOW);
    on.send(on.other, on.vault.activate());
  }

  @Test
  void goldenEpochs_inOrder_payEveryLeafToTheBaseUnit() throws Exception {
    BigInteger before = BigInteger.ZERO;
    long number = 0;
    for (GoldenEpoch golden : GoldenEpochs.read().epochs()) {
      BigInteger amount = golden.total().subtract(before);
      before = golden.total();
      on.send(on.sponsor, on.vault.fund(VaultFixture.dataset(1), amount, new byte[32]));
      PayoutVault.Allocation all = new PayoutVault.Allocation(on.escrow(1), amount);
      activate(++number, MerkleSumTree.of(golden.leaves()), all);
      for (int i = 0; i < golden.leaves().size(); i++) {
        Leaf leaf = golden.leaves().get(i);
        BigInteger had = on.vault.claimed(BigInteger.valueOf(leaf.index())).send();
        String expected = leaf.cumulative().equals(had) ? "NothingToClaim" : "accepted";
        assertThat(on.attempt(on.other, on.claim(leaf, golden.proofs().get(i))))
            .isEqualTo(expected);
        assertThat(on.balance(leaf.account())).isEqualTo(leaf.cumulative());
      }
      assertThat(on.vault.totalClaimed().send()).isEqualTo(golden.total());
      assertThat(on.unstaked()).isZero();
    }
  }

  @Test
  void claim_repeated_paysOnce() throws Exception {
    on.send(on.sponsor, on.fund(1, 100));
    Leaf leaf = VaultFixture.leaf(3, 100);
    MerkleSumTree tree = tree(leaf);
    activate(1, tree, on.allocation(1, 100));
    on.send(on.other, on.claim(leaf, tree.proofHex(3)));
    assertThat(on.attempt(on.other, on.claim(leaf, tree.proofHex(3)))).isEqualTo("NothingToClaim");
    assertThat(on.balance(leaf.account())).isEqualTo(100);
  }

  @Test
  void claim_afterAMissedEpoch_paysBoth() throws Exception {
    on.send(on.sponsor, on.fund(1, 300));
    activate(1, tree(VaultFixture.leaf(0, 100)), on.allocation(1, 100));
    Leaf leaf = VaultFixture.leaf(0, 250);
    MerkleSumTree second = tree(leaf, VaultFixture.leaf(1, 50));
    activate(2, second, on.allocation(1, 200));
    on.send(on.other, on.claim(leaf, second.proofHex(0)));
    assertThat(on.balance(leaf.account())).isEqualTo(250);
  }

  @Test
  void claim_ofALeafWithANewAccount_paysOnlyTheRest() throws Exception {
    on.send(on.sponsor, on.fund(1, 300));
    Leaf first = VaultFixture.leaf(1, 100);
    MerkleSumTree before = tree(first);
    activate(1, before, on.allocation(1, 100));
    on.send(on.other, on.claim(first, before.proofHex(1)));
    Leaf moved = new Leaf(1, VaultFixture.leaf(99, 0).account(), BigInteger.valueOf(130));
    MerkleSumTree after = tree(moved);
    activate(2, after, on.allocation(1, 30));
    on.send(on.other, on.claim(moved, after.proofHex(1)));
    assertThat(on.balance(first.account())).isEqualTo(100);
    assertThat(on.balance(moved.account())).isEqualTo(30);
  }

  @Test
  void claim_withAWrongProof_isRefused() throws Exception {
    on.send(on.sponsor, on.fund(1, 1000));
    Leaf leaf = VaultFixture.leaf(2, 600);
    Leaf neighbour = VaultFixture.leaf(3, 400);
    MerkleSumTree tree = tree(leaf, neighbour);
    activate(1, tree, on.allocation(1, 1000));
    String proof = tree.proofHex(2);
    Leaf more = VaultFixture.leaf(2, 601);
    assertThat(on.attempt(on.other, on.claim(more, proof))).isEqualTo("WrongProof");
    Leaf stolen = new Leaf(2, on.other, leaf.cumulative());
    assertThat(on.attempt(on.other, on.claim(stolen, proof))).isEqualTo("WrongProof");
    Leaf outside = VaultFixture.leaf(4, 600);
    assertThat(on.attempt(on.other, on.claim(outside, proof))).isEqualTo("IndexOutsideTree");
    assertThat(on.attempt(on.other, on.claim(leaf, proof + "00"))).isEqualTo("WrongProofLength");
    String shorter = "0x" + proof.substring(2 + 2 * MerkleSumTree.BYTES_PER_LEVEL);
    assertThat(on.attempt(on.other, on.claim(leaf, shorter))).isEqualTo("WrongProofLength");
    // The sibling's sum raised by what its hash does not commit to.
    String raised = proof.substring(0, 66) + "f" + proof.substring(67);
    assertThat(on.attempt(on.other, on.claim(leaf, raised))).isEqualTo("WrongProof");
  }

  @Test
  void claim_beforeActivation_isRefused() throws Exception {
    on.send(on.sponsor, on.fund(1, 100));
    Leaf leaf = VaultFixture.leaf(0, 100);
    on.send(on.poster, on.propose(1, tree(leaf), on.allocation(1, 100)));
    assertThat(on.attempt(on.other, on.claim(leaf, "0x"))).isEqualTo("WrongProof");
  }

  @Test
  void root_thatLowersSomebodyPaid_cannotReachIntoEscrow() throws Exception {
    on.send(on.sponsor, on.fund(1, 110));
    on.send(on.sponsor, on.fund(2, 1000));
    Leaf first = VaultFixture.leaf(0, 100);
    MerkleSumTree honest = tree(first);
    activate(1, honest, on.allocation(1, 100));
    on.send(on.other, on.claim(first, honest.proofHex(0)));
    Leaf greedy = VaultFixture.leaf(1, 110);
    MerkleSumTree forged = tree(greedy);
    activate(2, forged, on.allocation(1, 10));
    assertThat(on.attempt(on.other, on.claim(greedy, forged.proofHex(1))))
        .isEqualTo("MoreThanAllocated");
    assertThat(on.available(2)).isEqualTo(1000);
    assertThat(on.unstaked()).isEqualTo(1010);
  }

  @Test
  void proposal_thatPromisesOtherThanItTakes_isRefused() throws Exception {
    on.send(on.sponsor, on.fund(1, 100));
    MerkleSumTree tree = tree(VaultFixture.leaf(0, 100));
    assertThat(on.attempt(on.poster, on.propose(1, tree, on.allocation(1, 99))))
        .isEqualTo("WrongTotal");
    assertThat(on.attempt(on.poster, on.propose(1, tree))).isEqualTo("ZeroAmount");
    assertThat(on.attempt(on.poster, on.propose(1, tree, on.allocation(1, 0))))
        .isEqualTo("ZeroAmount");
    assertThat(on.attempt(on.poster, on.propose(1, tree, on.allocation(1, 101))))
        .isEqualTo("InsufficientEscrow");
    assertThat(on.attempt(on.poster, on.propose(1, tree, on.allocation(2, 100))))
        .isEqualTo("InsufficientEscrow");
    assertThat(
            on.attempt(on.poster, on.propose(1, tree, on.allocation(1, 60), on.allocation(1, 41))))
        .as("one escrow named twice")
        .isEqualTo("InsufficientEscrow");
    assertThat(on.attempt(on.poster, on.propose(2, tree, on.allocation(1, 100))))
        .isEqualTo("WrongEpoch");
    assertThat(on.attempt(on.poster, on.propose(0, tree, on.allocation(1, 100))))
        .isEqualTo("WrongEpoch");
    BigInteger one = BigInteger.ONE;
    BigInteger hundred = BigInteger.valueOf(100);
    var parts = List.of(on.allocation(1, 100));
    assertThat(
            on.attempt(
                on.poster,
                on.vault.proposeEpoch(
                    one, new byte[32], BigInteger.ZERO, hundred, new byte[32], parts)))
        .isEqualTo("EmptyRoot");
    byte[] root = Numeric.hexStringToByteArray(tree.rootHex());
    assertThat(
            on.attempt(
                on.poster,
                on.vault.proposeEpoch(
                    one, root, BigInteger.valueOf(33), hundred, new byte[32], parts)))
        .isEqualTo("TooDeep");
    assertThat(on.attempt(on.poster, on.propose(1, tree, on.allocation(1, 100))))
        .isEqualTo("accepted");
    assertThat(on.attempt(on.poster, on.propose(1, tree, on.allocation(1, 100))))
        .isEqualTo("StillPending");
  }

  @Test
  void activation_waitsForTheWindow_andHappensOnce() throws Exception {
    on.send(on.sponsor, on.fund(1, 100));
    assertThat(on.attempt(on.other, on.vault.activate())).isEqualTo("NothingPending");
    on.send(on.poster, on.propose(1, tree(VaultFixture.leaf(0, 100)), on.allocation(1, 100)));
    assertThat(on.attempt(on.other, on.vault.activate())).isEqualTo("TooEarly");
    on.passSeconds(WINDOW);
    assertThat(on.attempt(on.other, on.vault.activate())).isEqualTo("accepted");
    assertThat(on.attempt(on.other, on.vault.activate())).isEqualTo("NothingPending");
  }

  @Test
  void veto_givesTheAllocationsBack() throws Exception {
    on.send(on.sponsor, on.fund(1, 100));
    on.send(on.sponsor, on.fund(2, 50));
    var parts = List.of(on.allocation(1, 70), on.allocation(2, 30));
    MerkleSumTree tree = tree(VaultFixture.leaf(0, 100));
    on.send(on.poster, on.propose(1, tree, parts.get(0), parts.get(1)));
    assertThat(on.available(1)).isEqualTo(30);
    assertThat(on.attempt(on.guardian, on.vault.veto(parts.subList(0, 1), new byte[32])))
        .isEqualTo("WrongAllocations");
    on.send(on.guardian, on.vault.veto(parts, new byte[32]));
    assertThat(on.available(1)).isEqualTo(100);
    assertThat(on.available(2)).isEqualTo(50);
    on.passSeconds(WINDOW);
    assertThat(on.attempt(on.other, on.vault.activate())).isEqualTo("NothingPending");
    assertThat(on.attempt(on.guardian, on.vault.veto(parts, new byte[32])))
        .isEqualTo("NothingPending");
  }

  @Test
  void roles_areNeeded() throws Exception {
    MerkleSumTree tree = tree(VaultFixture.leaf(0, 100));
    String denied = "AccessControlUnauthorizedAccount";
    assertThat(on.attempt(on.other, on.propose(1, tree, on.allocation(1, 100)))).isEqualTo(denied);
    assertThat(on.attempt(on.poster, on.vault.veto(List.of(), new byte[32]))).isEqualTo(denied);
    assertThat(on.attempt(on.poster, on.vault.pause())).isEqualTo(denied);
    assertThat(on.attempt(on.guardian, on.vault.unpause())).isEqualTo(denied);
    assertThat(on.attempt(on.poster, on.vault.grantRole(new byte[32], on.poster)))
        .isEqualTo("AccessControlEnforcedDefaultAdminRules");
  }

  @Test
  void refund_waitsForTheNotice_andReturnsOnlyWhatNoEpochTook() throws Exception {
    on.send(on.sponsor, on.fund(1, 100));
    on.send(on.poster, on.propose(1, tree(VaultFixture.leaf(0, 40)), on.allocation(1, 40)));
    BigInteger before = on.balance(on.sponsor);
    assertThat(on.attempt(on.sponsor, on.vault.refund(VaultFixture.dataset(1))))
        .isEqualTo("NotRefundable");
    on.send(on.sponsor, on.vault.announceClose(VaultFixture.dataset(1)));
    assertThat(on.attempt(on.sponsor, on.vault.refund(VaultFixture.dataset(1))))
        .isEqualTo("NotRefundable");
    assertThat(on.attempt(on.other, on.vault.refund(VaultFixture.dataset(1))))
        .isEqualTo("NotFunded");
    on.passSeconds(NOTICE);
    on.send(on.sponsor, on.vault.refund(VaultFixture.dataset(1)));
    assertThat(on.balance(on.sponsor).subtract(before)).isEqualTo(60);
    assertThat(on.unstaked()).isEqualTo(40);
  }

  @Test
  void refundUpTo_isAPart_onceWhateverIsRepeated_andHasANoticeOfItsOwn() throws Exception {
    byte[] dataset = VaultFixture.dataset(1);
    on.send(on.sponsor, on.fund(1, 100));
    on.send(on.sponsor, on.vault.announceClose(dataset));
    assertThat(on.attempt(on.sponsor, on.vault.refundUpTo(dataset, BigInteger.TEN)))
        .isEqualTo("NotRefundable");
    on.passSeconds(NOTICE);
    assertThat(on.attempt(on.sponsor, on.vault.refundUpTo(dataset, BigInteger.valueOf(101))))
        .isEqualTo("InsufficientEscrow");
    assertThat(on.attempt(on.other, on.vault.refundUpTo(dataset, BigInteger.TEN)))
        .isEqualTo("InsufficientEscrow");
    BigInteger before = on.balance(on.sponsor);
    on.send(on.sponsor, on.vault.refundUpTo(dataset, BigInteger.valueOf(30)));
    assertThat(on.attempt(on.sponsor, on.vault.refundUpTo(dataset, BigInteger.valueOf(30))))
        .isEqualTo("NotFunded");
    assertThat(on.attempt(on.sponsor, on.vault.refundUpTo(dataset, BigInteger.valueOf(40))))
        .isEqualTo("NotRefundable");
    assertThat(on.balance(on.sponsor).subtract(before)).isEqualTo(30);
    assertThat(on.available(1)).isEqualTo(70);
    on.send(on.poster, on.propose(1, tree(VaultFixture.leaf(0, 70)), on.allocation(1, 70)));
  }

  @Test
  void funding_takesAnAnnouncedCloseBack_andKeepsTheTerms() throws Exception {
    on.send(on.sponsor, on.vault.fund(VaultFixture.dataset(1), BigInteger.TEN, terms(7)));
    on.send(on.sponsor, on.vault.announceClose(VaultFixture.dataset(1)));
    on.passSeconds(NOTICE);
    on.send(on.sponsor, on.vault.fund(VaultFixture.dataset(1), BigInteger.TEN, terms(7)));
    assertThat(on.attempt(on.sponsor, on.vault.refund(VaultFixture.dataset(1))))
        .isEqualTo("NotRefundable");
    assertThat(
            on.attempt(
                on.sponsor, on.vault.fund(VaultFixture.dataset(1), BigInteger.TEN, terms(8))))
        .isEqualTo("TermsDiffer");
    assertThat(
            on.attempt(
                on.sponsor, on.vault.fund(VaultFixture.dataset(1), BigInteger.ZERO, terms(7))))
        .isEqualTo("ZeroAmount");
    assertThat(on.attempt(on.other, on.vault.announceClose(VaultFixture.dataset(1))))
        .isEqualTo("NotFunded");
  }

  private static byte[] terms(int number) {
    byte[] hash = new byte[32];
    hash[31] = (byte) number;
    return hash;
  }

  @Test
  void pause_stopsOutflows_endsByItself_andLeavesTheFullNotice() throws Exception {
    on.send(on.sponsor, on.fund(1, 200));
    Leaf leaf = VaultFixture.leaf(0, 100);
    MerkleSumTree tree = tree(leaf);
    activate(1, tree, on.allocation(1, 100));
    on.send(on.sponsor, on.vault.announceClose(VaultFixture.dataset(1)));
    on.send(on.guardian, on.vault.pause());
    on.passSeconds(NOTICE);
    assertThat(on.attempt(on.other, on.claim(leaf, tree.proofHex(0)))).isEqualTo("IsPaused");
    assertThat(on.attempt(on.sponsor, on.vault.refund(VaultFixture.dataset(1))))
        .isEqualTo("IsPaused");
    MerkleSumTree next = tree(VaultFixture.leaf(0, 150));
    assertThat(on.attempt(on.poster, on.propose(2, next, on.allocation(1, 50))))
        .isEqualTo("IsPaused");
    assertThat(on.attempt(on.guardian, on.vault.pause())).isEqualTo("PausedTooOften");
    on.passSeconds(MAX_PAUSE - NOTICE);
    on.send(on.other, on.claim(leaf, tree.proofHex(0)));
    assertThat(on.attempt(on.sponsor, on.vault.refund(VaultFixture.dataset(1))))
        .as("epochs could not be posted during the pause")
        .isEqualTo("NotRefundable");
    on.send(on.poster, on.propose(2, next, on.allocation(1, 50)));
    on.passSeconds(NOTICE);
    on.send(on.sponsor, on.vault.refund(VaultFixture.dataset(1)));
    assertThat(on.attempt(on.guardian, on.vault.pause())).isEqualTo("PausedTooOften");
    on.passSeconds(MAX_PAUSE);
    on.send(on.guardian, on.vault.pause());
    on.send(on.admin, on.vault.unpause());
    on.send(on.other, on.vault.activate());
  }

  @Test
  void construction_withoutNoticeOrPeople_isRefused() {
    assertThatThrownBy(() -> VaultFixture.deploy(chain.rpcUrl(), 100, 100))
        .hasMessage("NoticeTooShort");
    String nobody = "0x" + "0".repeat(40);
    assertThatThrownBy(
            () ->
                VaultFixture.deploy(
                    on.web3j,
                    on.other,
                    PayoutVault.BINARY,
                    on.vaultArguments(on.tokenAddress, 0, 1, nobody, on.admin)))
        .hasMessage("ZeroAddress");
    assertThatThrownBy(
            () ->
                VaultFixture.deploy(
                    on.web3j,
                    on.other,
                    PayoutVault.BINARY,
                    on.vaultArguments(on.tokenAddress, 0, 1, on.admin, on.admin)))
        .hasMessage("RolesOverlap");
  }

  @Test
  void hostileToken_creditsWhatArrived_andCannotReenter() throws Exception {
    VaultFixture hostile = VaultFixture.deployWith(chain.rpcUrl(), "HostileToken");
    hostile.send(hostile.sponsor, hostile.fund(1, 1000));
    assertThat(hostile.available(1)).isEqualTo(900);
    Leaf leaf = VaultFixture.leaf(0, 900);
    MerkleSumTree tree = tree(leaf);
    hostile.send(hostile.poster, hostile.propose(1, tree, hostile.allocation(1, 900)));
    hostile.send(hostile.other, hostile.vault.activate());
    var claim = hostile.claim(leaf, tree.proofHex(0));
    hostile.sendData(hostile.other, hostile.tokenAddress, callback(hostile, claim));
    hostile.send(hostile.other, claim);
    assertThat(hostile.vault.totalClaimed().send()).isEqualTo(900);
    assertThat(hostile.unstaked()).isZero();
    assertThat(hostile.callbackSucceeded()).isFalse();
  }

  private static String callback(
      VaultFixture of, org.web3j.protocol.core.RemoteFunctionCall<?> call) {
    return org.web3j.abi.FunctionEncoder.encode(
        new org.web3j.abi.datatypes.Function(
            "setCallback",
            List.of(
                new org.web3j.abi.datatypes.Address(of.vaultAddress),
                new org.web3j.abi.datatypes.DynamicBytes(
                    Numeric.hexStringToByteArray(call.encodeFunctionCall()))),
            List.of()));
  }

  @Test
  void errorNames_coverTheVault() throws Exception {
    var abi =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(Path.of("target/solidity/PayoutVault.abi").toFile());
    for (var entry : abi) {
      if (entry.get("type").asText().equals("error")) {
        StringBuilder signature = new StringBuilder(entry.get("name").asText()).append('(');
        for (var input : entry.get("inputs")) {
          signature.append(signature.charAt(signature.length() - 1) == '(' ? "" : ",");
          signature.append(input.get("type").asText());
        }
        String selector =
            org.web3j.crypto.Hash.sha3String(signature.append(')').toString()).substring(0, 10);
        assertThat(VaultErrors.nameOf(selector)).isEqualTo(entry.get("name").asText());
      }
    }
  }
}

package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.merkle.MerkleSumTree.Leaf;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.EpochBundle;
import io.assay.payout.receipts.LabelChallenge;
import io.assay.payout.receipts.RecordedEpochs;
import io.assay.platform.TestChain;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of a proposed epoch, planted as its poster could plant them, and honest epochs accused.
 */
class EpochChallengesTest {
  private static final long WINDOW = 5000;
  private static final String ACCEPTED = "accepted";

  @TempDir static Path home;
  private static TestChain chain;
  private static EpochBundle honest;
  private static UUID dataset;
  private VaultFixture on;

  @BeforeAll
  static void start() throws IOException {
    chain = TestChain.start(home);
    honest = RecordedEpochs.madeUp();
    dataset = honest.allocations().firstKey();
  }

  @AfterAll
  static void stop() throws IOException {
    chain.close();
  }

  @BeforeEach
  void deploy() throws Exception {
    on = VaultFixture.deploy(chain.rpcUrl(), WINDOW, 2 * WINDOW);
  }

  private static String file(String name) {
    return "datasets/" + dataset + "/" + name;
  }

  private static List<String> rows(Bundle bundle, String file) {
    return new String(bundle.files().get(file), StandardCharsets.UTF_8).lines().skip(1).toList();
  }

  private static List<Leaf> leaves() {
    return leaves(honest);
  }

  /** What the table of payouts has. */
  static List<Leaf> leaves(EpochBundle epoch) {
    List<Leaf> leaves = new ArrayList<>();
    for (String row : rows(epoch.bundle(), "payouts.csv")) {
      String[] cells = row.split(",", -1);
      leaves.add(new Leaf(Long.parseLong(cells[0]), cells[1], new BigInteger(cells[3])));
    }
    return leaves;
  }

  private static MerkleSumTree tree() {
    return MerkleSumTree.of(leaves());
  }

  private void expectVoided() throws Exception {
    assertThat(on.vault.epochs(BigInteger.ONE).send().component1()).isEqualTo(new byte[32]);
    assertThat(on.available(1)).isEqualTo(honest.total());
    assertThat(on.vault.bounties(on.other).send()).isEqualTo(VaultFixture.STAKE / 2);
    assertThat(on.vault.bounties(on.pool).send()).isEqualTo(VaultFixture.STAKE / 2);
    BigInteger before = on.balance(on.other);
    on.send(on.other, on.vault.withdrawBounty());
    assertThat(on.balance(on.other).subtract(before)).isEqualTo(VaultFixture.STAKE / 2);
    assertThat(on.attempt(on.other, on.vault.withdrawBounty())).isEqualTo("NothingToClaim");
  }

  @Test
  void label_thatLosesItsVote_voidsTheEpoch_aRightOneDoesNot() throws Exception {
    List<String> items = rows(honest.bundle(), file("votes.csv"));
    String[] cells = items.get(3).split(",", -1);
    String other = cells[1].equals("0") ? "1" : "0";
    Bundle planted =
        ChallengeFixture.with(
            honest.bundle(),
            file("votes.csv"),
            text ->
                text.replace(
                    "\n" + cells[0] + "," + cells[1] + ",", "\n" + cells[0] + "," + other + ","));
    ChallengeFixture epoch = ChallengeFixture.propose(on, planted, tree(), honest.total());
    for (String row : List.of(items.get(0), items.get(7), items.get(20))) {
      LabelChallenge right = LabelChallenge.of(planted, dataset, row.split(",", 2)[0]);
      assertThat(right.fault()).isFalse();
      epoch.commit("label", right.place());
      assertThat(on.attempt(on.other, epoch.label(right))).isEqualTo("NoFault");
    }
    LabelChallenge wrong = LabelChallenge.of(planted, dataset, cells[0]);
    assertThat(wrong.fault()).isTrue();
    assertThat(on.attempt(on.other, epoch.label(wrong))).isEqualTo("NotCommitted");
    epoch.commit("label", wrong.place());
    assertThat(on.attempt(on.admin, epoch.label(wrong))).isEqualTo("NotCommitted");
    assertThat(on.attempt(on.other, epoch.label(wrong))).isEqualTo(ACCEPTED);
    expectVoided();
  }

  @Test
  void labels_ofAnHonestEpoch_allStand() throws Exception {
    ChallengeFixture epoch = ChallengeFixture.propose(on, honest, tree());
    assertThat(on.vault.epochs(BigInteger.ONE).send().component2())
        .isEqualTo(org.web3j.utils.Numeric.hexStringToByteArray(honest.dataHash()));
    for (UUID one : honest.allocations().keySet()) {
      for (String row : rows(honest.bundle(), "datasets/" + one + "/votes.csv")) {
        LabelChallenge challenge = LabelChallenge.of(honest.bundle(), one, row.split(",", 2)[0]);
        assertThat(challenge.fault()).isFalse();
        epoch.commit("label", challenge.place());
        assertThat(on.attempt(on.other, epoch.label(challenge))).isEqualTo("NoFault");
      }
    }
  }

  @Test
  void label_withABaseOutOfRange_voidsTheEpoch_withoutAnyWeight() throws Exception {
    String[] cells = rows(honest.bundle(), file("votes.csv")).get(5).split(",", -1);
    String low = "-4000001" + cells[2].substring(cells[2].indexOf(' '));
    Bundle planted =
        ChallengeFixture.with(
            honest.bundle(),
            file("votes.csv"),
            text ->
                text.replace(
                    "\n" + cells[0] + "," + cells[1] + "," + cells[2],
                    "\n" + cells[0] + "," + cells[1] + "," + low));
    ChallengeFixture epoch = ChallengeFixture.propose(on, planted, tree(), honest.total());
    LabelChallenge wrong = LabelChallenge.of(planted, dataset, cells[0]);
    LabelChallenge bare =
        new LabelChallenge(
            dataset,
            wrong.item(),
            wrong.label(),
            wrong.base(),
            wrong.votes(),
            wrong.place(),
            wrong.proof(),
            List.of(),
            wrong.roots(),
            true);
    epoch.commit("label", wrong.place());
    assertThat(on.attempt(on.other, epoch.label(bare))).isEqualTo(ACCEPTED);
    expectVoided();
  }

  @Test
  void label_withAForeignWeightOrItem_isNoProof() throws Exception {
    ChallengeFixture epoch = ChallengeFixture.propose(on, honest, tree());
    String[] cells = rows(honest.bundle(), file("votes.csv")).get(2).split(",", -1);
    LabelChallenge right = LabelChallenge.of(honest.bundle(), dataset, cells[0]);
    epoch.commit("label", right.place());
    byte[] heavy = right.weights().get(0).row().clone();
    heavy[0] ^= 1;
    List<LabelChallenge.Weight> forged = new ArrayList<>(right.weights());
    forged.set(
        0,
        new LabelChallenge.Weight(
            heavy, right.weights().get(0).place(), right.weights().get(0).proof()));
    assertThat(on.attempt(on.other, epoch.label(changed(right, right.label(), forged))))
        .isEqualTo("WrongProof");
    assertThat(on.attempt(on.other, epoch.label(changed(right, 7, right.weights()))))
        .isEqualTo("WrongProof");
    assertThat(
            on.attempt(
                on.other,
                epoch.label(changed(right, right.label(), right.weights().subList(1, 2)))))
        .isEqualTo("WrongProofLength");
  }

  private static LabelChallenge changed(
      LabelChallenge from, int label, List<LabelChallenge.Weight> weights) {
    return new LabelChallenge(
        from.dataset(),
        from.item(),
        label,
        from.base(),
        from.votes(),
        from.place(),
        from.proof(),
        weights,
        from.roots(),
        false);
  }

  @Test
  void payout_thatDoesNotFollowFromItsLines_voidsTheEpoch() throws Exception {
    List<Leaf> raised = new ArrayList<>(leaves());
    Leaf greedy = raised.get(2);
    Leaf robbed = raised.get(4);
    raised.set(
        2, new Leaf(greedy.index(), greedy.account(), greedy.cumulative().add(BigInteger.TEN)));
    raised.set(
        4,
        new Leaf(robbed.index(), robbed.account(), robbed.cumulative().subtract(BigInteger.TEN)));
    MerkleSumTree forged = MerkleSumTree.of(raised);
    ChallengeFixture epoch = ChallengeFixture.propose(on, honest, forged);
    int fair = (int) raised.get(0).index();
    epoch.commit("payout", fair);
    assertThat(
            on.attempt(
                on.other,
                epoch.payout(
                    ChallengeFixture.nothing(fair), ChallengeFixture.leaf(raised.get(0), forged))))
        .isEqualTo("NoFault");
    int index = (int) greedy.index();
    epoch.commit("payout", index);
    assertThat(
            on.attempt(
                on.other,
                epoch.payout(
                    ChallengeFixture.nothing(index), ChallengeFixture.leaf(raised.get(2), forged))))
        .isEqualTo(ACCEPTED);
    expectVoided();
  }

  @Test
  void answer_paidTwice_voidsTheEpoch() throws Exception {
    Leaf greedy = leaves().get(1);
    String first =
        rows(honest.bundle(), "payments.csv").stream()
            .filter(row -> row.startsWith(greedy.index() + ","))
            .findFirst()
            .orElseThrow();
    Bundle planted =
        ChallengeFixture.with(
            honest.bundle(), "payments.csv", text -> text.replace(first, first + "\n" + first));
    ChallengeFixture epoch = ChallengeFixture.propose(on, planted, tree(), honest.total());
    epoch.commit("doubled", (int) greedy.index());
    assertThat(on.attempt(on.other, epoch.doubled(greedy.index(), 0, 0))).isEqualTo("NoFault");
    assertThat(on.attempt(on.other, epoch.doubled(greedy.index(), 1, 2))).isEqualTo("NoFault");
    assertThat(on.attempt(on.other, epoch.doubled(greedy.index(), 0, 1))).isEqualTo(ACCEPTED);
    expectVoided();
  }

  @Test
  void place_thatFallsOrVanishes_voidsTheEpoch_andOldClaimsStillPay() throws Exception {
    Leaf ann = VaultFixture.leaf(0, 60);
    Leaf ben = VaultFixture.leaf(5, 40);
    MerkleSumTree before = MerkleSumTree.of(List.of(ann, ben));
    on.send(on.sponsor, on.fund(1, 300));
    on.send(on.poster, on.propose(1, before, on.allocation(1, 100)));
    on.passSeconds(WINDOW);
    on.send(on.other, on.vault.activate());
    Leaf less = VaultFixture.leaf(0, 10);
    Leaf more = VaultFixture.leaf(1, 190);
    MerkleSumTree after = MerkleSumTree.of(List.of(less, more));
    ChallengeFixture epoch = ChallengeFixture.proposeNext(on, after, 2, 100);
    PayoutVault.Leaf gone = ChallengeFixture.nothing(5);
    epoch.commit("lowered", 5);
    assertThat(on.attempt(on.other, epoch.lowered(ChallengeFixture.nothing(5), gone)))
        .isNotEqualTo(ACCEPTED);
    epoch.commit("lowered", 1);
    assertThat(
            on.attempt(
                on.other,
                epoch.lowered(
                    ChallengeFixture.absent(1, before), ChallengeFixture.leaf(more, after))))
        .isEqualTo("NoFault");
    assertThat(on.attempt(on.other, epoch.lowered(ChallengeFixture.leaf(ben, before), gone)))
        .isEqualTo(ACCEPTED);
    assertThat(on.available(1)).isEqualTo(200);
    assertThat(on.attempt(on.other, on.claim(ben, before.proofHex(5)))).isEqualTo(ACCEPTED);

    on.send(on.sponsor, on.tokenAddress, on.token.transfer(on.poster, BigInteger.valueOf(1000)));
    assertThat(on.vault.staked().send()).isEqualTo(VaultFixture.STAKE);
    ChallengeFixture again = ChallengeFixture.proposeNext(on, after, 2, 100);
    again.commitOnce("lowered", 0);
    assertThat(
            on.attempt(
                on.other,
                again.lowered(
                    ChallengeFixture.leaf(ann, before), ChallengeFixture.leaf(less, after))))
        .isEqualTo(ACCEPTED);
    assertThat(on.attempt(on.poster, on.propose(2, after, on.allocation(1, 100))))
        .as("nothing is at stake any more")
        .isEqualTo("StakeMissing");
  }

  @Test
  void stake_comesBackAfterTheNotice_andNothingIsProposedMeanwhile() throws Exception {
    on.send(on.sponsor, on.fund(1, 100));
    MerkleSumTree tree = MerkleSumTree.of(List.of(VaultFixture.leaf(0, 100)));
    assertThat(on.attempt(on.other, on.vault.announceUnstake()))
        .isEqualTo("AccessControlUnauthorizedAccount");
    assertThat(on.attempt(on.poster, on.vault.unstake())).isEqualTo("NotUnstakable");
    on.send(on.poster, on.vault.announceUnstake());
    assertThat(on.attempt(on.poster, on.propose(1, tree, on.allocation(1, 100))))
        .isEqualTo("StakeMissing");
    assertThat(on.attempt(on.poster, on.vault.unstake())).isEqualTo("NotUnstakable");
    on.passSeconds(2 * WINDOW);
    BigInteger before = on.balance(on.poster);
    on.send(on.poster, on.vault.unstake());
    assertThat(on.balance(on.poster).subtract(before)).isEqualTo(2 * VaultFixture.STAKE);
    on.send(on.poster, on.vault.stake(BigInteger.valueOf(VaultFixture.STAKE)));
    on.send(on.poster, on.propose(1, tree, on.allocation(1, 100)));
    on.send(on.poster, on.vault.announceUnstake());
    on.passSeconds(2 * WINDOW);
    assertThat(on.attempt(on.poster, on.vault.unstake())).isEqualTo("StillPending");
  }
}

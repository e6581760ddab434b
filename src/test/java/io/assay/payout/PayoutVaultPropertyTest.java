package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.merkle.MerkleSumTree.Leaf;
import io.assay.platform.Properties;
import io.assay.platform.TestChain;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random calls, honest and not: whatever is refused, the vault can always pay what it owes. */
class PayoutVaultPropertyTest {
  private static final int DATASETS = 3;
  private static final int CALLS = 90;

  @TempDir Path home;

  @Test
  void vault_afterAnyCalls_holdsExactlyWhatItOwes() throws Exception {
    try (TestChain chain = TestChain.start(home)) {
      int[] accepted = new int[11];
      Properties.forAll(
          8,
          random -> {
            VaultFixture on = VaultFixture.deploy(chain.rpcUrl(), 5, 20);
            Calls calls = new Calls(on, random);
            for (int i = 0; i < CALLS; i++) {
              int kind = random.nextInt(accepted.length);
              if (calls.make(kind)) {
                accepted[kind]++;
              }
              calls.checkConservation();
            }
          });
      assertThat(accepted).as("calls of every kind went through").doesNotContain(0);
    }
  }

  /** Who calls what; remembers only what callers of the vault know. */
  private static final class Calls {
    private final VaultFixture on;
    private final SplittableRandom random;
    private final SplittableRandom parts = new SplittableRandom(7);
    private final TreeMap<Long, Long> earned = new TreeMap<>();
    private final List<MerkleSumTree> trees = new ArrayList<>();
    private final List<List<Leaf>> leaves = new ArrayList<>();
    private List<PayoutVault.Allocation> pending = List.of();

    Calls(VaultFixture on, SplittableRandom random) {
      this.on = on;
      this.random = random;
    }

    boolean make(int kind) throws Exception {
      int dataset = 1 + random.nextInt(DATASETS);
      return switch (kind) {
        case 0 -> accepted(on.sponsor, on.fund(dataset, random.nextInt(1000)));
        case 1 -> accepted(on.sponsor, on.vault.announceClose(VaultFixture.dataset(dataset)));
        case 2 -> refund(dataset);
        case 3 -> propose();
        case 4 -> accepted(on.other, on.vault.activate());
        case 5 -> random.nextInt(3) == 0 && veto();
        case 6 -> claim();
        case 7 -> random.nextInt(4) == 0 ? pause() : claim();
        case 8 -> claimRange();
        case 9 -> challenge();
        default -> pass();
      };
    }

    private boolean refund(int dataset) {
      byte[] id = VaultFixture.dataset(dataset);
      return parts.nextBoolean()
          ? accepted(on.sponsor, on.vault.refund(id))
          : accepted(on.sponsor, on.vault.refundUpTo(id, BigInteger.valueOf(parts.nextInt(3000))));
    }

    private boolean accepted(String from, org.web3j.protocol.core.RemoteFunctionCall<?> call) {
      return on.attempt(from, call).equals("accepted");
    }

    private boolean pass() throws Exception {
      on.passSeconds(random.nextInt(30));
      return true;
    }

    private boolean pause() throws Exception {
      boolean paused = accepted(on.guardian, on.vault.pause());
      return accepted(on.admin, on.vault.unpause()) && paused;
    }

    /** Half the roots are forged: they move what somebody earned before to somebody else. */
    private boolean propose() throws Exception {
      TreeMap<Long, Long> next = new TreeMap<>(earned);
      List<PayoutVault.Allocation> parts = new ArrayList<>();
      for (int dataset = 1; dataset <= DATASETS; dataset++) {
        long part = random.nextLong(on.available(dataset).longValueExact() * 5 / 4 + 2);
        if (part > 0) {
          parts.add(on.allocation(dataset, part));
          next.merge((long) random.nextInt(9), part, Long::sum);
        }
      }
      if (random.nextBoolean() && !earned.isEmpty()) {
        long victim = earned.firstKey();
        long loot = next.get(victim);
        next.put(victim, 0L);
        next.merge(victim + 9, loot, Long::sum);
      }
      if (next.isEmpty()) {
        return false;
      }
      List<Leaf> row =
          next.entrySet().stream()
              .map(one -> VaultFixture.leaf(one.getKey(), one.getValue()))
              .toList();
      MerkleSumTree tree = MerkleSumTree.of(row);
      long epoch = on.vault.activeEpoch().send().longValueExact() + 1;
      var call = on.propose(epoch, tree, parts.toArray(PayoutVault.Allocation[]::new));
      if (!accepted(on.poster, call)) {
        return false;
      }
      earned.clear();
      earned.putAll(next);
      trees.add(tree);
      leaves.add(row);
      pending = parts;
      return true;
    }

    private boolean veto() throws Exception {
      return accepted(on.guardian, on.vault.veto(pending, new byte[32])) && forget();
    }

    /** The proposed epoch is gone: what everybody earned is what the active one says. */
    private boolean forget() {
      trees.remove(trees.size() - 1);
      leaves.remove(leaves.size() - 1);
      earned.clear();
      if (!leaves.isEmpty()) {
        leaves
            .get(leaves.size() - 1)
            .forEach(leaf -> earned.put(leaf.index(), leaf.cumulative().longValueExact()));
      }
      return true;
    }

    /** Whoever has less than before accuses the proposed root, or is wrong to. */
    private boolean challenge() throws Exception {
      int active = on.vault.activeEpoch().send().intValueExact();
      if (active == 0 || trees.size() <= active) {
        return false;
      }
      MerkleSumTree before = trees.get(active - 1);
      MerkleSumTree after = trees.get(active);
      List<Leaf> row = leaves.get(active - 1);
      Leaf victim = random.nextInt(4) > 0 ? row.get(0) : row.get(random.nextInt(row.size()));
      Leaf now =
          leaves.get(active).stream()
              .filter(one -> one.index() == victim.index())
              .findFirst()
              .orElseThrow();
      ChallengeFixture epoch = ChallengeFixture.ofPending(on, after, pending);
      epoch.commitOnce("lowered", (int) victim.index());
      boolean accepted =
          accepted(
              on.other,
              epoch.lowered(
                  ChallengeFixture.leaf(victim, before), ChallengeFixture.leaf(now, after)));
      assertThat(accepted).isEqualTo(now.cumulative().compareTo(victim.cumulative()) < 0);
      if (!accepted) {
        return false;
      }
      forget();
      on.send(
          on.sponsor,
          on.tokenAddress,
          on.token.transfer(on.poster, BigInteger.valueOf(VaultFixture.STAKE)));
      on.send(on.poster, on.vault.stake(BigInteger.valueOf(VaultFixture.STAKE)));
      return parts.nextBoolean() || accepted(on.other, on.vault.withdrawBounty());
    }

    /** A subtree of the last epoch or the one before. */
    private boolean claimRange() {
      if (trees.isEmpty()) {
        return false;
      }
      int epoch = trees.size() - 1 - random.nextInt(Math.min(2, trees.size()));
      MerkleSumTree tree = trees.get(epoch);
      int levels = random.nextInt(tree.depth() + 1);
      int start = random.nextInt(1 << (tree.depth() - levels)) << levels;
      return accepted(
          on.other, PayoutClaimsTest.range(on, tree, leaves.get(epoch), start, 1 << levels));
    }

    private boolean claim() {
      if (trees.isEmpty()) {
        return false;
      }
      int epoch = trees.size() - 1 - random.nextInt(Math.min(2, trees.size()));
      List<Leaf> row = leaves.get(epoch);
      Leaf leaf = row.get(random.nextInt(row.size()));
      return accepted(on.other, on.claim(leaf, trees.get(epoch).proofHex(leaf.index())));
    }

    void checkConservation() throws Exception {
      BigInteger active = on.vault.activeEpoch().send();
      BigInteger activeTotal = on.vault.epochs(active).send().component3();
      BigInteger pendingTotal = on.vault.epochs(active.add(BigInteger.ONE)).send().component3();
      BigInteger owed = activeTotal.subtract(on.vault.totalClaimed().send());
      owed = owed.add(on.vault.staked().send()).add(on.vault.bountiesOwed().send());
      if (pendingTotal.signum() > 0) {
        owed = owed.add(pendingTotal.subtract(activeTotal));
      }
      for (int dataset = 1; dataset <= DATASETS; dataset++) {
        owed = owed.add(on.available(dataset));
      }
      assertThat(on.balance(on.vaultAddress)).isEqualTo(owed);
    }
  }
}

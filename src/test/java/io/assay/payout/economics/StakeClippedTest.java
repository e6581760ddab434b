package io.assay.payout.economics;

import static io.assay.platform.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StakeClippedTest {
  private static final StakeClipped RULE = new StakeClipped(5_000, 5);
  private static final int SEEDS = 20;
  private static final int LABELERS = 20;

  @Test
  void weight_isWhatAStakeMajoritySupports() {
    assertThat(RULE.supported(new long[] {10, 5, 0}, new long[] {1, 1, 1})).isEqualTo(5);
    assertThat(RULE.supported(new long[] {10, 5, 0}, new long[] {4, 3, 1})).isEqualTo(10);
    assertThat(RULE.supported(new long[] {10, 5, 0}, new long[] {1, 1, 9})).isZero();
    assertThat(RULE.supported(new long[] {10, 5}, new long[] {0, 0})).isZero();
    assertThat(new StakeClipped(7_000, 5).supported(new long[] {9, 8, 7}, new long[] {6, 3, 1}))
        .isEqualTo(8);
  }

  /** Whatever a minority gives its own and takes from others, honest opinions bound the weight. */
  @Test
  void minority_thatSaysWhatItLikes_cannotLeaveTheRangeOfHonestOpinions() {
    forAll(
        300,
        random -> {
          int honest = random.nextInt(2, 12);
          int colluding = random.nextInt(1, 8);
          long[] weights = new long[honest + colluding];
          long[] stakes = new long[honest + colluding];
          long honestStake = 0;
          long least = Long.MAX_VALUE;
          long most = 0;
          for (int v = 0; v < honest; v++) {
            weights[v] = random.nextLong(300_000, 700_000);
            stakes[v] = random.nextLong(1, 1000);
            honestStake += stakes[v];
            least = Math.min(least, weights[v]);
            most = Math.max(most, weights[v]);
          }
          for (int v = honest; v < weights.length; v++) {
            weights[v] = random.nextBoolean() ? 1_000_000 : 0;
            stakes[v] = honestStake * random.nextInt(10, 66) / 100 / colluding;
          }
          assertThat(RULE.supported(weights, stakes)).isBetween(least, most);
        });
  }

  /** Share of the pool of those who collude, a sheet instead of work; and had they worked. */
  private static double share(int colluding, boolean collude) {
    double share = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      CrowdFixture crowd = new CrowdFixture(new SplittableRandom(seed), 120, 3, 0.4);
      int[] sheet = new SplittableRandom(seed * 31L + 7).ints(120, 0, 3).toArray();
      for (int j = 0; j < LABELERS; j++) {
        boolean farm = j < colluding;
        crowd.add(
            (farm ? "farm-" : "honest-") + j,
            60,
            0.85,
            farm && collude ? (t, seen, random) -> sheet[t] : CrowdFixture.TRUTHFUL);
      }
      Map<String, BigInteger> amounts = crowd.settle(RULE, Voices.ALONE);
      double all = amounts.values().stream().mapToDouble(BigInteger::doubleValue).sum();
      double farmed =
          amounts.entrySet().stream()
              .filter(one -> one.getKey().startsWith("farm"))
              .mapToDouble(one -> one.getValue().doubleValue())
              .sum();
      share += farmed / all / SEEDS;
    }
    return share;
  }

  @Test
  void colludingMinority_ofUnknownAccounts_getsLessThanByHonestWork() {
    for (int percent : new int[] {10, 20, 30, 40}) {
      int colluding = LABELERS * percent / 100;
      double honest = share(colluding, false);
      double farmed = share(colluding, true);
      assertThat(honest).as("%d %%", percent).isBetween(0.9 * percent / 100, 1.1 * percent / 100);
      assertThat(farmed).as("%d %%, honest %s", percent, honest).isLessThan(honest);
    }
  }
}

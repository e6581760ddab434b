package io.assay.payout.economics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DifficultyPricingTest {
  private static final BigInteger MOST = BigInteger.valueOf(1000);

  private static long price(int floor, int... votes) {
    return new DifficultyPricing(floor).priceDown(votes, MOST).longValue();
  }

  @Test
  void price_risesFromTheFloorToTheWhole_asOthersDisagree() {
    assertThat(price(2_000, 5, 0)).isEqualTo(200);
    assertThat(price(2_000, 3, 3)).isEqualTo(1000);
    assertThat(price(2_000, 2, 2, 2)).isEqualTo(1000);
    // 5 votes, 4 to 1: 8 of 20 pairs apart, of at most half of them.
    assertThat(price(0, 4, 1)).isEqualTo(800);
    assertThat(price(2_000, 4, 1)).isEqualTo(200 + 640);
    assertThat(price(3_333, 1, 0)).isEqualTo(333);
    assertThat(price(0, 0, 0)).isZero();
    assertThat(price(0, 3)).isZero();
  }

  @Test
  void ownAnswers_andThoseOfOwnGroup_doNotMoveTheOwnPrice() {
    Voices farm = new Voices(Map.of("farm-0", "f", "farm-1", "f", "farm-2", "f"), Set.of());
    BonusRule rule = new DifficultyPricing(1_000);
    for (int seed = 0; seed < 20; seed++) {
      BigInteger honest = farmed(seed, rule, farm, (t, seen, random) -> seen);
      BigInteger wild = farmed(seed, rule, farm, (t, seen, random) -> 1 - seen);
      assertThat(wild).isEqualTo(honest).isPositive();
    }
  }

  private static BigInteger farmed(
      int seed, BonusRule rule, Voices farm, CrowdFixture.Strategy strategy) {
    CrowdFixture crowd = new CrowdFixture(new SplittableRandom(seed), 50, 2, 0.5);
    for (int j = 0; j < 8; j++) {
      crowd.add("honest-" + j, 30, 0.8, CrowdFixture.TRUTHFUL);
    }
    for (int j = 0; j < 3; j++) {
      crowd.add("farm-" + j, 50, 0.8, strategy);
    }
    return crowd.settle(rule, farm).get("farm-0");
  }
}

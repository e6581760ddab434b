package io.assay.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The schedule a labeler meets, and the plan of the pool. */
class ProbePolicyTest {
  private static final double SHARE = 0.05;

  /** Probes among so many items, where the pool has none before {@code poolFrom}. */
  private static int probes(SplittableRandom random, int items, int poolFrom, boolean nominated) {
    int probes = 0;
    for (int n = 0; n < items; n++) {
      double p = ProbeSchedule.probability(SHARE, n, probes, nominated);
      probes += random.nextDouble() < p && n >= poolFrom ? 1 : 0;
    }
    return probes;
  }

  @Test
  void first400_haveAtLeast40_alsoWhereThePoolCameLate() {
    Properties.forAll(
        2000,
        random -> assertThat(probes(random, 400, random.nextInt(150), false)).isBetween(40, 60));
  }

  @Test
  void later_itIsTheShare_andForTheNominatedSixTimes() {
    assertThat(ProbeSchedule.probability(SHARE, 400, 0, false)).isEqualTo(SHARE);
    assertThat(ProbeSchedule.probability(SHARE, 100_000, 5000, false)).isEqualTo(SHARE);
    assertThat(ProbeSchedule.probability(SHARE, 0, 0, true)).isCloseTo(0.3, within(1e-12));
    Properties.forAll(50, random -> assertThat(probes(random, 2000, 0, true)).isBetween(480, 720));
  }

  @Test
  void probability_isOne_andNoneWhereTheShareIsZero() {
    Properties.forAll(
        2000,
        random -> {
          double share = 0.2 * random.nextDouble();
          long leases = random.nextInt(800);
          long probes = random.nextInt(200);
          boolean nominated = random.nextBoolean();
          assertThat(ProbeSchedule.probability(share, leases, probes, nominated))
              .isBetween(Math.min(share, 0.5), 0.5);
          assertThat(ProbeSchedule.probability(0, leases, probes, nominated)).isZero();
        });
  }

  @Test
  void plan_neverPromisesMoreThanTwoThirdsOfWhatMayBePaid() {
    Properties.forAll(
        2000,
        random -> {
          long extra = random.nextInt(3000);
          long promised = random.nextInt(1500);
          int fresh = random.nextInt(60);
          int redundancy = 1 + random.nextInt(45);
          ProbePlan plan = ProbePlan.of(extra, promised, fresh, random.nextInt(100), redundancy);
          assertThat(plan.items()).isBetween(0, Math.max(0, 45 - fresh));
          double mean = (plan.shortestTurn() + plan.longestTurn()) / 2.0;
          assertThat(
                  plan.items() == 0
                      || promised + plan.items() * Math.max(1, mean - redundancy)
                          <= extra * 2.0 / 3)
              .isTrue();
        });
  }

  @Test
  void smallDatasets_haveNoProbes_largeOnesAFullPool() {
    assertThat(ProbePlan.of(10, 0, 0, 8, 3).items()).isZero();
    assertThat(ProbePlan.of(100_000, 0, 0, 200, 3))
        .isEqualTo(new ProbePlan(45, ProbePlan.SHORTEST_TURN, ProbePlan.LONGEST_TURN));
    assertThat(ProbePlan.of(100_000, 0, 0, 0, 3).longestTurn()).isEqualTo(15);
  }
}

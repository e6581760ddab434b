package io.assay.payout.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate of the build: by the shipped policy a farm loses money in every style. */
class FarmSimulatorTest {
  private static final BigInteger TOKEN = BigInteger.valueOf(1_000_000);
  private static final TierPolicy POLICY = TierPolicy.shipped(TOKEN);
  private static final List<FarmSimulator.Cell> CELLS =
      new FarmSimulator(POLICY, Prices.PUBLISHED, TOKEN).cells(null, null);

  @Test
  void everyFarm_losesMoney_smallOnesGainAtMostTheCapOfTierOne() {
    assertThat(CELLS).hasSize(5 * FarmSimulator.SIZES.size() * 2);
    assertThat(EconomicsGate.broken(CELLS, 2)).isEmpty();
  }

  @Test
  void halfTheCostOfAnAnswer_farmsStillLose() {
    List<FarmSimulator.Cell> cheap =
        new FarmSimulator(POLICY, Prices.PUBLISHED.withCostPerAnswer(0.001), TOKEN)
            .cells(null, null);
    assertThat(EconomicsGate.broken(cheap, 2)).isEmpty();
  }

  @Test
  void publishedTable_isReproduced() {
    assertThat(published(AttackStyle.COPY_ALL, 2, true)).isCloseTo(-2, within(0.5));
    assertThat(published(AttackStyle.COPY_ALL, 50, false)).isCloseTo(-51, within(0.5));
    assertThat(published(AttackStyle.COPY_SKILLED, 2, false)).isCloseTo(3, within(0.5));
    assertThat(published(AttackStyle.COPY_SKILLED, 50, false)).isCloseTo(-118, within(0.5));
    assertThat(published(AttackStyle.COPY_NOISY, 2, true)).isCloseTo(3, within(0.5));
    assertThat(published(AttackStyle.COPY_NOISY, 50, false)).isCloseTo(-36, within(0.5));
    assertThat(published(AttackStyle.BINARY_COPY_ALL, 50, false)).isCloseTo(-87, within(0.5));
    assertThat(published(AttackStyle.BINARY_COPY_SKILLED, 10, true)).isCloseTo(12, within(0.5));
    assertThat(published(AttackStyle.BINARY_COPY_SKILLED, 10, false)).isCloseTo(-43, within(0.5));
  }

  @Test
  void publishedPolicy_losesToAFarmerWhoChooses() {
    TierPolicy five = withCapOne(BigInteger.valueOf(5_000_000));
    List<FarmSimulator.Cell> cells =
        new FarmSimulator(five, Prices.PUBLISHED, TOKEN).cells(null, null);
    assertThat(EconomicsGate.broken(cells, 5)).as("the reason for the lower cap").isNotEmpty();
  }

  @Test
  void measuredDelay_countsOnlyWhereItIsLonger() {
    FarmSimulator simulator = new FarmSimulator(POLICY, Prices.PUBLISHED, TOKEN);
    FarmSimulator.Measured slow = new FarmSimulator.Measured(100, 2000, 6000);
    FarmSimulator.Cell linked = simulator.cells(slow, null).get(6);
    assertThat(linked.measured()).isTrue();
    assertThat(linked.delayMedian()).isBetween(1900.0, 2100.0);
    assertThat(linked.delayQuantile95()).isBetween(5500.0, 6500.0);
    FarmSimulator.Measured quick = new FarmSimulator.Measured(100, 1, 2);
    assertThat(simulator.cells(quick, quick))
        .filteredOn(cell -> cell.accounts() == 10)
        .noneMatch(FarmSimulator.Cell::measured);
  }

  private static double published(AttackStyle style, int accounts, boolean linked) {
    return CELLS.stream()
        .filter(cell -> cell.style() == style && cell.accounts() == accounts)
        .filter(cell -> cell.linked() == linked)
        .mapToDouble(FarmSimulator.Cell::tableProfitTokens)
        .findFirst()
        .orElseThrow();
  }

  private static TierPolicy withCapOne(BigInteger cap) {
    TierRule one = POLICY.tier(1);
    TierRule dear = new TierRule(1, 200, cap, one.holdBackAnswers(), one.holdBack(), one.vesting());
    return new TierPolicy(
        List.of(POLICY.tier(0), dear, POLICY.tier(2), POLICY.tier(3)),
        POLICY.conditions(),
        POLICY.provenAnswers(),
        POLICY.provenAge(),
        POLICY.patientCeilingBaseUnits(),
        POLICY.slowFactor());
  }
}

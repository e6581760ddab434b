package io.assay.payout.economics;

import static io.assay.platform.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.assay.payout.economics.HoldBack.Phase;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldBackTest {
  private static final TierRule RULE =
      new TierRule(1, null, null, 2, Duration.ofSeconds(10), Duration.ofSeconds(10));

  private static HoldBack measure(List<LedgerLine> lines, TierRule rule, long now) {
    return HoldBack.of(lines, rule, 5, Duration.ZERO, now);
  }

  private static LedgerLine bonus(long at) {
    return new LedgerLine(BigInteger.TEN, at, false);
  }

  private static LedgerLine answer(long at) {
    return new LedgerLine(BigInteger.ONE, at);
  }

  @Test
  void bonus_waitsForLaterAnswers_andIsNoneItself() {
    List<LedgerLine> lines = new ArrayList<>(List.of(answer(0), bonus(0), bonus(0)));
    assertThat(HoldBack.phases(lines, RULE, 60_000)).containsOnly(Phase.WAITS_FOR_ANSWERS);
    lines.add(answer(20_000));
    lines.add(answer(21_000));
    assertThat(HoldBack.phases(lines, RULE, 22_000))
        .containsExactly(
            Phase.VESTING,
            Phase.VESTING,
            Phase.VESTING,
            Phase.WAITS_FOR_ANSWERS,
            Phase.WAITS_FOR_ANSWERS);
    assertThat(HoldBack.phases(lines, RULE, 31_000).get(1)).isEqualTo(Phase.FREE);
    assertThat(measure(lines, RULE, 31_000).vestedDown()).isEqualTo(BigInteger.valueOf(21));
  }

  @Test
  void phases_sumToWhatIsMeasured() {
    forAll(
        200,
        random -> {
          List<LedgerLine> lines = new ArrayList<>();
          long at = 0;
          for (int i = 0; i < 30; i++) {
            at += random.nextLong(3_000);
            lines.add(
                new LedgerLine(
                    BigInteger.valueOf(random.nextLong(1, 100)), at, random.nextInt(4) > 0));
          }
          TierRule rule =
              new TierRule(
                  1,
                  null,
                  null,
                  random.nextInt(6),
                  Duration.ofMillis(random.nextLong(20_000)),
                  Duration.ofMillis(random.nextLong(1, 20_000)));
          long now = at + random.nextLong(20_000);
          HoldBack held = measure(lines, rule, now);
          List<Phase> phases = HoldBack.phases(lines, rule, now);
          BigInteger waiting = BigInteger.ZERO;
          BigInteger free = BigInteger.ZERO;
          for (int i = 0; i < lines.size(); i++) {
            BigInteger amount = lines.get(i).amountBaseUnits();
            boolean waits =
                phases.get(i) == Phase.WAITS_FOR_ANSWERS || phases.get(i) == Phase.WAITS_FOR_TIME;
            waiting = waits ? waiting.add(amount) : waiting;
            free = phases.get(i) == Phase.FREE ? free.add(amount) : free;
          }
          assertThat(waiting).isEqualTo(held.waiting());
          assertThat(free).isLessThanOrEqualTo(held.vestedDown());
        });
  }
}

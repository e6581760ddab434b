package io.assay.payout.economics;

import static io.assay.platform.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.payout.economics.BonusRounds.Bonus;
import io.assay.payout.economics.BonusRounds.Round;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BonusRoundsTest {
  private static final BigInteger MOST = CrowdFixture.MOST;

  private static List<BonusAnswer> answers(SplittableRandom random) {
    CrowdFixture crowd = new CrowdFixture(random, 40, 3, 0.4);
    for (int j = 0; j < 10; j++) {
      crowd.add("labeler-" + j, random.nextInt(1, 40), 0.7, CrowdFixture.TRUTHFUL);
    }
    List<BonusAnswer> mixed = new ArrayList<>(crowd.answers());
    Collections.shuffle(mixed, new Random(random.nextLong()));
    return mixed;
  }

  @Test
  void everyAnswer_isTakenOnce_andNoRoundPaysMoreThanItsAnswersReserve() {
    forAll(
        60,
        random -> {
          List<BonusAnswer> answers = answers(random);
          List<Round> rounds = new ArrayList<>();
          int size = 0;
          while (size < answers.size()) {
            size = Math.min(answers.size(), size + random.nextInt(1, 90));
            Voices voices =
                new Voices(Map.of("labeler-1", "g", "labeler-2", "g"), Set.of("labeler-3"));
            rounds.add(new Round(size, size == answers.size(), voices));
          }
          for (BonusRule rule :
              List.of(
                  new CorrelatedAgreement(2_000, 8),
                  new DifficultyPricing(500),
                  new StakeClipped(5_000, 8))) {
            List<SortedMap<String, Bonus>> worked = BonusRounds.work(rule, MOST, answers, rounds);
            Map<String, Long> taken = new HashMap<>();
            for (SortedMap<String, Bonus> round : worked) {
              BigInteger paid = BigInteger.ZERO;
              long count = 0;
              for (Map.Entry<String, Bonus> one : round.entrySet()) {
                taken.merge(one.getKey(), one.getValue().answers(), Long::sum);
                paid = paid.add(one.getValue().amount());
                count += one.getValue().answers();
              }
              assertThat(paid).isLessThanOrEqualTo(MOST.multiply(BigInteger.valueOf(count)));
            }
            Map<String, Long> given = new HashMap<>();
            answers.forEach(one -> given.merge(one.labeler(), 1L, Long::sum));
            assertThat(taken).isEqualTo(given);
            List<Round> more = new ArrayList<>(rounds.subList(0, rounds.size() - 1));
            assertThat(BonusRounds.work(rule, MOST, answers, more))
                .as("later answers do not change what earlier rounds paid")
                .isEqualTo(worked.subList(0, more.size()));
          }
        });
  }

  @Test
  void whoHasTooFewAnswers_waits_andIsPaidForAllOfThemLater() {
    List<BonusAnswer> answers = answers(new SplittableRandom(3));
    CorrelatedAgreement rule = new CorrelatedAgreement(2_000, 15);
    int half = answers.size() / 2;
    List<SortedMap<String, Bonus>> worked =
        BonusRounds.work(
            rule,
            MOST,
            answers,
            List.of(
                new Round(half, false, Voices.ALONE),
                new Round(answers.size(), false, Voices.ALONE)));
    assertThat(worked.get(0).size()).isPositive().isLessThan(worked.get(1).size());
    String late =
        worked.get(1).keySet().stream()
            .filter(one -> !worked.get(0).containsKey(one))
            .findFirst()
            .orElseThrow();
    long all = answers.stream().filter(one -> one.labeler().equals(late)).count();
    assertThat(worked.get(1).get(late).answers()).isEqualTo(all);
  }

  @Test
  void roundsThatDoNotFollow_areRefused() {
    List<BonusAnswer> answers = answers(new SplittableRandom(3));
    CorrelatedAgreement rule = new CorrelatedAgreement(2_000, 15);
    for (List<Round> wrong :
        List.of(
            List.of(new Round(9, false, Voices.ALONE), new Round(8, false, Voices.ALONE)),
            List.of(new Round(9, true, Voices.ALONE), new Round(10, true, Voices.ALONE)),
            List.of(new Round(answers.size() + 1, false, Voices.ALONE)))) {
      assertThatThrownBy(() -> BonusRounds.work(rule, MOST, answers, wrong))
          .hasMessageContaining("do not follow");
    }
  }
}

package io.assay.fraud.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.RealCrowds;
import io.assay.platform.Properties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LowEffortTest {
  @Test
  void theSpammerScore_isOneForTheRight_zeroForTheDeaf() {
    double[][] right = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    double[][] deaf = {{.2, .5, .3}, {.2, .5, .3}, {.2, .5, .3}};
    assertThat(SpammerScore.of(right)).isCloseTo(1, within(1e-12));
    assertThat(SpammerScore.of(deaf)).isCloseTo(0, within(1e-12));
    double[][] two = {{.8, .2}, {.3, .7}};
    assertThat(SpammerScore.of(two)).isCloseTo(Math.pow(.8 + .7 - 1, 2), within(1e-12));
  }

  @Test
  void theGoldProcess_seldomCrosses_forTheGoodEnough_andSoonForGuessers() {
    SplittableRandom random = new SplittableRandom(1);
    int crossed = 0;
    for (int run = 0; run < 4_000; run++) {
      int right = 0;
      int wrong = 0;
      boolean over = false;
      for (int t = 0; t < 200; t++) {
        if (random.nextDouble() < LowEffort.LEAST_ACCURACY) {
          right++;
        } else {
          wrong++;
        }
        over |= GoldProcess.logEValue(right, wrong, LowEffort.LEAST_ACCURACY) >= Math.log(20);
      }
      crossed += over ? 1 : 0;
    }
    assertThat(crossed / 4_000.0).isLessThanOrEqualTo(0.05);
    assertThat(GoldProcess.logEValue(10, 30, LowEffort.LEAST_ACCURACY)).isGreaterThan(5);
  }

  private static Effort effort(SplittableRandom random, int labeler, double skill, double pace) {
    int right = 0;
    for (int i = 0; i < 20; i++) {
      right += random.nextDouble() < skill ? 1 : 0;
    }
    return new Effort(
        "labeler-" + labeler,
        100,
        skill * skill + 0.1 * random.nextDouble(),
        right,
        20 - right,
        0.05 + 0.02 * random.nextDouble(),
        pace,
        skill + random.nextDouble());
  }

  @Test
  void carelessLabelers_areFoundAmongTheHonest_andTheHonestAreNot() {
    Properties.forAll(
        20,
        random -> {
          List<Effort> crowd = new ArrayList<>();
          for (int j = 0; j < 60; j++) {
            boolean careless = j < 4;
            crowd.add(
                effort(random, j, careless ? 0.25 : 0.8, careless ? 0.8 : random.nextDouble() / 5));
          }
          SortedMap<String, Double> nats = LowEffort.nats(crowd);
          List<String> found = LowEffort.discoveries(nats, crowd.size(), 0.05);
          assertThat(found).isSubsetOf("labeler-0", "labeler-1", "labeler-2", "labeler-3");
          assertThat(nats.getOrDefault("labeler-0", 0.0)).isGreaterThan(2);
        });
  }

  @Test
  void guesses_areToldByTheirTime_whereThereAreAny() {
    SplittableRandom random = new SplittableRandom(3);
    List<TimedAnswer> answers = new ArrayList<>();
    for (int j = 0; j < 20; j++) {
      for (int i = 0; i < 40; i++) {
        boolean guess = j == 0 || random.nextDouble() < 0.05;
        double load = new SplittableRandom(i).nextDouble();
        double log =
            guess ? 0.3 + 0.3 * random.nextGaussian() : 3 + load + 0.3 * random.nextGaussian();
        answers.add(new TimedAnswer("labeler-" + j, "item-" + i, i, Math.exp(log)));
      }
    }
    SortedMap<String, double[]> paces = LowEffort.paces(ResponseTimes.of(answers));
    assertThat(paces.get("labeler-0")[0]).isGreaterThan(0.9);
    assertThat(paces.get("labeler-0")[1]).isLessThan(0.5);
    for (int j = 1; j < 20; j++) {
      assertThat(paces.get("labeler-" + j)[0]).isLessThan(0.25);
    }
    List<TimedAnswer> honest = new ArrayList<>();
    for (TimedAnswer answer : answers) {
      if (answer.seconds() > 5) {
        honest.add(answer);
      }
    }
    assertThat(LowEffort.paces(ResponseTimes.of(honest)).get("labeler-1")[0]).isNaN();
  }

  @Test
  void runs_areSharesOfAllAnswers() {
    assertThat(LowEffort.longestRun(List.of("a", "b", "b", "b", "a"))).isEqualTo(0.6);
    assertThat(LowEffort.longestRun(List.of())).isNaN();
  }

  /** Ranks in recorded crowds: hardly anybody is rejected for being last. */
  @Test
  void recordedCrowds_ranksAloneRejectFew() {
    Path folder = RealCrowds.findFolder().orElse(null);
    if (folder == null) {
      return;
    }
    for (String name : List.of("dog", "face", "rte", "temp", "sp_amt", "web")) {
      Answers answers = RealCrowds.read(folder, name).answers();
      Consensus consensus = Aggregators.DEFAULT.aggregate(answers, Map.of());
      List<Effort> crowd = new ArrayList<>();
      for (int j = 0; j < answers.labelers(); j++) {
        String labeler = answers.labeler(j);
        double score =
            SpammerScore.ofTable(
                consensus.confusions().table(labeler), consensus.confusions().labels().size());
        crowd.add(new Effort(labeler, 100, score, 0, 0, Double.NaN, Double.NaN, Double.NaN));
      }
      SortedMap<String, Double> nats = LowEffort.nats(crowd);
      assertThat(LowEffort.discoveries(nats, crowd.size(), 0.05)).as(name).isEmpty();
    }
  }
}

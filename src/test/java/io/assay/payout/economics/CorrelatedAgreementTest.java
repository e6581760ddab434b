package io.assay.payout.economics;

import static io.assay.platform.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.payout.economics.CrowdFixture.Strategy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorrelatedAgreementTest {
  private static final CorrelatedAgreement RULE = new CorrelatedAgreement(5_000, 10);
  private static final int SEEDS = 40;

  /** What one labeler earns on average who answers by a strategy while 20 others are honest. */
  private static double earned(int classes, double firstShare, Strategy strategy) {
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      CrowdFixture crowd = new CrowdFixture(new SplittableRandom(seed), 150, classes, firstShare);
      crowd.add("deviant", 60, 0.85, strategy);
      for (int j = 0; j < 20; j++) {
        crowd.add("honest-" + j, 60, 0.75 + 0.01 * j, CrowdFixture.TRUTHFUL);
      }
      sum += crowd.settle(RULE, Voices.ALONE).getOrDefault("deviant", BigInteger.ZERO).longValue();
    }
    return sum / SEEDS;
  }

  @Test
  void truthfulReporting_beatsAnswersThatLookAtNothing_andPermutedOnes() {
    for (int classes : new int[] {2, 3, 5}) {
      for (double first : new double[] {1.0 / classes, 0.6}) {
        double truthful = earned(classes, first, CrowdFixture.TRUTHFUL);
        double constant = earned(classes, first, (t, seen, random) -> 0);
        double rare = earned(classes, first, (t, seen, random) -> classes - 1);
        double chance = earned(classes, first, (t, seen, random) -> random.nextInt(classes));
        double prior =
            earned(
                classes,
                first,
                (t, seen, random) ->
                    random.nextDouble() < first ? 0 : 1 + random.nextInt(classes - 1));
        double permuted = earned(classes, first, (t, seen, random) -> (seen + 1) % classes);
        String where = classes + " classes, " + first + " of the first: " + truthful;
        assertThat(truthful).as(where).isGreaterThan(20_000);
        assertThat(constant).as(where).isZero();
        assertThat(rare).as(where).isZero();
        assertThat(chance).as(where).isLessThan(0.15 * truthful);
        assertThat(prior).as(where).isLessThan(0.15 * truthful);
        assertThat(permuted).as(where).isLessThan(0.15 * truthful);
      }
    }
  }

  @Test
  void seeingMore_earnsMore() {
    double before = -1;
    for (double accuracy : new double[] {0.55, 0.7, 0.85, 1}) {
      double sum = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        CrowdFixture crowd = new CrowdFixture(new SplittableRandom(seed), 150, 2, 0.5);
        for (int j = 0; j < 20; j++) {
          crowd.add("honest-" + j, 60, 0.85, CrowdFixture.TRUTHFUL);
        }
        crowd.add("one", 60, accuracy, CrowdFixture.TRUTHFUL);
        sum += crowd.settle(RULE, Voices.ALONE).get("one").longValue();
      }
      assertThat(sum).isGreaterThan(before * 1.1);
      before = sum;
    }
  }

  /** Members answer one sheet that has nothing to do with the items. */
  private static CrowdFixture withCluster(int seed, int members, Strategy sheet) {
    CrowdFixture crowd = new CrowdFixture(new SplittableRandom(seed), 150, 3, 0.4);
    for (int j = 0; j < 15; j++) {
      crowd.add("honest-" + j, 60, 0.85, CrowdFixture.TRUTHFUL);
    }
    for (int j = 0; j < members; j++) {
      crowd.add("farm-" + j, 60, 0.85, sheet);
    }
    return crowd;
  }

  private static Voices farm(int members) {
    Map<String, String> groups = new HashMap<>();
    for (int j = 0; j < members; j++) {
      groups.put("farm-" + j, "farm");
    }
    return new Voices(groups, Set.of());
  }

  private static double mean(Map<String, BigInteger> amounts, String prefix) {
    return amounts.entrySet().stream()
        .filter(one -> one.getKey().startsWith(prefix))
        .mapToLong(one -> one.getValue().longValue())
        .average()
        .orElse(0);
  }

  @Test
  void cluster_thatAgreesInsideItself_gainsNothing() {
    double farmed = 0;
    double honest = 0;
    double honestWithout = 0;
    double unknown = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Strategy sheet = (t, seen, random) -> Math.floorMod((t * 0x9E3779B1) >>> 7, 3);
      CrowdFixture crowd = withCluster(seed, 8, sheet);
      farmed += mean(crowd.settle(RULE, farm(8)), "farm") / SEEDS;
      honest += mean(crowd.settle(RULE, farm(8)), "honest") / SEEDS;
      honestWithout += mean(withCluster(seed, 0, sheet).settle(RULE, farm(8)), "honest") / SEEDS;
      unknown += mean(crowd.settle(RULE, Voices.ALONE), "farm") / SEEDS;
    }
    assertThat(farmed).isLessThan(0.1 * honest);
    assertThat(honest).isGreaterThan(0.8 * honestWithout);
    assertThat(unknown)
        .as("the attack works where nobody is known to belong together")
        .isGreaterThan(3 * farmed);
  }

  @Test
  void whatOwnGroupSays_doesNotMoveOwnScore() {
    forAll(
        30,
        random -> {
          CrowdFixture crowd = new CrowdFixture(random, 60, 3, 0.4);
          for (int j = 0; j < 8; j++) {
            crowd.add("honest-" + j, 30, 0.8, CrowdFixture.TRUTHFUL);
          }
          crowd.add("farm-0", 30, 0.8, CrowdFixture.TRUTHFUL);
          BigInteger alone = crowd.settle(RULE, farm(5)).get("farm-0");
          List<BonusAnswer> own =
              crowd.answers().stream().filter(o -> o.labeler().equals("farm-0")).toList();
          for (int j = 1; j < 5; j++) {
            for (BonusAnswer one : own) {
              crowd.answers().add(new BonusAnswer(one.item(), "farm-" + j, one.label()));
            }
          }
          assertThat(crowd.settle(RULE, farm(5)).get("farm-0")).isEqualTo(alone);
        });
  }

  @Test
  void anyOrderOfTheAnswers_earnsTheSame_andNeverMoreThanTheWhole() {
    forAll(
        40,
        random -> {
          CrowdFixture crowd = new CrowdFixture(random, 40, 2 + random.nextInt(4), 0.4);
          Map<String, String> groups = new HashMap<>();
          for (int j = 0; j < 12; j++) {
            crowd.add("labeler-" + j, random.nextInt(1, 40), 0.7, CrowdFixture.TRUTHFUL);
            if (random.nextInt(3) == 0) {
              groups.put("labeler-" + j, "group-" + random.nextInt(2));
            }
          }
          Voices voices = new Voices(groups, Set.of("labeler-" + random.nextInt(12)));
          List<BonusAnswer> shuffled = new ArrayList<>(crowd.answers());
          Collections.shuffle(shuffled, new Random(random.nextLong()));
          for (BonusRule rule :
              List.of(RULE, new DifficultyPricing(1_000), new StakeClipped(5_000, 5))) {
            Map<String, BigInteger> amounts = crowd.settle(rule, voices);
            assertThat(CrowdFixture.settle(rule, voices, shuffled)).isEqualTo(amounts);
            BigInteger all = amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger most =
                CrowdFixture.MOST.multiply(BigInteger.valueOf(crowd.answers().size()));
            assertThat(all).isLessThanOrEqualTo(most);
            assertThat(amounts.values()).allMatch(one -> one.signum() >= 0);
            voices
                .ignored()
                .forEach(name -> assertThat(amounts.get(name)).isEqualTo(BigInteger.ZERO));
          }
        });
  }

  /** Two labelers of two classes on four items: B = 3, n = 4, N = 4; C = (2, 2), Q = (3, 1). */
  @Test
  void score_isTheFractionOfThePaper() {
    List<BonusAnswer> answers = new ArrayList<>();
    String[][] said = {{"a", "a"}, {"a", "a"}, {"b", "a"}, {"b", "b"}};
    for (int t = 0; t < said.length; t++) {
      answers.add(new BonusAnswer("i" + t, "one", said[t][0]));
      answers.add(new BonusAnswer("i" + t, "two", said[t][1]));
      // Others tell the classes apart on items of their own, so S is the identity.
      for (int k = 0; k < 2; k++) {
        answers.add(new BonusAnswer("other" + t, "three" + k, t < 2 ? "a" : "b"));
      }
    }
    AgreementScores.Score score =
        new AgreementScores(new BonusCrowd(answers, Voices.ALONE)).ofLabeler(0);
    assertThat(score).isEqualTo(new AgreementScores.Score(4 * 3 - (2 * 3 + 2), 4 * 3, 4));
  }

  @Test
  void parameters_outOfBounds_areRefused() {
    assertThatThrownBy(() -> new CorrelatedAgreement(99, 10)).hasMessageContaining("fullScore");
    assertThatThrownBy(() -> new CorrelatedAgreement(10_001, 10)).hasMessageContaining("fullScore");
    assertThatThrownBy(() -> new CorrelatedAgreement(5_000, 1)).hasMessageContaining("minAnswers");
    assertThatThrownBy(() -> new DifficultyPricing(-1)).hasMessageContaining("floor");
    assertThatThrownBy(() -> new StakeClipped(4_999, 10)).hasMessageContaining("kappa");
  }
}

package io.assay.consensus.pairwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.pairwise.Comparison.Preference;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrowdBradleyTerryTest {
  private static final CrowdBradleyTerry ESTIMATOR = new CrowdBradleyTerry();

  /** Thing n is better than thing n - 1; labelers 0 to 3 are good, the others guess. */
  private static List<Comparison> crowd(
      SplittableRandom random, int things, int labelers, int size, double tieShare) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      int a = random.nextInt(things);
      int b = (a + 1 + random.nextInt(things - 1)) % things;
      int labeler = random.nextInt(labelers);
      double better = 1 / (1 + Math.exp(-(a - b) * 6.0 / things));
      if (labeler >= 4) {
        better = 0.5;
      }
      Preference preference =
          random.nextDouble() < tieShare / (1 + Math.abs(a - b))
              ? Preference.TIE
              : random.nextDouble() < better ? Preference.LEFT : Preference.RIGHT;
      comparisons.add(new Comparison("w" + labeler, name(a), name(b), preference));
    }
    return comparisons;
  }

  private static String name(int thing) {
    return "t" + (char) ('a' + thing);
  }

  private static double ordered(Map<String, Double> values) {
    double right = 0;
    double all = 0;
    for (Map.Entry<String, Double> a : values.entrySet()) {
      for (Map.Entry<String, Double> b : values.entrySet()) {
        if (a.getKey().compareTo(b.getKey()) < 0) {
          all++;
          right += a.getValue() < b.getValue() ? 1 : a.getValue().equals(b.getValue()) ? 0.5 : 0;
        }
      }
    }
    return right / all;
  }

  private static Map<String, Double> wins(Collection<Comparison> comparisons) {
    Map<String, double[]> counts = new HashMap<>();
    for (Comparison comparison : comparisons) {
      double left = comparison.preference() == Preference.LEFT ? 1 : 0;
      count(counts, comparison.left(), left);
      count(counts, comparison.right(), 1 - left);
    }
    Map<String, Double> shares = new HashMap<>();
    counts.forEach((thing, count) -> shares.put(thing, count[0] / count[1]));
    return shares;
  }

  private static void count(Map<String, double[]> counts, String thing, double won) {
    double[] count = counts.computeIfAbsent(thing, name -> new double[2]);
    count[0] += won;
    count[1]++;
  }

  private static Map<String, Double> scores(PairwiseConsensus consensus) {
    Map<String, Double> scores = new HashMap<>();
    consensus.scores().forEach(score -> scores.put(score.thing(), score.value()));
    return scores;
  }

  @Test
  void guessersAreFound_andScoresOrderBetterThanShareOfWins() {
    double estimated = 0;
    double counted = 0;
    for (int seed = 0; seed < 10; seed++) {
      List<Comparison> crowd = crowd(new SplittableRandom(seed), 20, 12, 500, 0);
      PairwiseConsensus consensus = ESTIMATOR.estimate(crowd);
      estimated += ordered(scores(consensus)) / 10;
      counted += ordered(wins(crowd)) / 10;
      for (ComparisonReliability labeler : consensus.labelers()) {
        assertThat(labeler.reliability()).isBetween(labeler.low(), labeler.high());
        assertThat(labeler.low()).isLessThan(labeler.high());
      }
    }
    assertThat(estimated).isGreaterThan(counted + 0.02);
  }

  @Test
  void everyIteration_raisesThePosterior() {
    Properties.forAll(
        10,
        random -> {
          List<Comparison> crowd =
              crowd(random, 3 + random.nextInt(10), 6, 20 + random.nextInt(200), 0.5);
          CrowdBradleyTerryEm em = new CrowdBradleyTerryEm(new ComparisonTable(crowd));
          em.run();
          for (int n = 1; n < em.objectives.size(); n++) {
            assertThat(em.objectives.get(n))
                .isGreaterThanOrEqualTo(em.objectives.get(n - 1) - 1e-9);
          }
        });
  }

  @Test
  void rowsInAnyOrder_givenEitherWayRound_giveTheSame() {
    Properties.forAll(
        10,
        random -> {
          List<Comparison> crowd = crowd(random, 6, 5, 60, 0.3);
          PairwiseConsensus consensus = ESTIMATOR.estimate(crowd);
          List<Comparison> shuffled = new ArrayList<>();
          for (Comparison one : crowd) {
            shuffled.add(random.nextBoolean() ? one : one.turned());
          }
          Collections.shuffle(shuffled, new Random(random.nextLong()));
          assertThat(ESTIMATOR.estimate(shuffled).scores()).isEqualTo(consensus.scores());
          assertThat(ESTIMATOR.estimate(shuffled).labelers()).isEqualTo(consensus.labelers());
          List<Comparison> renamed =
              crowd.stream()
                  .map(
                      c ->
                          new Comparison(
                              "z" + ('9' - c.labeler().charAt(1)),
                              c.left(),
                              c.right(),
                              c.preference()))
                  .toList();
          PairwiseConsensus after = ESTIMATOR.estimate(renamed);
          for (int a = 0; a < after.scores().size(); a++) {
            assertThat(after.scores().get(a).value())
                .isCloseTo(consensus.scores().get(a).value(), within(1e-5));
          }
        });
  }

  @Test
  void standardErrors_shrinkWithComparisons_andVerdictsSumToOne() {
    List<Comparison> few = crowd(new SplittableRandom(1), 6, 4, 60, 0.8);
    List<Comparison> many = crowd(new SplittableRandom(1), 6, 4, 2000, 0.8);
    PairwiseConsensus small = ESTIMATOR.estimate(few);
    PairwiseConsensus large = ESTIMATOR.estimate(many);
    assertThat(large.scores().get(0).standardError())
        .isLessThan(small.scores().get(0).standardError());
    PairwiseConsensus.Verdict verdict = large.compare("ta", "tf");
    assertThat(verdict.right()).isGreaterThan(0.99);
    assertThat(verdict.left() + verdict.right() + verdict.tie()).isCloseTo(1, within(1e-9));
    assertThat(large.compare("tf", "ta").left()).isCloseTo(verdict.right(), within(1e-9));
    assertThatThrownBy(() -> large.compare("ta", "nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mostlyTies_areATie() {
    List<Comparison> comparisons = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      String labeler = "w" + n % 5;
      comparisons.add(new Comparison(labeler, "a", "b", Preference.TIE));
      comparisons.add(new Comparison(labeler, "a", "c", Preference.LEFT));
      comparisons.add(new Comparison(labeler, "b", "c", Preference.LEFT));
    }
    PairwiseConsensus consensus = ESTIMATOR.estimate(comparisons);
    assertThat(consensus.compare("a", "c").left()).isGreaterThan(0.9);
    assertThat(consensus.compare("a", "b").tie()).isGreaterThan(0.5);
  }

  @Test
  void smallestInputs_areNoError() {
    assertThat(ESTIMATOR.estimate(List.of()).scores()).isEmpty();
    PairwiseConsensus one =
        ESTIMATOR.estimate(List.of(new Comparison("ann", "a", "b", Preference.LEFT)));
    assertThat(one.compare("a", "b").left()).isBetween(0.5, 0.95);
    assertThatThrownBy(() -> new Comparison("ann", "a", "a", Preference.LEFT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package io.assay.consensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RobustMeanTest {
  private static final RobustMean ESTIMATOR = new RobustMean(0.1);

  @Test
  void labelersWhoDiffer_areWeighed_betterThanMeanAndMedian() {
    double robust = 0;
    double mean = 0;
    double median = 0;
    for (int seed = 0; seed < 8; seed++) {
      SyntheticRatings crowd =
          SyntheticRatings.of(new java.util.SplittableRandom(seed), 120, 15, 5);
      robust +=
          SyntheticRatings.error(
              SyntheticRatings.values(ESTIMATOR.estimate(crowd.ratings())), crowd.truth());
      mean += SyntheticRatings.error(SyntheticRatings.mean(crowd.ratings()), crowd.truth());
      median += SyntheticRatings.error(SyntheticRatings.median(crowd.ratings()), crowd.truth());
    }
    assertThat(robust).isLessThan(0.75 * Math.min(mean, median));
  }

  @Test
  void intervals_holdTheTruthAboutAsOftenAsTheySay() {
    int inside = 0;
    int all = 0;
    int biasInside = 0;
    int biases = 0;
    for (int seed = 20; seed < 28; seed++) {
      SyntheticRatings crowd =
          SyntheticRatings.of(new java.util.SplittableRandom(seed), 120, 15, 5);
      NumericConsensus consensus = ESTIMATOR.estimate(crowd.ratings());
      double shift =
          crowd.bias().values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      for (NumericEstimate item : consensus.items()) {
        double truth = crowd.truth().getOrDefault(item.item(), Double.NaN);
        inside += truth >= item.low() - 0.3 && truth <= item.high() + 0.3 ? 1 : 0;
        all++;
      }
      for (NumericReliability labeler : consensus.labelers()) {
        double bias = crowd.bias().getOrDefault(labeler.labeler(), Double.NaN) - shift;
        biasInside += bias >= labeler.biasLow() - 0.3 && bias <= labeler.biasHigh() + 0.3 ? 1 : 0;
        biases++;
      }
    }
    assertThat(inside / (double) all).isBetween(0.9, 1.0);
    assertThat(biasInside / (double) biases).isBetween(0.85, 1.0);
  }

  @Test
  void rowsInAnyOrder_giveTheSame_andNewNamesChangeOnlyNames() {
    Properties.forAll(
        10,
        random -> {
          SyntheticRatings crowd =
              SyntheticRatings.of(random, 2 + random.nextInt(30), 1 + random.nextInt(9), 4);
          NumericConsensus consensus = ESTIMATOR.estimate(crowd.ratings());
          List<Rating> shuffled = new ArrayList<>(crowd.ratings());
          Collections.shuffle(shuffled, new Random(random.nextLong()));
          assertThat(ESTIMATOR.estimate(shuffled)).isEqualTo(consensus);
          List<Rating> renamed =
              crowd.ratings().stream()
                  .map(r -> new Rating(r.item(), "z" + (9 - r.labeler().charAt(1)), r.value()))
                  .toList();
          NumericConsensus after = ESTIMATOR.estimate(renamed);
          for (int i = 0; i < after.items().size(); i++) {
            assertThat(after.items().get(i).value())
                .isCloseTo(consensus.items().get(i).value(), within(2e-6));
            assertThat(after.items().get(i).standardError())
                .isCloseTo(consensus.items().get(i).standardError(), within(2e-6));
          }
        });
  }

  @Test
  void otherUnits_giveTheSameInThoseUnits() {
    SyntheticRatings crowd = SyntheticRatings.of(new java.util.SplittableRandom(3), 30, 8, 4);
    NumericConsensus consensus = ESTIMATOR.estimate(crowd.ratings());
    List<Rating> moved =
        crowd.ratings().stream()
            .map(r -> new Rating(r.item(), r.labeler(), 10 * r.value() - 40))
            .toList();
    NumericConsensus after = ESTIMATOR.estimate(moved);
    for (int i = 0; i < after.items().size(); i++) {
      assertThat(after.items().get(i).value())
          .isCloseTo(10 * consensus.items().get(i).value() - 40, within(1e-4));
    }
  }

  @Test
  void whoeverAlwaysSaysTheSame_isNotReliable() {
    SyntheticRatings crowd = SyntheticRatings.of(new java.util.SplittableRandom(5), 80, 10, 4);
    List<Rating> ratings = new ArrayList<>(crowd.ratings());
    crowd.truth().keySet().forEach(item -> ratings.add(new Rating(item, "same", 5)));
    Map<String, NumericReliability> byName =
        ESTIMATOR.estimate(ratings).labelers().stream()
            .collect(Collectors.toMap(NumericReliability::labeler, Function.identity()));
    NumericReliability same = byName.get("same");
    assertThat(same.informativeness()).isLessThan(0.02);
    assertThat(same.reliability()).isLessThan(0.1);
    String best =
        Collections.min(crowd.deviation().entrySet(), Map.Entry.comparingByValue()).getKey();
    assertThat(byName.get(best).reliability()).isGreaterThan(0.8);
    byName
        .values()
        .forEach(
            one -> {
              assertThat(one.deviation()).isBetween(one.deviationLow(), one.deviationHigh());
              assertThat(one.bias()).isBetween(one.biasLow(), one.biasHigh());
              assertThat(one.reliability()).isBetween(one.reliabilityLow(), one.reliabilityHigh());
            });
  }

  @Test
  void knownValues_fixTheBiases() {
    SyntheticRatings crowd = SyntheticRatings.of(new java.util.SplittableRandom(6), 60, 8, 4);
    List<Rating> high =
        crowd.ratings().stream()
            .map(r -> new Rating(r.item(), r.labeler(), r.value() + 3))
            .toList();
    Map<String, Double> gold = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      gold.put("i" + i, crowd.truth().getOrDefault("i" + i, 0.0));
    }
    NumericConsensus consensus = ESTIMATOR.estimate(high, gold, Map.of());
    double mean =
        consensus.labelers().stream().mapToDouble(NumericReliability::bias).average().orElseThrow();
    assertThat(mean).isBetween(1.5, 4.0);
    NumericEstimate known = consensus.items().get(0);
    assertThat(known.value()).isCloseTo(gold.getOrDefault(known.item(), 0.0), within(1e-6));
    assertThat(known.standardError()).isZero();
  }

  @Test
  void smallestInputs_areNoError_andAWholeWeightOfZeroDecidesNothing() {
    assertThat(ESTIMATOR.estimate(List.of()).items()).isEmpty();
    NumericConsensus one = ESTIMATOR.estimate(List.of(new Rating("i", "ann", 4)));
    assertThat(one.items().get(0).value()).isCloseTo(4, within(1e-6));
    assertThat(one.items().get(0).standardError()).isPositive();
    assertThat(one.labelers().get(0).reliabilityLow())
        .isLessThan(one.labelers().get(0).reliabilityHigh());
    NumericConsensus agreed =
        ESTIMATOR.estimate(List.of(new Rating("i", "ann", 4), new Rating("i", "bob", 4)));
    assertThat(agreed.items().get(0).value()).isEqualTo(4);
    NumericConsensus ignored =
        ESTIMATOR.estimate(List.of(new Rating("i", "ann", 4), new Rating("i", "bob", 9, 0)));
    assertThat(ignored.items().get(0).value()).isBetween(3.0, 6.0);
    assertThatThrownBy(
            () -> ESTIMATOR.estimate(List.of(new Rating("i", "a", 1), new Rating("i", "a", 2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rating("i", "a", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

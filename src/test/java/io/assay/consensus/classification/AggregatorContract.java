package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every method of aggregation keeps. */
abstract class AggregatorContract {
  private static final int CASES = 12;

  abstract Aggregator aggregator();

  /** What the best labeler of a small crowd must at least be found to tell, as a share of 1. */
  double informativenessOfTheBest() {
    return 0.3;
  }

  @Test
  void posteriors_ofAnyCrowd_sumToOneAndReliabilitiesAreIntervals() {
    forAll(
        (random, crowd) -> {
          Consensus consensus = aggregator().aggregate(crowd.answers(), Map.of());
          Answers answers = consensus.answers();
          for (int t = 0; t < answers.tasks(); t++) {
            double sum = 0;
            for (double probability : consensus.posterior(t).values()) {
              assertThat(probability).isBetween(0.0, 1.0);
              sum += probability;
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(consensus.confidence(t))
                .isEqualTo(Collections.max(consensus.posterior(t).values()));
          }
          for (Reliability reliability : consensus.reliabilities()) {
            assertThat(reliability.accuracy())
                .isBetween(reliability.accuracyLow(), reliability.accuracyHigh());
            assertThat(reliability.accuracyLow()).isLessThan(reliability.accuracyHigh());
            assertThat(reliability.informativeness()).isBetween(0.0, 1.0);
          }
        });
  }

  @Test
  void rows_inAnyOrder_giveTheSameBits() {
    forAll(
        (random, crowd) -> {
          List<String[]> shuffled = new ArrayList<>(crowd.rows());
          Collections.shuffle(shuffled, random);
          assertSame(
              aggregator().aggregate(crowd.answers(), Map.of()),
              aggregator().aggregate(SyntheticCrowd.answers(shuffled), Map.of()));
        });
  }

  @Test
  void newNames_forTasksAndLabelers_changeNothingButNames() {
    forAll(
        (random, crowd) -> {
          Consensus before = aggregator().aggregate(crowd.answers(), Map.of());
          Answers renamed =
              SyntheticCrowd.answers(
                  crowd.rows().stream()
                      .map(row -> new String[] {mirror(row[0]), mirror(row[1]), row[2]})
                      .toList());
          Consensus after = aggregator().aggregate(renamed, Map.of());
          for (int t = 0; t < before.answers().tasks(); t++) {
            int same = after.answers().taskIndex(mirror(before.answers().task(t)));
            assertThat(after.label(same)).isEqualTo(before.label(t));
            assertThat(after.confidence(same)).isCloseTo(before.confidence(t), within(2e-6));
          }
        });
  }

  @Test
  void gold_isCertain_andLeavesOtherLabelsOfTheSet() {
    forAll(
        (random, crowd) -> {
          Map<String, String> gold = Map.of("t0", "c1", "t1", "never seen", "elsewhere", "c0");
          Consensus consensus = aggregator().aggregate(crowd.answers(), gold);
          int first = consensus.answers().taskIndex("t0");
          assertThat(consensus.label(first)).isEqualTo("c1");
          assertThat(consensus.confidence(first)).isEqualTo(1);
          assertThat(consensus.label(consensus.answers().taskIndex("t1"))).isEqualTo("never seen");
        });
  }

  @Test
  void constantClicker_rightByLuck_isNotInformative() {
    SyntheticCrowd crowd = SyntheticCrowd.of(new Random(7), 300, 20, 2, 5);
    List<String[]> rows = new ArrayList<>(crowd.rows());
    for (int t = 0; t < 300; t++) {
      rows.add(new String[] {"t" + t, "always", "c1"});
    }
    Consensus consensus = aggregator().aggregate(SyntheticCrowd.answers(rows), Map.of());
    Map<String, Reliability> byName =
        consensus.reliabilities().stream()
            .collect(Collectors.toMap(Reliability::labeler, reliability -> reliability));
    assertThat(byName.get("always").informativeness()).isLessThan(0.01);
    assertThat(byName.get("always").accuracy()).isGreaterThan(0.3);
    String best = Collections.max(crowd.skill().entrySet(), Map.Entry.comparingByValue()).getKey();
    assertThat(byName.get(best).informativeness()).isGreaterThan(informativenessOfTheBest());
  }

  @Test
  void ignoredLabelers_decideNothing_andAGroupIsOneVote() {
    List<String[]> rows = new ArrayList<>();
    for (int t = 0; t < 40; t++) {
      String right = "c" + t % 2;
      String wrong = "c" + (1 - t % 2);
      rows.add(new String[] {"t" + t, "ann", right});
      rows.add(new String[] {"t" + t, "bob", right});
      rows.add(new String[] {"t" + t, "x1", wrong});
      rows.add(new String[] {"t" + t, "x2", wrong});
      rows.add(new String[] {"t" + t, "x3", wrong});
    }
    Answers answers = SyntheticCrowd.answers(rows);
    Map<String, String> group = Map.of("x1", "farm", "x2", "farm", "x3", "farm");
    for (Exclusions exclusions :
        List.of(Exclusions.of(group.keySet(), Map.of()), Exclusions.of(Set.of(), group))) {
      Consensus consensus =
          aggregator().aggregate(answers, Map.of(), LabelPrior.none(), exclusions);
      for (int t = 0; t < answers.tasks(); t++) {
        int number = Integer.parseInt(answers.task(t).substring(1));
        assertThat(consensus.label(t)).isEqualTo("c" + number % 2);
      }
    }
  }

  @Test
  void prior_decidesBetweenVotesThatCancel() {
    Answers answers = Answers.builder().add("t", "ann", "no").add("t", "bob", "yes").build();
    LabelPrior sure = (task, labels) -> Optional.of(new double[] {0.1, 0.9});
    Consensus consensus = aggregator().aggregate(answers, Map.of(), sure, Exclusions.none());
    assertThat(consensus.label(0)).isEqualTo("yes");
  }

  @Test
  void smallestInputs_areNoError() {
    Consensus nothing = aggregator().aggregate(Answers.builder().build(), Map.of());
    assertThat(nothing.reliabilities()).isEmpty();
    Answers one = Answers.builder().add("t", "ann", "yes").build();
    Consensus single = aggregator().aggregate(one, Map.of());
    assertThat(single.label(0)).isEqualTo("yes");
    assertThat(single.confidence(0)).isEqualTo(1);
    assertThat(single.reliabilities().get(0).accuracyHigh()).isLessThan(1);
  }

  @Test
  void tooManyLabels_forAMatrixALabeler_areNoError() {
    List<String[]> rows = new ArrayList<>();
    for (int t = 0; t < 300; t++) {
      for (int r = 0; r < 3; r++) {
        rows.add(new String[] {"t" + t, "w" + (t + 67 * r) % 200, "c" + t});
      }
    }
    Answers answers = SyntheticCrowd.answers(rows);
    assertThat(ConfusionEm.fits(Votes.of(answers, Map.of(), LabelPrior.none(), Exclusions.none())))
        .isFalse();
    Consensus consensus = aggregator().aggregate(answers, Map.of());
    for (int t = 0; t < answers.tasks(); t++) {
      assertThat(consensus.label(t)).isEqualTo("c" + answers.task(t).substring(1));
    }
  }

  private interface Property {
    void check(Random random, SyntheticCrowd crowd);
  }

  private static void forAll(Property property) {
    for (long seed = 1; seed <= CASES; seed++) {
      Random random = new Random(seed);
      SyntheticCrowd crowd =
          SyntheticCrowd.of(
              random,
              5 + random.nextInt(40),
              2 + random.nextInt(12),
              2 + random.nextInt(4),
              1 + random.nextInt(6));
      try {
        property.check(random, crowd);
      } catch (AssertionError e) {
        throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static String mirror(String name) {
    return name.charAt(0) + "" + (1000 - Integer.parseInt(name.substring(1)));
  }

  private static void assertSame(Consensus a, Consensus b) {
    for (int t = 0; t < a.answers().tasks(); t++) {
      assertThat(b.posterior(t)).isEqualTo(a.posterior(t));
    }
    assertThat(b.reliabilities()).isEqualTo(a.reliabilities());
    assertThat(b.parameters()).isEqualTo(a.parameters());
    assertThat(b.logLikelihood()).isEqualTo(a.logLikelihood());
  }
}

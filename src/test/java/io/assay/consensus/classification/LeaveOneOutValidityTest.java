package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeaveOneOutValidityTest {
  private static final List<String> TRUTH = List.of("a", "b", "c");
  private static final List<String> LABELS = List.of("a", "b");

  /** Labeler x is right 9 times of 10, y 6 times of 10, whatever the class. */
  private static final Confusions FIT =
      Confusions.of(
          LABELS,
          new double[] {0.75, 0.25},
          new double[] {0.7},
          Map.of("x", new double[] {0.9, 0.1, 0.1, 0.9}, "y", new double[] {0.6}),
          0.5);

  private static Answers answers() {
    return Answers.builder().add("t1", "x", "a").add("t1", "y", "b").add("t2", "y", "b").build();
  }

  @Test
  void validity_isWhatTheOthersSay() {
    double[] validity = LeaveOneOutValidity.of(answers(), FIT, LabelPrior.none());
    double byY = 0.75 * Math.sqrt(0.4) / (0.75 * Math.sqrt(0.4) + 0.25 * Math.sqrt(0.6));
    double byX = 0.25 * Math.sqrt(0.1) / (0.75 * Math.sqrt(0.9) + 0.25 * Math.sqrt(0.1));
    assertThat(validity[0]).isCloseTo(byY, within(1e-6));
    assertThat(validity[1]).isCloseTo(byX, within(1e-6));
    assertThat(validity[2]).as("nobody else answered").isCloseTo(0.25, within(1e-6));
  }

  @Test
  void prior_standsInForTheSharesOfTheClasses() {
    LabelPrior prior =
        (task, labels) ->
            task.equals("t2") ? Optional.of(new double[] {0.1, 0.9}) : Optional.empty();
    double[] validity = LeaveOneOutValidity.of(answers(), FIT, prior);
    assertThat(validity[2]).isCloseTo(0.9, within(1e-6));
    assertThat(validity[1]).isEqualTo(LeaveOneOutValidity.of(answers(), FIT, LabelPrior.none())[1]);
  }

  @Test
  void rightAnswers_areMoreValidThanWrongOnes() {
    SplittableRandom random = new SplittableRandom(41);
    Answers.Builder builder = Answers.builder();
    for (int i = 0; i < 1000; i++) {
      for (int n = 0; n < 3; n++) {
        int j = random.nextInt(4) * 3 + n;
        boolean right = random.nextDouble() < 0.5 + j / 24.0;
        String label = right ? TRUTH.get(i % 3) : TRUTH.get(random.nextInt(3));
        builder.add("task" + i, "labeler" + j, label);
      }
    }
    Answers answers = builder.build();
    Confusions fit =
        Aggregators.find("hierarchical-dawid-skene")
            .orElseThrow()
            .aggregate(answers, Map.of())
            .confusions();
    double[] validity = LeaveOneOutValidity.of(answers, fit, LabelPrior.none());
    double[] sums = new double[2];
    int[] counts = new int[2];
    for (int t = 0; t < answers.tasks(); t++) {
      String truth = TRUTH.get(Integer.parseInt(answers.task(t).substring(4)) % 3);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int right = answers.label(answers.labelAt(p)).equals(truth) ? 1 : 0;
        sums[right] += validity[p];
        counts[right]++;
      }
    }
    assertThat(sums[1] / counts[1]).isGreaterThan(sums[0] / counts[0] + 0.2);
  }

  @Test
  void accountsOfOneGroup_doNotConfirmEachOther() {
    Exclusions farm = Exclusions.of(Set.of(), Map.of("x", "farm", "y", "farm"));
    double[] validity =
        LeaveOneOutValidity.of(answers(), FIT, LabelPrior.none(), Map.of(), farm, Set.of());
    assertThat(validity[0]).as("nobody else answered").isCloseTo(0.75, within(1e-6));
    assertThat(validity[1]).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void ignoredAnswers_sayNothingOfOthers_andAreJudged() {
    Exclusions banned = Exclusions.of(Set.of("x"), Map.of());
    double[] validity =
        LeaveOneOutValidity.of(answers(), FIT, LabelPrior.none(), Map.of(), banned, Set.of());
    assertThat(validity[1]).isCloseTo(0.25, within(1e-6));
    double[] counted = LeaveOneOutValidity.of(answers(), FIT, LabelPrior.none());
    assertThat(validity[0]).isEqualTo(counted[0]);
  }

  @Test
  void anEcho_isNotConfirmedByItsModel() {
    LabelPrior prior = (task, labels) -> Optional.of(new double[] {0.1, 0.9});
    Exclusions echo = Exclusions.of(Set.of("y"), Map.of());
    double[] validity = LeaveOneOutValidity.of(answers(), FIT, prior, Map.of(), echo, Set.of("y"));
    assertThat(validity[2]).isCloseTo(0.25, within(1e-6));
    assertThat(validity[0]).as("others are").isCloseTo(0.1, within(1e-6));
  }

  @Test
  void aKnownLabel_needsNobodysWord() {
    Map<String, String> gold = Map.of("t1", "b");
    double[] validity =
        LeaveOneOutValidity.of(
            answers(), FIT, LabelPrior.none(), gold, Exclusions.none(), Set.of());
    assertThat(validity[0]).isZero();
    assertThat(validity[1]).isOne();
  }

  @Test
  void otherLabels_areRefused() {
    Answers other = Answers.builder().add("t", "x", "c").build();
    assertThatThrownBy(() -> LeaveOneOutValidity.of(other, FIT, LabelPrior.none()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

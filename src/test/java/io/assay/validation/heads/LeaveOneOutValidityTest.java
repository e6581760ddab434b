package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.LabelPrior;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeaveOneOutValidityTest {
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
    int[] truth = new int[2000];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = random.nextInt(3);
    }
    SimulatedCrowd crowd = SimulatedCrowd.of(random, truth, 40, 3);
    Answers answers = crowd.answers();
    Confusions fit =
        Aggregators.find("hierarchical-dawid-skene")
            .orElseThrow()
            .aggregate(answers, Map.of())
            .confusions();
    double[] validity = LeaveOneOutValidity.of(answers, fit, LabelPrior.none());
    boolean[] right = new boolean[validity.length];
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        right[p] = answers.label(answers.labelAt(p)).equals("class" + truth[t]);
      }
    }
    SimulatedCrowd.Quality quality = SimulatedCrowd.quality(validity, right);
    assertThat(quality.auroc()).isGreaterThan(0.7);
  }

  @Test
  void otherLabels_areRefused() {
    Answers other = Answers.builder().add("t", "x", "c").build();
    assertThatThrownBy(() -> LeaveOneOutValidity.of(other, FIT, LabelPrior.none()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

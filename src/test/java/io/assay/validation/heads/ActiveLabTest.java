package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ActiveLabTest {
  /** Three labelers and two classes, worked out by hand. */
  @Test
  void score_isTheFormula() {
    Answers answers =
        Answers.builder()
            .add("t1", "x", "a")
            .add("t1", "y", "a")
            .add("t2", "x", "b")
            .add("t2", "y", "b")
            .add("t3", "x", "a")
            .add("t3", "y", "b")
            .add("t4", "y", "a")
            .add("t4", "z", "a")
            .build();
    float[][] predictions = {{0.8f, 0.2f}, {0.3f, 0.7f}, {0.6f, 0.4f}, {0.9f, 0.1f}};
    ActiveLab scores = ActiveLab.of(answers, predictions);
    // Labels a, b, a, a; agreement with them (1 + 1 + 1/2 + 1) / 4; the commonest errs once of
    // four.
    double right = 0.875;
    double error = 0.25;
    double x = Math.max(1e-6, 1 - (1.0 / 3) / error);
    double y = 1 - 0.25 / error;
    double z = 1;
    double model = Math.sqrt(2);
    double usual = (x + Math.max(1e-6, y) + z) / 3;
    double total = model + Math.max(1e-6, y) + z;
    double quality = (model * 0.9 + (1e-6 + z) * right) / total;
    assertThat(scores.score(3))
        .isCloseTo((total * quality + usual / 2) / (total + usual), within(3e-6));
    assertThat(scores.scoreUnanswered(new float[] {0.5f, 0.5f})).isCloseTo(0.5, within(1e-6));
    assertThat(scores.scoreUnanswered(new float[] {0.1f, 0.9f}))
        .isCloseTo((model * 0.9 + usual / 2) / (model + usual), within(3e-6));
  }

  @Test
  void lowScores_findTheWrongLabels() {
    SplittableRandom random = new SplittableRandom(51);
    int[] truth = new int[1500];
    float[][] predictions = new float[truth.length][3];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = random.nextInt(3);
      Arrays.fill(predictions[i], 0.2f);
      predictions[i][random.nextDouble() < 0.7 ? truth[i] : random.nextInt(3)] = 0.6f;
    }
    SimulatedCrowd crowd = SimulatedCrowd.of(random, truth, 40, 3);
    Answers answers = crowd.answers();
    ActiveLab scores = ActiveLab.of(answers, predictions);
    double[] score = new double[truth.length];
    boolean[] right = new boolean[truth.length];
    for (int t = 0; t < truth.length; t++) {
      score[t] = scores.score(t);
      int first = answers.taskStart(t);
      right[t] = answers.label(answers.labelAt(first)).equals("class" + truth[t]);
    }
    assertThat(SimulatedCrowd.quality(score, right).auroc()).isGreaterThan(0.65);
  }

  @Test
  void itemWithoutAPrediction_isJudgedByItsLabelers() {
    Answers answers =
        Answers.builder().add("t1", "x", "a").add("t1", "y", "a").add("t2", "x", "b").build();
    float[][] predictions = new float[2][];
    predictions[1] = new float[] {0.1f, 0.9f};
    ActiveLab scores = ActiveLab.of(answers, predictions);
    assertThat(scores.score(0)).isBetween(0.5, 1.0);
    assertThat(scores.score(1)).isBetween(0.5, 1.0);
  }
}

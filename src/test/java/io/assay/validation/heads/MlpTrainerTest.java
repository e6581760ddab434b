package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.validation.features.DenseMatrix;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class MlpTrainerTest {
  private static final int ROWS = 900;
  private static final int COLUMNS = 10;

  /** Class 1 where the first two columns have one sign: no line divides the classes. */
  private static DenseMatrix features() {
    SplittableRandom random = new SplittableRandom(11);
    float[] value = new float[ROWS * COLUMNS];
    for (int i = 0; i < value.length; i++) {
      value[i] = (float) (100 + 30 * SyntheticTexts.gaussian(random));
    }
    for (int i = 0; i < ROWS; i++) {
      value[i * COLUMNS + 9] = 5;
    }
    return new DenseMatrix(COLUMNS, value);
  }

  private static int truth(DenseMatrix features, int row) {
    float first = features.value()[row * COLUMNS] - 100;
    float second = features.value()[row * COLUMNS + 1] - 100;
    return first * second > 0 ? 1 : 0;
  }

  private static Targets targets(DenseMatrix features) {
    float[] probability = new float[ROWS * 2];
    for (int i = 0; i < ROWS; i++) {
      probability[2 * i + truth(features, i)] = 0.95f;
      probability[2 * i + 1 - truth(features, i)] = 0.05f;
    }
    return Targets.of(2, probability);
  }

  @Test
  void head_learnsWhatNoLineDivides() {
    DenseMatrix features = features();
    int[] learned = SyntheticTexts.range(0, 700);
    int[] heldOut = SyntheticTexts.range(700, ROWS);
    MlpHead head =
        new MlpTrainer(128, 1e-3, 60, 1e-2, 1).train(features, learned, targets(features));
    float[] scores = head.logOdds(features, heldOut);
    int right = 0;
    for (int i = 0; i < heldOut.length; i++) {
      int best = scores[2 * i] >= scores[2 * i + 1] ? 0 : 1;
      right += best == truth(features, heldOut[i]) ? 1 : 0;
    }
    assertThat((double) right / heldOut.length).isGreaterThan(0.85);
    assertThat(head.mean()[9]).isEqualTo(5);
    assertThat(head.scale()[9]).as("of a column that does not vary").isZero();
  }

  @Test
  void training_givesTheSameBits_onAnyNumberOfThreads() throws Exception {
    DenseMatrix features = features();
    int[] rows = SyntheticTexts.range(0, ROWS);
    MlpTrainer trainer = new MlpTrainer(32, 1e-3, 10, 1e-2, 1);
    float[] here = trainer.train(features, rows, targets(features)).parameters();
    for (int threads : new int[] {1, 5}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        float[] there =
            pool.submit(() -> trainer.train(features, rows, targets(features)).parameters()).get();
        assertThat(there).isEqualTo(here);
      } finally {
        pool.shutdown();
      }
    }
  }

  @Test
  void gradient_isThatOfTheLoss() {
    DenseMatrix features = features();
    int[] rows = SyntheticTexts.range(0, 50);
    MlpShape shape = new MlpShape(COLUMNS, 5, 2);
    float[] scaled = DenseScaling.of(features, rows).apply(features, rows);
    MlpObjective objective = new MlpObjective(shape, scaled, rows, targets(features), 1e-2);
    SplittableRandom random = new SplittableRandom(12);
    float[] at = new float[objective.size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = (float) random.nextDouble() - 0.5f;
    }
    float[] gradient = new float[at.length];
    objective.evaluate(at, gradient);
    for (int i = 0; i < at.length; i++) {
      float[] aside = at.clone();
      aside[i] += 2e-3f;
      double above = objective.evaluate(aside, new float[at.length]);
      aside[i] -= 4e-3f;
      double below = objective.evaluate(aside, new float[at.length]);
      assertThat((double) gradient[i]).isCloseTo((above - below) / 4e-3, within(5e-3));
    }
  }
}

package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import io.assay.validation.features.SparseMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftmaxTrainerTest {
  private static final int CLASSES = 4;
  private static final int TRAINING = 4000;
  private static final SyntheticTexts TEXTS =
      SyntheticTexts.of(new SplittableRandom(5), TRAINING + 2000, CLASSES, 30, 0.4);
  private static final int[] LEARNED = SyntheticTexts.range(0, TRAINING);
  private static final int[] HELD_OUT = SyntheticTexts.range(TRAINING, TEXTS.rows());

  /** Truth, but every fourth row is any class. */
  private static Targets noisy() {
    Targets targets = TEXTS.targets(CLASSES);
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < TRAINING; i += 4) {
      Arrays.fill(targets.probability(), i * CLASSES, (i + 1) * CLASSES, 0);
      targets.probability()[i * CLASSES + random.nextInt(CLASSES)] = 1;
    }
    return targets;
  }

  private static SparseMatrix someRows(SplittableRandom random, int rows, int columns) {
    int[] start = new int[rows + 1];
    int[] index = new int[rows * 3];
    float[] value = new float[rows * 3];
    for (int i = 0; i < rows; i++) {
      int first = random.nextInt(columns - 2);
      for (int n = 0; n < 3; n++) {
        index[3 * i + n] = first + n;
        value[3 * i + n] = (float) random.nextDouble() - 0.3f;
      }
      start[i + 1] = 3 * (i + 1);
    }
    return new SparseMatrix(columns, start, index, value);
  }

  private static Targets someTargets(SplittableRandom random, int rows, int classes) {
    float[] probability = new float[rows * classes];
    float[] weight = new float[rows];
    for (int i = 0; i < rows; i++) {
      float sum = 0;
      for (int k = 0; k < classes; k++) {
        probability[i * classes + k] = (float) random.nextDouble();
        sum += probability[i * classes + k];
      }
      for (int k = 0; k < classes; k++) {
        probability[i * classes + k] /= sum;
      }
      weight[i] = random.nextInt(3);
    }
    return new Targets(classes, probability, weight);
  }

  @Test
  void gradient_isThatOfTheLoss() {
    Properties.forAll(
        5,
        random -> {
          int classes = 2 + random.nextInt(5);
          SparseMatrix features = someRows(random, 30, 12);
          Targets targets = someTargets(random, 30, classes);
          SoftmaxObjective objective =
              new SoftmaxObjective(
                  features, SyntheticTexts.range(0, 30), targets, SoftmaxTrainer.usual());
          float[] at = new float[objective.size()];
          int stride = (classes + 3) / 4 * 4;
          for (int i = 0; i < at.length; i++) {
            at[i] = i % stride < classes ? (float) random.nextDouble() - 0.5f : 0;
          }
          float[] gradient = new float[at.length];
          objective.evaluate(at, gradient);
          for (int i = 0; i < at.length; i++) {
            if (i % stride >= classes) {
              assertThat(gradient[i]).isZero();
              continue;
            }
            float[] aside = at.clone();
            aside[i] += 1e-2f;
            double above = objective.evaluate(aside, new float[at.length]);
            aside[i] -= 2e-2f;
            double below = objective.evaluate(aside, new float[at.length]);
            assertThat((double) gradient[i]).isCloseTo((above - below) / 2e-2, within(2e-4));
          }
        });
  }

  @Test
  void training_givesTheSameBits_onAnyNumberOfThreads() throws Exception {
    SoftmaxHead here = SoftmaxTrainer.usual().train(TEXTS.features(), LEARNED, noisy());
    for (int threads : new int[] {1, 3, 7}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        SoftmaxHead there =
            pool.submit(() -> SoftmaxTrainer.usual().train(TEXTS.features(), LEARNED, noisy()))
                .get();
        assertThat(there.weights()).isEqualTo(here.weights());
        assertThat(there.bias()).isEqualTo(here.bias());
      } finally {
        pool.shutdown();
      }
    }
  }

  @Test
  void head_predictsHeldOutTextsBetterThanTribuo() {
    double[] own = judge(SoftmaxTrainer.usual());
    double[] reference = judge(TribuoReference.usual());
    assertThat(own[0]).as("loss").isLessThan(reference[0]);
    assertThat(own[1]).as("accuracy").isGreaterThan(reference[1]);
  }

  private static double[] judge(HeadTrainer<SparseMatrix> trainer) {
    Head<SparseMatrix> head = trainer.train(TEXTS.features(), LEARNED, noisy());
    assertThat(head.classes()).isEqualTo(CLASSES);
    return TEXTS.judgeCalibrated(head, HELD_OUT);
  }

  @Test
  void weightOfARow_countsAsSoManyRows() {
    SplittableRandom random = new SplittableRandom(8);
    SparseMatrix features = someRows(random, 40, 12);
    Targets targets = someTargets(random, 40, 3);
    int[] repeated =
        IntStream.range(0, 40).flatMap(i -> repeat(i, (int) targets.weight()[i])).toArray();
    SoftmaxTrainer trainer = new SoftmaxTrainer(1, 1, 100, 1e-9);
    SoftmaxHead weighed = trainer.train(features, SyntheticTexts.range(0, 40), targets);
    SoftmaxHead counted = trainer.train(features, repeated, Targets.of(3, targets.probability()));
    for (int w = 0; w < weighed.weights().length; w++) {
      assertThat(weighed.weights()[w]).isCloseTo(counted.weights()[w], within(2e-3f));
    }
  }

  private static IntStream repeat(int row, int times) {
    return IntStream.range(0, times).map(n -> row);
  }

  @Test
  void rowsThatCountNothing_orNone_leaveNothingKnown() {
    SparseMatrix features = someRows(new SplittableRandom(9), 5, 12);
    Targets nothing = new Targets(3, new float[15], new float[5]);
    for (int[] rows : new int[][] {{}, {0, 1, 2, 3, 4}}) {
      SoftmaxHead head = SoftmaxTrainer.usual().train(features, rows, nothing);
      assertThat(head.logOdds(features, new int[] {0, 4})).containsOnly(0);
    }
  }

  @Test
  void targetsOfAnotherSize_areRefused() {
    assertThatThrownBy(() -> new Targets(3, new float[4], new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SoftmaxHead(3, new float[6], new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

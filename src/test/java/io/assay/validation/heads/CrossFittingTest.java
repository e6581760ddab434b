package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.platform.Properties;
import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CrossFittingTest {
  private static final SyntheticTexts TEXTS =
      SyntheticTexts.of(new SplittableRandom(21), 1500, 3, 30, 0.4);

  /** Remembers what it was trained on, and says class 1 of rows it knows and class 0 of others. */
  private record Memory() implements HeadTrainer<DenseMatrix> {
    @Override
    public String head() {
      return "memory";
    }

    @Override
    public SortedMap<String, Double> parameters() {
      return new TreeMap<>();
    }

    @Override
    public Head<DenseMatrix> train(DenseMatrix features, int[] rows, Targets targets) {
      Set<Float> known = new HashSet<>();
      for (int row : rows) {
        known.add(features.value()[row]);
      }
      return new Head<>() {
        @Override
        public int classes() {
          return 2;
        }

        @Override
        public float[] logOdds(DenseMatrix matrix, int[] rows) {
          float[] scores = new float[rows.length * 2];
          for (int i = 0; i < rows.length; i++) {
            scores[2 * i + (known.contains(matrix.value()[rows[i]]) ? 1 : 0)] = 1;
          }
          return scores;
        }
      };
    }
  }

  private static long[] keys(int rows) {
    long[] keys = new long[rows];
    Arrays.setAll(keys, i -> Folds.contentKey("text " + i));
    return keys;
  }

  @Test
  void noRow_isPredictedByAHeadThatSawItOrItsDuplicate() {
    Properties.forAll(
        5,
        random -> {
          int rows = 300;
          int[] groups = new int[rows];
          Arrays.setAll(groups, i -> random.nextInt(100));
          float[] content = new float[rows];
          for (int i = 0; i < rows; i++) {
            content[i] = groups[i];
          }
          int[] folds = Folds.of(groups, keys(rows));
          OutOfFold predicted =
              CrossFitting.run(
                  List.of(new Memory()),
                  new DenseMatrix(1, content),
                  folds,
                  Targets.of(2, halves(rows)));
          for (int i = 0; i < rows; i++) {
            assertThat(predicted.probability(i, 0)).isGreaterThanOrEqualTo(0.5f);
          }
        });
  }

  private static float[] halves(int rows) {
    float[] halves = new float[2 * rows];
    Arrays.fill(halves, 0.5f);
    return halves;
  }

  @Test
  void folds_followTheContent_notTheOrderOrTheNumbersOfGroups() {
    long[] keys = keys(1000);
    int[] groups = new int[1000];
    Arrays.setAll(groups, i -> i / 2);
    int[] folds = Folds.of(groups, keys);
    long[] turnedKeys = new long[1000];
    int[] turnedGroups = new int[1000];
    for (int i = 0; i < 1000; i++) {
      turnedKeys[i] = keys[999 - i];
      turnedGroups[i] = 700 - groups[999 - i];
    }
    int[] turned = Folds.of(turnedGroups, turnedKeys);
    int[] sizes = new int[Folds.COUNT];
    for (int i = 0; i < 1000; i++) {
      assertThat(turned[999 - i]).isEqualTo(folds[i]);
      sizes[folds[i]]++;
    }
    assertThat(Arrays.stream(sizes).min().orElse(0)).isGreaterThan(120);
    assertThat(Folds.of(keys)).isEqualTo(Folds.of(SyntheticTexts.range(0, 1000), keys));
  }

  @Test
  void predictions_areCalibratedAndTellTheClasses() {
    OutOfFold predicted = sparse(SoftmaxTrainer.choices());
    double[] judged = TEXTS.judge(logs(predicted), SyntheticTexts.range(0, TEXTS.rows()), 3);
    assertThat(judged[1]).isGreaterThan(0.7);
    assertThat(judged[0]).isLessThan(0.7);
    for (SoftmaxTrainer one : SoftmaxTrainer.choices()) {
      assertThat(predicted.crossEntropy()).isLessThanOrEqualTo(sparse(List.of(one)).crossEntropy());
    }
  }

  private static OutOfFold sparse(List<? extends HeadTrainer<SparseMatrix>> trainers) {
    return CrossFitting.run(
        trainers, TEXTS.features(), Folds.of(keys(TEXTS.rows())), TEXTS.targets(3));
  }

  private static float[] logs(OutOfFold predicted) {
    float[] logs = predicted.probability().clone();
    for (int i = 0; i < logs.length; i++) {
      logs[i] = PortableMath.log(logs[i]);
    }
    return logs;
  }

  @Test
  void denseRows_arePredictedToo() {
    SplittableRandom random = new SplittableRandom(22);
    float[] value = new float[800];
    float[] probability = new float[400 * 2];
    for (int i = 0; i < 400; i++) {
      value[2 * i] = (float) SyntheticTexts.gaussian(random);
      value[2 * i + 1] = (float) SyntheticTexts.gaussian(random);
      probability[2 * i + (value[2 * i] > value[2 * i + 1] ? 1 : 0)] = 1;
    }
    OutOfFold predicted =
        CrossFitting.run(
            List.of(MlpTrainer.usual()),
            new DenseMatrix(2, value),
            Folds.of(keys(400)),
            Targets.of(2, probability));
    assertThat(predicted.crossEntropy()).isLessThan(0.2);
  }

  @Test
  void rowsOfNoFold_orNoTrainer_areRefused() {
    assertThatThrownBy(() -> sparse(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Folds.of(new int[2], new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

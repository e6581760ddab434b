package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class HeadTrainingTest {
  private static final AdamSettings SETTINGS = new AdamSettings(0.05f, 0.9f, 0.999f, 1e-8f, 0.01f);

  private final CpuTwinEngine engine = new CpuTwinEngine();

  /** Drawn features, targets that follow from them, and weights of the rows. */
  private static final class Problem {
    final SparseMatrix features;
    final DenseMatrix targets;
    final float[] rowWeight;
    final SoftmaxHead head;

    Problem(long seed, int rows, int columns, int classes) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] start = new int[rows + 1];
      for (int r = 0; r < rows; r++) {
        start[r + 1] = start[r] + random.nextInt(r % 7 == 0 ? 90 : 10);
      }
      int[] index = new int[start[rows]];
      float[] value = new float[index.length];
      float[] target = new float[rows * classes];
      rowWeight = new float[rows];
      for (int r = 0; r < rows; r++) {
        rowWeight[r] = random.nextInt(1, 5) * 0.25f;
        int truth = random.nextInt(classes);
        target[r * classes + truth] = 1;
        for (int i = start[r]; i < start[r + 1]; i++) {
          boolean telling = random.nextInt(2) == 0;
          index[i] = telling ? truth : random.nextInt(columns);
          value[i] = random.nextInt(1, 8) * 0.125f;
        }
      }
      features = new SparseMatrix(columns, start, index, value);
      targets = new DenseMatrix(classes, target);
      float[] weights = new float[(columns + 1) * classes];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextInt(-100, 101) * 0.01f;
      }
      head = new SoftmaxHead(columns, classes, weights);
    }

    /** Probabilities in doubles, the plain way. */
    double[] plain(double temperature) {
      int classes = head.classes();
      double[] p = new double[features.rows() * classes];
      for (int r = 0; r < features.rows(); r++) {
        double all = 0;
        for (int k = 0; k < classes; k++) {
          double z = head.weights()[head.columns() * classes + k];
          for (int i = features.start()[r]; i < features.start()[r + 1]; i++) {
            z += (double) features.value()[i] * head.weights()[features.index()[i] * classes + k];
          }
          p[r * classes + k] = Math.exp(z / temperature);
          all += p[r * classes + k];
        }
        for (int k = 0; k < classes; k++) {
          p[r * classes + k] /= all;
        }
      }
      return p;
    }

    double[] plainGradient(double l2) {
      int classes = head.classes();
      double[] p = plain(1);
      double[] gradient = new double[head.weights().length];
      double all = 0;
      for (int r = 0; r < features.rows(); r++) {
        all += rowWeight[r];
        for (int k = 0; k < classes; k++) {
          double residual = rowWeight[r] * (p[r * classes + k] - targets.value()[r * classes + k]);
          gradient[head.columns() * classes + k] += residual;
          for (int i = features.start()[r]; i < features.start()[r + 1]; i++) {
            gradient[features.index()[i] * classes + k] += residual * features.value()[i];
          }
        }
      }
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= all;
        gradient[i] += i < head.columns() * classes ? l2 * head.weights()[i] : 0;
      }
      return gradient;
    }
  }

  @Test
  void probabilities_areThoseOfAPlainSoftmax() {
    for (int classes : new int[] {2, 3, 5, 16, 27, 40}) {
      Problem problem = new Problem(classes, 200, 60, classes);
      float[] p = engine.scoreHead(problem.features, problem.head, 1.5f).result().value();
      double[] plain = problem.plain(1.5);
      for (int i = 0; i < p.length; i++) {
        assertThat((double) p[i]).isCloseTo(plain[i], within(2e-6));
      }
    }
  }

  @Test
  void gradient_isThatOfAPlainSum() {
    for (int classes : new int[] {2, 3, 7}) {
      Problem problem = new Problem(classes, 3000, 50, classes);
      float[] gradient =
          engine
              .gradient(problem.features, problem.head, problem.targets, problem.rowWeight, 0.01f)
              .result();
      double[] plain = problem.plainGradient(0.01);
      for (int i = 0; i < plain.length; i++) {
        assertThat((double) gradient[i])
            .isCloseTo(plain[i], within(1e-5 * Math.abs(plain[i]) + 1e-7));
      }
    }
  }

  @Test
  void training_learnsWhatTellsTheClasses() {
    Problem problem = new Problem(5, 2000, 40, 4);
    SoftmaxHead head =
        engine
            .trainHead(
                problem.features, SoftmaxHead.zero(40, 4), problem.targets, null, SETTINGS, 100)
            .result();
    float[] p = engine.scoreHead(problem.features, head, 1).result().value();
    int right = 0;
    int rows = problem.features.rows();
    for (int r = 0; r < rows; r++) {
      int best = 0;
      for (int k = 1; k < 4; k++) {
        best = p[r * 4 + k] > p[r * 4 + best] ? k : best;
      }
      right += (int) problem.targets.value()[r * 4 + best];
    }
    assertThat(right / (double) rows).isGreaterThan(0.75);
  }

  @Test
  void training_hasTheSameBitsOnAnyNumberOfThreads() throws Exception {
    Problem problem = new Problem(9, 20_000, 300, 3);
    SoftmaxHead one = train(1, problem);
    SoftmaxHead many = train(7, problem);
    assertThat(GoldenVectors.bits(one.weights())).isEqualTo(GoldenVectors.bits(many.weights()));
  }

  private SoftmaxHead train(int threads, Problem problem) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () ->
                  engine
                      .trainHead(
                          problem.features,
                          problem.head,
                          problem.targets,
                          problem.rowWeight,
                          SETTINGS,
                          5)
                      .result())
          .get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void inputThatDoesNotFit_isRefused() {
    Problem problem = new Problem(3, 10, 20, 3);
    SparseMatrix outside = new SparseMatrix(20, new int[] {0, 1}, new int[] {20}, new float[] {1});
    assertThatThrownBy(() -> engine.scoreHead(outside, problem.head, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 20 in features of 20 columns");
    SparseMatrix unordered =
        new SparseMatrix(20, new int[] {0, 2, 1}, new int[] {1}, new float[] {1});
    assertThatThrownBy(() -> engine.scoreHead(unordered, problem.head, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.scoreHead(problem.features, problem.head, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.scoreHead(problem.features, SoftmaxHead.zero(19, 3), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                engine.gradient(
                    problem.features, problem.head, new DenseMatrix(2, new float[20]), null, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

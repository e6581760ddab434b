package io.assay.validation.gpu;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Made-up work for an engine: hashed texts, a crowd of five answers an item, near-duplicates,
 * probes.
 */
final class GpuWorkload {
  private static final int FEATURES_A_TEXT = 74;
  private static final int ANSWERS_AN_ITEM = 5;
  private static final float STRENGTH = 2;
  private static final AdamSettings ADAM = new AdamSettings(0.05f, 0.9f, 0.999f, 1e-8f, 1e-4f);

  private final SplittableRandom random;

  GpuWorkload(long seed) {
    random = new SplittableRandom(seed);
  }

  HeadScoring scoring(int rows, int columns, int classes) {
    return new HeadScoring(texts(rows, columns), head(columns, classes), 1.25f);
  }

  HeadTraining training(int rows, int columns, int classes) {
    float[] target = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      target[row * classes + random.nextInt(classes)] = 1;
    }
    return new HeadTraining(
        texts(rows, columns),
        SoftmaxHead.zero(columns, classes),
        new DenseMatrix(classes, target),
        null,
        ADAM);
  }

  private SoftmaxHead head(int columns, int classes) {
    float[] weights = new float[(columns + 1) * classes];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(-1000, 1001) * 1e-3f;
    }
    return new SoftmaxHead(columns, classes, weights);
  }

  /** Rows of about so many features, frequent ones often, each row's in order. */
  private SparseMatrix texts(int rows, int columns) {
    int[] start = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      start[row + 1] = start[row] + FEATURES_A_TEXT - 10 + random.nextInt(21);
    }
    int[] index = new int[start[rows]];
    float[] value = new float[index.length];
    for (int row = 0; row < rows; row++) {
      for (int i = start[row]; i < start[row + 1]; i++) {
        index[i] = frequentFirst(columns);
        value[i] = 0.116f;
      }
      Arrays.sort(index, start[row], start[row + 1]);
    }
    return new SparseMatrix(columns, start, index, value);
  }

  /** A number below a bound with about the odds of Zipf's law, spread over the range. */
  private int frequentFirst(int bound) {
    int rank = Math.min(bound, (int) Math.pow(bound, random.nextDouble()));
    return (int) (rank * 2654435761L % bound);
  }

  EmIterations em(int items, int labelers, int classes, int iterations) {
    int[] start = new int[items + 1];
    int[] labeler = new int[items * ANSWERS_AN_ITEM];
    int[] answer = new int[labeler.length];
    for (int item = 0; item < items; item++) {
      start[item + 1] = start[item] + ANSWERS_AN_ITEM;
      int truth = random.nextInt(classes);
      for (int i = start[item]; i < start[item + 1]; i++) {
        labeler[i] = random.nextInt(labelers);
        answer[i] = random.nextInt(10) < 7 ? truth : random.nextInt(classes);
      }
    }
    return new EmIterations(
        new CrowdAnswers(labelers, classes, start, labeler, answer, null, null, null),
        STRENGTH,
        iterations);
  }

  HammingSearch hamming(int count) {
    long[] hash = new long[count];
    for (int i = 0; i < count; i++) {
      boolean near = i > 0 && i % 20 == 0;
      hash[i] = near ? hash[random.nextInt(i)] ^ 1L << random.nextInt(64) : random.nextLong();
    }
    return new HammingSearch(hash, 3, count * 2);
  }

  AgreementSearch agreement(int labelers, int probes, int classes) {
    int[] key = new int[probes];
    Arrays.setAll(key, i -> random.nextInt(classes));
    int[][] answer = new int[labelers][probes];
    for (int[] row : answer) {
      Arrays.setAll(row, i -> random.nextInt(10) < 7 ? key[i] : random.nextInt(classes));
    }
    for (int copied = 1; copied < labelers; copied += labelers / 10 + 1) {
      answer[copied] = answer[copied - 1].clone();
    }
    AgreementRule rule = new AgreementRule(probes / 2, 9, 10, labelers * 100);
    return new AgreementSearch(ProbeAnswers.of(answer, classes), rule);
  }
}

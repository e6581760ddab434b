package io.assay.validation.heads;

import io.assay.validation.features.SparseMatrix;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Made-up texts as hashed words and pairs of words: words are as frequent as 1 / rank, and each is
 * somewhat more usual in some classes than in others.
 *
 * @param features rows of length 1
 * @param truth the class of each row
 */
@SuppressWarnings("ArrayRecordComponent") // Test data.
record SyntheticTexts(SparseMatrix features, int[] truth) {
  static final int COLUMNS = 1 << 16;

  private static final int VOCABULARY = 3000;

  /**
   * Makes up texts.
   *
   * @param tilt by how much words differ between classes
   */
  static SyntheticTexts of(SplittableRandom random, int rows, int classes, int words, double tilt) {
    double[][] cumulative = new double[classes][VOCABULARY];
    for (int k = 0; k < classes; k++) {
      double sum = 0;
      for (int w = 0; w < VOCABULARY; w++) {
        sum += Math.exp(tilt * gaussian(random)) / (w + 10);
        cumulative[k][w] = sum;
      }
    }
    int[] truth = new int[rows];
    int[] start = new int[rows + 1];
    int[] index = new int[rows * 2 * words];
    float[] value = new float[index.length];
    for (int i = 0; i < rows; i++) {
      truth[i] = random.nextInt(classes);
      Map<Integer, Integer> counts = words(random, cumulative[truth[i]], words);
      int at = start[i];
      double squares = 0;
      for (int count : counts.values()) {
        squares += count;
      }
      for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
        index[at] = entry.getKey();
        value[at++] = (float) (Math.sqrt(entry.getValue()) / Math.sqrt(squares));
      }
      start[i + 1] = at;
    }
    int size = start[rows];
    SparseMatrix features =
        new SparseMatrix(COLUMNS, start, Arrays.copyOf(index, size), Arrays.copyOf(value, size));
    return new SyntheticTexts(features, truth);
  }

  private static Map<Integer, Integer> words(
      SplittableRandom random, double[] cumulative, int words) {
    Map<Integer, Integer> counts = new TreeMap<>();
    int before = 0;
    for (int n = 0; n < words; n++) {
      double at = random.nextDouble() * cumulative[VOCABULARY - 1];
      int found = Arrays.binarySearch(cumulative, at);
      int word = Math.min(VOCABULARY - 1, found < 0 ? -found - 1 : found);
      counts.merge(hash(word), 1, Integer::sum);
      counts.merge(hash(before * 31_337 + word + VOCABULARY), 1, Integer::sum);
      before = word + 1;
    }
    return counts;
  }

  private static int hash(int word) {
    int hash = word * 0x9E3779B9;
    return ((hash ^ (hash >>> 15)) * 0x85ebca6b) >>> 16;
  }

  static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  int rows() {
    return truth.length;
  }

  /** The truth as targets. */
  Targets targets(int classes) {
    float[] probability = new float[truth.length * classes];
    for (int i = 0; i < truth.length; i++) {
      probability[i * classes + truth[i]] = 1;
    }
    return Targets.of(classes, probability);
  }

  static int[] range(int from, int to) {
    int[] rows = new int[to - from];
    Arrays.setAll(rows, i -> from + i);
    return rows;
  }

  /**
   * Mean loss and accuracy of a head on half of some rows, at the temperature the others ask for.
   */
  double[] judgeCalibrated(Head<SparseMatrix> head, int[] rows) {
    int[] first = Arrays.copyOf(rows, rows.length / 2);
    int[] second = Arrays.copyOfRange(rows, rows.length / 2, rows.length);
    int classes = head.classes();
    float[] known = new float[first.length * classes];
    for (int i = 0; i < first.length; i++) {
      known[i * classes + truth[first[i]]] = 1;
    }
    double temperature = Temperature.fit(head.logOdds(features, first), Targets.of(classes, known));
    float[] scores = head.logOdds(features, second);
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= (float) temperature;
    }
    return judge(scores, second, classes);
  }

  /** Mean loss of log-odds in nats, and the share of the rows whose largest one is right. */
  double[] judge(float[] logOdds, int[] rows, int classes) {
    double loss = 0;
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      double max = Double.NEGATIVE_INFINITY;
      int best = 0;
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        if (logOdds[i * classes + k] > max) {
          max = logOdds[i * classes + k];
          best = k;
        }
      }
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(logOdds[i * classes + k] - max);
      }
      loss += max + Math.log(sum) - logOdds[i * classes + truth[rows[i]]];
      right += best == truth[rows[i]] ? 1 : 0;
    }
    return new double[] {loss / rows.length, (double) right / rows.length};
  }
}

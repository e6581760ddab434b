package io.assay.consensus.blocs;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/*
 * e_tj(k) = [x_tj = k] - what was to be expected of j on t without this answer
 * A_ij    = sum over common tasks of e_ti . e_tj / sqrt((n_i + 3) (n_j + 3)),  A_ii = 0
 *
 * Labelers who share a sheet deviate together, so a bloc is one leading eigenvector of A, to which all its
 * pairs add, also those with a task or two in common. Expected is once the share of the other votes on the
 * task (right where the bloc is too large for the crowd's truth to be trusted) and once what a fitted
 * crowd foretells (right where it is small). Power iteration on A + I/2 with the vectors before it taken out.
 */
/** Directions in which labelers deviate together: where a search for blocs starts. */
final class ResidualSpectrum {
  /** Directions whose ends are tried a second time, smaller. */
  static final int CORES = 2;

  private static final int ITERATIONS = 30;
  private static final double SHIFT = 0.5;
  private static final double SMOOTHING = 3;
  private static final double MAX_RESIDUAL = 4;
  private static final double MIN_VARIANCE = 0.02;

  private final Crowd crowd;
  private final Answers answers;
  private final int classes;
  private final double[] norm;

  ResidualSpectrum(Crowd crowd) {
    this.crowd = crowd;
    this.answers = crowd.answers();
    this.classes = answers.labels();
    this.norm = new double[answers.labelers()];
    for (int j = 0; j < norm.length; j++) {
      norm[j] = crowd.isOut(j) ? 0 : 1 / Math.sqrt(crowd.answersOf(j) + SMOOTHING);
    }
  }

  /**
   * The labelers at the positive and at the negative end of each leading direction; of the first
   * {@value #CORES} also those farthest out, because one busy stranger can spoil a start.
   */
  List<boolean[]> ends(double[] residuals, int vectors) {
    List<boolean[]> ends = new ArrayList<>();
    for (double[] vector : leading(residuals, vectors)) {
      for (int sign = 1; sign >= -1; sign -= 2) {
        boolean[] end = positiveEnd(vector, sign);
        ends.add(end);
        if (ends.size() < 4 * CORES) {
          ends.add(core(end, vector, sign));
        }
      }
    }
    return ends;
  }

  /** The half of an end that is farthest out. */
  private static boolean[] core(boolean[] end, double[] vector, int sign) {
    double[] values =
        IntStream.range(0, end.length)
            .filter(j -> end[j])
            .mapToDouble(j -> sign * vector[j])
            .sorted()
            .toArray();
    double middle = values.length == 0 ? 0 : values[values.length / 2];
    boolean[] core = new boolean[end.length];
    for (int j = 0; j < core.length; j++) {
      core[j] = end[j] && sign * vector[j] >= middle;
    }
    return core;
  }

  /**
   * The labelers who are oftenest with the largest and with the second largest side where votes are
   * divided: a farm that deviates on few tasks decides these together.
   */
  List<boolean[]> sides() {
    double[] score = new double[norm.length];
    int[] counts = new int[classes];
    for (int t = 0; t < answers.tasks(); t++) {
      Arrays.fill(counts, 0);
      int votes = 0;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        if (!crowd.isOut(answers.labelerAt(p))) {
          counts[answers.labelAt(p)]++;
          votes++;
        }
      }
      int first = 0;
      for (int k = 1; k < classes; k++) {
        first = counts[k] > counts[first] ? k : first;
      }
      int second = first == 0 ? 1 : 0;
      for (int k = 0; k < classes; k++) {
        second = k != first && counts[k] > counts[second] ? k : second;
      }
      if (counts[second] < 2) {
        continue;
      }
      double divided = counts[second] / (double) votes;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int label = answers.labelAt(p);
        double side = label == first ? divided : label == second ? -divided : 0;
        score[answers.labelerAt(p)] += side * norm[answers.labelerAt(p)];
      }
    }
    return List.of(positiveEnd(score, 1), positiveEnd(score, -1));
  }

  /** Answers against the share of the others on the task, [position * K + class]. */
  double[] againstVotes() {
    double[] residuals = new double[answers.size() * classes];
    double[] counts = new double[classes];
    for (int t = 0; t < answers.tasks(); t++) {
      Arrays.fill(counts, 0);
      int votes = 0;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        if (!crowd.isOut(answers.labelerAt(p))) {
          counts[answers.labelAt(p)]++;
          votes++;
        }
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t) && votes > 1; p++) {
        if (!crowd.isOut(answers.labelerAt(p))) {
          for (int k = 0; k < classes; k++) {
            double own = k == answers.labelAt(p) ? 1 : 0;
            residuals[p * classes + k] = own - (counts[k] - own) / (votes - 1);
          }
        }
      }
    }
    return residuals;
  }

  /** Answers against what the model foretells, in standard deviations, [position * K + class]. */
  double[] againstModel(CrowdModel model) {
    double[] residuals = new double[answers.size() * classes];
    double[] expected = new double[classes];
    double[] scratch = new double[classes];
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        if (crowd.isOut(answers.labelerAt(p))) {
          continue;
        }
        model.expectedLabels(t, p, scratch, expected);
        for (int k = 0; k < classes; k++) {
          double own = k == answers.labelAt(p) ? 1 : 0;
          double variance = Math.max(MIN_VARIANCE, expected[k] * (1 - expected[k]));
          double value = (own - expected[k]) / Math.sqrt(variance);
          residuals[p * classes + k] = Math.max(-MAX_RESIDUAL, Math.min(MAX_RESIDUAL, value));
        }
      }
    }
    return residuals;
  }

  private List<double[]> leading(double[] residuals, int vectors) {
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> found = new ArrayList<>();
    double[] next = new double[norm.length];
    for (int v = 0; v < vectors; v++) {
      double[] vector = new double[norm.length];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = crowd.isOut(j) ? 0 : random.nextDouble() - 0.5;
      }
      for (int i = 0; i < ITERATIONS; i++) {
        multiply(residuals, vector, next);
        for (double[] before : found) {
          takeOut(before, next);
        }
        double length = 0;
        for (double value : next) {
          length += value * value;
        }
        length = Math.sqrt(length);
        if (!(length > 0)) {
          return found;
        }
        for (int j = 0; j < vector.length; j++) {
          vector[j] = next[j] / length;
        }
      }
      found.add(vector);
    }
    return found;
  }

  private void multiply(double[] residuals, double[] vector, double[] product) {
    for (int j = 0; j < product.length; j++) {
      product[j] = SHIFT * vector[j];
    }
    double[] sum = new double[classes];
    for (int t = 0; t < answers.tasks(); t++) {
      Arrays.fill(sum, 0);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        double weight = vector[j] * norm[j];
        for (int k = 0; k < classes; k++) {
          sum[k] += weight * residuals[p * classes + k];
        }
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        double weight = vector[j] * norm[j];
        double dot = 0;
        for (int k = 0; k < classes; k++) {
          double own = residuals[p * classes + k];
          dot += own * (sum[k] - weight * own);
        }
        product[j] += dot * norm[j];
      }
    }
  }

  private static void takeOut(double[] direction, double[] from) {
    double dot = 0;
    for (int j = 0; j < from.length; j++) {
      dot += direction[j] * from[j];
    }
    for (int j = 0; j < from.length; j++) {
      from[j] -= dot * direction[j];
    }
  }

  /** The upper one of two groups (2-means in one dimension). */
  private boolean[] positiveEnd(double[] vector, int sign) {
    double threshold = 0;
    for (double value : vector) {
      threshold = Math.max(threshold, sign * value / 2);
    }
    for (int i = 0; i < 20; i++) {
      double low = 0;
      double high = 0;
      int lows = 0;
      int highs = 0;
      for (int j = 0; j < vector.length; j++) {
        if (crowd.isOut(j)) {
          continue;
        }
        if (sign * vector[j] > threshold) {
          high += sign * vector[j];
          highs++;
        } else {
          low += sign * vector[j];
          lows++;
        }
      }
      if (lows == 0 || highs == 0) {
        break;
      }
      threshold = (low / lows + high / highs) / 2;
    }
    boolean[] end = new boolean[vector.length];
    for (int j = 0; j < end.length; j++) {
      end[j] = !crowd.isOut(j) && sign * vector[j] > threshold;
    }
    return end;
  }
}

package io.assay.validation.gpu;

import org.jspecify.annotations.Nullable;

/**
 * The twin of dawid_skene.cu. A cell is a labeler and an answer: {@code labeler * classes +
 * answer}.
 */
final class DawidSkeneReference {
  private DawidSkeneReference() {}

  /**
   * Answers and parameters, as the kernel gets them.
   *
   * @param weight what each answer counts, or null where each counts once
   * @param logPrior one row for all items, or where {@code ownPrior} says so one an item
   * @param known the class of each item, or -1; null where none is known
   */
  @SuppressWarnings("ArrayRecordComponent") // What a kernel is given.
  record Input(
      int classes,
      int width,
      int[] start,
      int[] cell,
      float @Nullable [] weight,
      float[] logTheta,
      boolean ownPrior,
      float[] logPrior,
      int @Nullable [] known) {}

  /** Writes the posterior of some items and the logarithm of the likelihood of their answers. */
  static void expectation(int from, int to, Input input, float[] posterior, float[] logLikelihood) {
    int width = input.width;
    int classes = input.classes;
    float[] score = new float[width];
    for (int item = from; item < to; item++) {
      System.arraycopy(input.logPrior, input.ownPrior ? item * width : 0, score, 0, width);
      for (int i = input.start[item]; i < input.start[item + 1]; i++) {
        int row = input.cell[i] * width;
        float counted = input.weight == null ? 1.0f : input.weight[i];
        for (int k = 0; k < width; k++) {
          score[k] = Math.fma(counted, input.logTheta[row + k], score[k]);
        }
      }
      float most = score[0];
      for (int k = 1; k < classes; k++) {
        most = score[k] > most ? score[k] : most;
      }
      float all = 0.0f;
      int place = item * width;
      for (int k = 0; k < width; k++) {
        posterior[place + k] = k < classes ? ExactArithmetic.exp(score[k] - most) : 0.0f;
        all += posterior[place + k];
      }
      int truth = input.known == null ? -1 : input.known[item];
      for (int k = 0; k < width; k++) {
        posterior[place + k] = truth < 0 ? posterior[place + k] / all : k == truth ? 1.0f : 0.0f;
      }
      logLikelihood[item] = truth < 0 ? most + ExactArithmetic.log(all) : score[truth];
    }
  }

  /** Writes the logarithms of the confusion matrices of some labelers. */
  static void confusions(
      int from,
      int to,
      int classes,
      int width,
      float strength,
      float[] pooled,
      float[] counts,
      float[] logTheta) {
    for (int labeler = from; labeler < to; labeler++) {
      for (int k = 0; k < width; k++) {
        int first = labeler * classes * width + k;
        float all = 0.0f;
        for (int answer = 0; answer < classes; answer++) {
          all += Math.fma(strength, pooled[answer * width + k], counts[first + answer * width]);
        }
        for (int answer = 0; answer < classes; answer++) {
          int place = first + answer * width;
          float one = Math.fma(strength, pooled[answer * width + k], counts[place]);
          logTheta[place] = k < classes ? ExactArithmetic.log(one / all) : 0.0f;
        }
      }
    }
  }

  /** Writes the logarithms of the shares of the classes. */
  static void shares(int classes, float extra, float[] total, float[] logShare) {
    float all = 0.0f;
    for (int k = 0; k < classes; k++) {
      all += total[k] + extra;
    }
    for (int k = 0; k < logShare.length; k++) {
      logShare[k] = k < classes ? ExactArithmetic.log((total[k] + extra) / all) : 0.0f;
    }
  }
}

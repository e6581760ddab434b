package io.assay.validation.gpu;

import org.jspecify.annotations.Nullable;

/**
 * The twin of softmax_head.cu. Rows of weights, probabilities and residuals have a power of two of
 * floats.
 */
final class HeadReference {
  private HeadReference() {}

  /**
   * Features, weights and targets of a head, as the kernel gets them.
   *
   * @param weights {@code columns + 1} rows, the last of them the bias
   * @param targets rows to take away from the probabilities, or null
   * @param rowWeight what each residual counts, or null where each counts once
   */
  @SuppressWarnings("ArrayRecordComponent") // What a kernel is given.
  record Input(
      int columns,
      int classes,
      int width,
      int[] start,
      int[] index,
      float[] value,
      float[] weights,
      float inverseTemperature,
      float @Nullable [] targets,
      float @Nullable [] rowWeight) {}

  /** Writes the probabilities of some rows, or with targets their residuals. */
  static void forward(int from, int to, Input input, float[] output) {
    int width = input.width;
    float[] lane = new float[ExactArithmetic.LANES * width];
    for (int row = from; row < to; row++) {
      int begin = input.start[row];
      int length = input.start[row + 1] - begin;
      ExactArithmetic.fillLanes(
          lane, width, begin, length, input.index, input.value, input.weights);
      ExactArithmetic.addLanes(lane, width, length);
      softmax(input, lane);
      for (int k = 0; k < width; k++) {
        int place = row * width + k;
        output[place] =
            input.targets == null
                ? lane[k]
                : (input.rowWeight == null ? 1.0f : input.rowWeight[row])
                    * (lane[k] - input.targets[place]);
      }
    }
  }

  /** Turns the sums of one row, in the first places, into probabilities. */
  private static void softmax(Input input, float[] sums) {
    int bias = input.columns * input.width;
    float most = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < input.classes; k++) {
      sums[k] = (sums[k] + input.weights[bias + k]) * input.inverseTemperature;
      most = sums[k] > most ? sums[k] : most;
    }
    float[] all = new float[input.width];
    for (int k = 0; k < input.width; k++) {
      sums[k] = k < input.classes ? ExactArithmetic.exp(sums[k] - most) : 0.0f;
      all[k] = sums[k];
    }
    for (int half = input.width / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        all[k] += all[k + half];
      }
    }
    for (int k = 0; k < input.width; k++) {
      sums[k] /= all[0];
    }
  }

  /**
   * Ends the gradient: {@code scale gradient + l2 weights}, without l2 from the place {@code free}
   * on.
   */
  static void gradient(
      int from, int to, int free, float scale, float l2, float[] weights, float[] gradient) {
    for (int i = from; i < to; i++) {
      float slope = scale * gradient[i];
      gradient[i] = i < free ? Math.fma(l2, weights[i], slope) : slope;
    }
  }

  /**
   * One step of Adam.
   *
   * @param correction1 {@code 1 / (1 - beta1^step)}
   * @param correction2 {@code 1 / (1 - beta2^step)}
   */
  static void adam(
      int from,
      int to,
      AdamSettings settings,
      float correction1,
      float correction2,
      float[] gradient,
      float[] mean,
      float[] square,
      float[] weights) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = Math.fma(settings.beta1(), mean[i], (1.0f - settings.beta1()) * g);
      float v = Math.fma(settings.beta2(), square[i], (1.0f - settings.beta2()) * (g * g));
      mean[i] = m;
      square[i] = v;
      float scale = (float) Math.sqrt(v * correction2) + settings.epsilon();
      weights[i] = Math.fma(-settings.rate(), m * correction1 / scale, weights[i]);
    }
  }
}

package io.assay.validation.gpu;

import org.jspecify.annotations.Nullable;

/*
 * The twin of arithmetic.cuh: every line is one correctly rounded operation on floats, in the order of the kernels, so that
 * the bits are the same. Exponential: Cephes' polynomial after reduction by log 2; relative error below 1e-7. Logarithm: the
 * polynomial of FreeBSD's logf after reduction to [sqrt 1/2, sqrt 2); relative error below 1.2e-7.
 */
/** Exponential, logarithm and sums whose bits do not depend on who computes them. */
@SuppressWarnings("FloatingPointLiteralPrecision") // Digits as in the kernels.
final class ExactArithmetic {
  /** How many partial sums a long sum has. */
  static final int LANES = 32;

  private static final float SMALLEST_NORMAL = 1.17549435e-38f;
  private static final float SHIFT = 12582912.0f;
  private static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);
  private static final int HALF_ROOT_BITS = 0x3f3504f3;
  private static final int MANTISSA = 0x007fffff;

  private ExactArithmetic() {}

  /** e to the power of x, for x at most 0; 0 where that is below the smallest normal number. */
  static float exp(float x) {
    if (x < -87.0f) {
      return 0.0f;
    }
    float shifted = x * 1.44269504f + SHIFT;
    float n = shifted - SHIFT;
    float r = Math.fma(n, -0.693359375f, x);
    r = Math.fma(n, 2.12194440e-4f, r);
    float p = 1.9875691500e-4f;
    p = Math.fma(p, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    p = Math.fma(p, r, 5.0000001201e-1f);
    float y = Math.fma(p, r * r, r) + 1.0f;
    int exponent = Float.floatToRawIntBits(shifted) - SHIFT_BITS;
    return y * Float.intBitsToFloat((exponent + 127) << 23);
  }

  /**
   * The natural logarithm of a positive number; what is below the smallest normal one counts as it.
   */
  static float log(float positive) {
    float x = positive < SMALLEST_NORMAL ? SMALLEST_NORMAL : positive;
    int bits = Float.floatToRawIntBits(x) - HALF_ROOT_BITS;
    float e = bits >> 23;
    float f = Float.intBitsToFloat((bits & MANTISSA) + HALF_ROOT_BITS) - 1.0f;
    float s = f / (2.0f + f);
    float z = s * s;
    float w = z * z;
    float even = w * Math.fma(w, 0.24279078841f, 0.40000972152f);
    float odd = z * Math.fma(w, 0.28498786688f, 0.66666662693f);
    float half = 0.5f * (f * f);
    float tail = s * (half + (odd + even));
    tail = Math.fma(e, 9.0580006145e-6f, tail);
    tail = (tail - half) + f;
    return Math.fma(e, 6.9313812256e-1f, tail);
  }

  /**
   * Adds rows of sums in halves, the first row with the middle one and so on, into the first row.
   *
   * @param sums {@link #LANES} rows of {@code width}, of which those from {@code used} on are
   *     nought
   */
  static void addLanes(float[] sums, int width, int used) {
    int lanes = LANES;
    if (used <= LANES / 2) {
      while (lanes > 1 && used <= lanes / 2) {
        lanes /= 2;
      }
      // Adding nought leaves every sum as it is, but for the sign of nought.
      for (int i = 0; i < lanes * width; i++) {
        sums[i] += 0.0f;
      }
    }
    for (int half = lanes / 2; half > 0; half /= 2) {
      for (int i = 0; i < half * width; i++) {
        sums[i] += sums[i + half * width];
      }
    }
  }

  /**
   * Writes the lanes that {@link #addLanes} reads: entry i goes to lane i modulo {@link #LANES}.
   *
   * @param width a power of two, 2 at the least
   * @param index the row of each entry, or null for the rows in their order
   * @param value what each entry counts, or null where each counts once
   */
  static void fillLanes(
      float[] lane,
      int width,
      int begin,
      int length,
      int @Nullable [] index,
      float @Nullable [] value,
      float[] rows) {
    int lanes = LANES;
    while (lanes > 1 && length <= lanes / 2) {
      lanes /= 2;
    }
    if (width >= 4 && index != null && value != null) {
      fillByFours(lane, lanes, width, begin, begin + length, index, value, rows);
      return;
    }
    // Lane after lane, so that its sums stay in registers.
    for (int own = 0; own < lanes; own++) {
      for (int k = 0; k < width; k += 2) {
        float one = 0.0f;
        float other = 0.0f;
        for (int i = begin + own; i < begin + length; i += LANES) {
          int row = (index == null ? i : index[i]) * width + k;
          float factor = value == null ? 1.0f : value[i];
          one = Math.fma(factor, rows[row], one);
          other = Math.fma(factor, rows[row + 1], other);
        }
        lane[own * width + k] = one;
        lane[own * width + k + 1] = other;
      }
    }
  }

  private static void fillByFours(
      float[] lane,
      int lanes,
      int width,
      int begin,
      int end,
      int[] index,
      float[] value,
      float[] rows) {
    for (int own = 0; own < lanes; own++) {
      for (int k = 0; k < width; k += 4) {
        float sum0 = 0.0f;
        float sum1 = 0.0f;
        float sum2 = 0.0f;
        float sum3 = 0.0f;
        for (int i = begin + own; i < end; i += LANES) {
          int row = index[i] * width + k;
          float factor = value[i];
          sum0 = Math.fma(factor, rows[row], sum0);
          sum1 = Math.fma(factor, rows[row + 1], sum1);
          sum2 = Math.fma(factor, rows[row + 2], sum2);
          sum3 = Math.fma(factor, rows[row + 3], sum3);
        }
        int to = own * width + k;
        lane[to] = sum0;
        lane[to + 1] = sum1;
        lane[to + 2] = sum2;
        lane[to + 3] = sum3;
      }
    }
  }

  /** Whether two arrays hold the same bits. */
  static boolean sameBits(float[] one, float[] other) {
    if (one.length != other.length) {
      return false;
    }
    for (int i = 0; i < one.length; i++) {
      if (Float.floatToIntBits(one[i]) != Float.floatToIntBits(other[i])) {
        return false;
      }
    }
    return true;
  }
}

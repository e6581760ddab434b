package io.assay.validation.heads;

/**
 * Exponential and logarithm in single precision whose bits are the same on every machine: they are
 * made of additions, multiplications and shifts of the exponent, each rounded to nearest, so that a
 * kernel that does the same steps gives the same bits.
 *
 * <p>Source of the polynomials: Moshier (1992), Cephes mathematical library, expf and logf.
 */
public final class PortableMath {
  /** Below it e^x is taken for 0. */
  private static final float MIN_EXPONENT = -87f;

  private static final float MAX_EXPONENT = 88f;
  private static final float LOG2_E = 1.442695f;
  private static final float LN_2_HIGH = 0.6933594f;
  private static final float LN_2_LOW = -2.1219444e-4f;

  /** Added and taken off again it rounds to a whole number. */
  private static final float ROUNDER = 12_582_912f;

  private static final float SQRT_HALF = 0.70710677f;

  private PortableMath() {}

  /** e^x, with a relative error of 2e-7 at most; 0 below -87, and e^88 above 88. */
  public static float exp(float x) {
    if (x < MIN_EXPONENT) {
      return 0;
    }
    float limited = Math.min(x, MAX_EXPONENT);
    float n = limited * LOG2_E + ROUNDER - ROUNDER;
    float r = limited - n * LN_2_HIGH - n * LN_2_LOW;
    float p = 1.9875691e-4f;
    p = p * r + 0.0013981999f;
    p = p * r + 0.008333452f;
    p = p * r + 0.041665796f;
    p = p * r + 0.16666666f;
    p = p * r + 0.5f;
    float mantissa = p * (r * r) + r + 1;
    return mantissa * Float.intBitsToFloat(((int) n + 127) << 23);
  }

  /** ln x of a positive normal number, with an error of 2e-7 of itself or of 1 at most. */
  public static float log(float x) {
    int bits = Float.floatToRawIntBits(x);
    int exponent = (bits >>> 23) - 126;
    float m = Float.intBitsToFloat((bits & 0x007f_ffff) | 0x3f00_0000);
    if (m < SQRT_HALF) {
      exponent--;
      m = m + m;
    }
    float r = m - 1;
    float z = r * r;
    float p = 0.070376836f;
    p = p * r - 0.1151461f;
    p = p * r + 0.116769984f;
    p = p * r - 0.12420141f;
    p = p * r + 0.14249323f;
    p = p * r - 0.16668057f;
    p = p * r + 0.20000714f;
    p = p * r - 0.24999994f;
    p = p * r + 0.3333333f;
    float y = p * r * z + exponent * LN_2_LOW - 0.5f * z;
    return r + y + exponent * LN_2_HIGH;
  }

  /**
   * Turns log-odds into probabilities, in place.
   *
   * @return the logarithm of the sum of their exponentials
   */
  public static float softmax(float[] values, int from, int length) {
    float max = values[from];
    for (int k = 1; k < length; k++) {
      max = Math.max(max, values[from + k]);
    }
    float sum = 0;
    for (int k = 0; k < length; k++) {
      float one = exp(values[from + k] - max);
      values[from + k] = one;
      sum += one;
    }
    float scale = 1 / sum;
    for (int k = 0; k < length; k++) {
      values[from + k] *= scale;
    }
    return max + log(sum);
  }
}

package io.assay.validation.features;

import java.util.Arrays;

/**
 * Energies of one frame of sound in bands equally wide on the mel scale, m = 2595 log10(1 + f /
 * 700) (O'Shaughnessy, 1987), each a triangle that reaches to the middles of its neighbours. Not
 * thread-safe.
 */
final class MelBands {
  static final int COUNT = 40;

  private static final double MAX_HERTZ = 8000;

  private final double[] window;
  private final int size;
  private final double[] cosines;
  private final double[] sines;

  /** The band that begins before each frequency, and how much of it has begun. */
  private final int[] band;

  private final double[] share;
  private final double[] real;
  private final double[] imaginary;

  /** For frames of some samples at some samples a second. */
  MelBands(double rate, int length) {
    size = Integer.highestOneBit(Math.max(2, length - 1)) << 1;
    window = new double[length];
    double sum = 0;
    for (int i = 0; i < length; i++) {
      window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (i + 0.5) / length);
      sum += window[i];
    }
    for (int i = 0; i < length; i++) {
      window[i] /= sum;
    }
    cosines = new double[size / 2];
    sines = new double[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cosines[i] = StrictMath.cos(2 * Math.PI * i / size);
      sines[i] = -StrictMath.sin(2 * Math.PI * i / size);
    }
    band = new int[size / 2 + 1];
    share = new double[size / 2 + 1];
    for (int i = 0; i <= size / 2; i++) {
      double place = mel(i * rate / size) / mel(MAX_HERTZ) * (COUNT + 1);
      band[i] = (int) place;
      share[i] = place - band[i];
    }
    real = new double[size];
    imaginary = new double[size];
  }

  private static double mel(double hertz) {
    return 2595 * StrictMath.log10(1 + hertz / 700);
  }

  /** Fills in the energy of each band; a frame that is too short ends in silence. */
  void energies(float[] frame, double[] energies) {
    Arrays.fill(real, 0);
    Arrays.fill(imaginary, 0);
    for (int i = 0; i < frame.length; i++) {
      real[i] = frame[i] * window[i];
    }
    transform();
    Arrays.fill(energies, 0);
    for (int i = 0; i < band.length; i++) {
      double power = real[i] * real[i] + imaginary[i] * imaginary[i];
      // Place p on the scale lies between the middles of bands p - 1 and p.
      if (band[i] >= 1 && band[i] <= COUNT) {
        energies[band[i] - 1] += power * (1 - share[i]);
      }
      if (band[i] < COUNT) {
        energies[band[i]] += power * share[i];
      }
    }
  }

  /** Fourier transform in place, radix 2 (Cooley & Tukey, 1965). */
  private void transform() {
    int shift = Integer.numberOfLeadingZeros(size) + 1;
    for (int i = 0; i < size; i++) {
      int mirrored = Integer.reverse(i) >>> shift;
      if (mirrored > i) {
        double swapped = real[i];
        real[i] = real[mirrored];
        real[mirrored] = swapped;
      }
    }
    for (int half = 1; half < size; half *= 2) {
      int stride = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int i = 0; i < half; i++) {
          butterfly(start + i, start + i + half, cosines[i * stride], sines[i * stride]);
        }
      }
    }
  }

  private void butterfly(int one, int other, double cosine, double sine) {
    double re = real[other] * cosine - imaginary[other] * sine;
    double im = real[other] * sine + imaginary[other] * cosine;
    real[other] = real[one] - re;
    imaginary[other] = imaginary[one] - im;
    real[one] += re;
    imaginary[one] += im;
  }
}

package io.assay.validation.features;

import java.util.Arrays;

/**
 * Zero-phase whitening: x ↦ W (x − m) with W = V (Λ + εI)^-½ Vᵀ, where m is the mean and V Λ Vᵀ the
 * covariance of the vectors it was learned from (Bell & Sejnowski, 1997). Eigenvectors by Jacobi's
 * rotations in a fixed order, so that the bits are the same everywhere.
 *
 * @param mean m
 * @param matrix W line by line; it is symmetric
 */
@SuppressWarnings("ArrayRecordComponent") // Read in the innermost loops.
record Whitening(float[] mean, float[] matrix) {
  private static final double EPSILON = 0.1;
  private static final int MAX_SWEEPS = 30;
  private static final double SMALL = 1e-20;

  /** Learns from vectors one after the other. */
  static Whitening learn(float[] vectors, int dimension) {
    int count = vectors.length / dimension;
    double[] mean = new double[dimension];
    for (int i = 0; i < vectors.length; i++) {
      mean[i % dimension] += vectors[i] / (double) count;
    }
    double[] covariance = new double[dimension * dimension];
    double[] centred = new double[dimension];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < dimension; i++) {
        centred[i] = vectors[v * dimension + i] - mean[i];
      }
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          covariance[i * dimension + j] += centred[i] * centred[j] / count;
        }
      }
    }
    float[] rounded = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      rounded[i] = (float) mean[i];
    }
    return new Whitening(rounded, inverseRoot(covariance, dimension));
  }

  private static float[] inverseRoot(double[] symmetric, int n) {
    double[] vectors = new double[n * n];
    for (int i = 0; i < n; i++) {
      vectors[i * n + i] = 1;
    }
    for (int sweep = 0; sweep < MAX_SWEEPS && offDiagonal(symmetric, n) > SMALL; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(symmetric, vectors, n, p, q);
        }
      }
    }
    float[] root = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          double value = Math.max(0, symmetric[k * n + k]) + EPSILON;
          sum += vectors[i * n + k] * vectors[j * n + k] / Math.sqrt(value);
        }
        root[i * n + j] = (float) sum;
      }
    }
    return root;
  }

  private static double offDiagonal(double[] matrix, int n) {
    double sum = 0;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        sum += matrix[p * n + q] * matrix[p * n + q];
      }
    }
    return sum;
  }

  /** Turns axes p and q so that the matrix has 0 where they meet. */
  private static void rotate(double[] matrix, double[] vectors, int n, int p, int q) {
    double meeting = matrix[p * n + q];
    if (meeting == 0) {
      return;
    }
    double theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * meeting);
    double tangent = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double t = theta < 0 ? -tangent : tangent;
    double cosine = 1 / Math.sqrt(t * t + 1);
    double sine = t * cosine;
    for (int k = 0; k < n; k++) {
      turn(matrix, k * n + p, k * n + q, cosine, sine);
      turn(vectors, k * n + p, k * n + q, cosine, sine);
    }
    for (int k = 0; k < n; k++) {
      turn(matrix, p * n + k, q * n + k, cosine, sine);
    }
  }

  private static void turn(double[] values, int one, int other, double cosine, double sine) {
    double a = values[one];
    double b = values[other];
    values[one] = cosine * a - sine * b;
    values[other] = sine * a + cosine * b;
  }

  /** Whitens one vector that starts at a place. */
  void apply(float[] vectors, int at, float[] whitened) {
    int n = mean.length;
    Arrays.fill(whitened, 0, n, 0);
    for (int j = 0; j < n; j++) {
      float centred = vectors[at + j] - mean[j];
      for (int i = 0; i < n; i++) {
        whitened[i] += matrix[j * n + i] * centred;
      }
    }
  }
}

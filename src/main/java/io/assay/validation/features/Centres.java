package io.assay.validation.features;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Centres of clusters by k-means (Lloyd, 1982) with a fixed seed and number of rounds. Each vector
 * finds its centre alone and sums run in the vectors' order, so threads do not matter.
 *
 * @param count how many centres
 * @param dimension how long each is
 * @param byDimension value d of centre k at d * count + k
 */
@SuppressWarnings("ArrayRecordComponent") // Read in the innermost loops.
record Centres(int count, int dimension, float[] byDimension) {
  private static final int ROUNDS = 12;

  /** Learns from vectors one after the other; there are at least as many as centres. */
  static Centres learn(float[] vectors, int dimension, int count, SplittableRandom random) {
    int rows = vectors.length / dimension;
    Centres centres = new Centres(count, dimension, new float[count * dimension]);
    int[] order = IntStream.range(0, rows).toArray();
    for (int k = 0; k < count; k++) {
      int drawn = k + random.nextInt(rows - k);
      int row = order[drawn];
      order[drawn] = order[k];
      for (int d = 0; d < dimension; d++) {
        centres.byDimension[d * count + k] = vectors[row * dimension + d];
      }
    }
    int[] nearest = new int[rows];
    for (int round = 0; round < ROUNDS; round++) {
      float[] squares = centres.squares();
      IntStream.range(0, rows)
          .parallel()
          .forEach(row -> nearest[row] = centres.nearest(vectors, row * dimension, squares));
      centres.move(vectors, nearest);
    }
    return centres;
  }

  /** Centres go to the mean of their vectors; who has none stays. */
  private void move(float[] vectors, int[] nearest) {
    double[] sums = new double[byDimension.length];
    int[] members = new int[count];
    for (int row = 0; row < nearest.length; row++) {
      members[nearest[row]]++;
      for (int d = 0; d < dimension; d++) {
        sums[d * count + nearest[row]] += vectors[row * dimension + d];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      if (members[i % count] > 0) {
        byDimension[i] = (float) (sums[i] / members[i % count]);
      }
    }
  }

  /** The squared length of each centre. */
  float[] squares() {
    float[] squares = new float[count];
    for (int i = 0; i < byDimension.length; i++) {
      squares[i % count] += byDimension[i] * byDimension[i];
    }
    return squares;
  }

  private int nearest(float[] vectors, int at, float[] squares) {
    float[] products = new float[count];
    products(vectors, at, products);
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (squares[k] - 2 * products[k] < squares[best] - 2 * products[best]) {
        best = k;
      }
    }
    return best;
  }

  /** The scalar product of a vector with each centre. */
  void products(float[] vectors, int at, float[] products) {
    Arrays.fill(products, 0);
    for (int d = 0; d < dimension; d++) {
      float value = vectors[at + d];
      for (int k = 0; k < count; k++) {
        products[k] += value * byDimension[d * count + k];
      }
    }
  }
}

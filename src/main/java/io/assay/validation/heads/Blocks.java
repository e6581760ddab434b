package io.assay.validation.heads;

import java.util.stream.IntStream;

/**
 * Work cut in blocks whose bounds depend on its size alone. Whoever does a block, and in whatever
 * order, what the blocks give is put together in their order: so sums have the same bits on any
 * number of threads.
 */
final class Blocks {
  /** Fewer blocks are not worth waking another thread. */
  private static final int MIN_PARALLEL = 4;

  private Blocks() {}

  /** Work on the places of one block. */
  interface Part {
    void run(int from, int to);
  }

  /** A sum over the places of one block. */
  interface Sum {
    double of(int from, int to);
  }

  /** Does the work on places 0 to {@code size} in blocks of so many. */
  static void run(int size, int block, Part part) {
    IntStream blocks = IntStream.range(0, count(size, block));
    (count(size, block) < MIN_PARALLEL ? blocks : blocks.parallel())
        .forEach(b -> part.run(b * block, Math.min(size, (b + 1) * block)));
  }

  /** Sums over places 0 to {@code size} in blocks of so many. */
  static double sum(int size, int block, Sum sum) {
    double[] sums = new double[count(size, block)];
    run(size, block, (from, to) -> sums[from / block] = sum.of(from, to));
    double all = 0;
    for (double one : sums) {
      all += one;
    }
    return all;
  }

  private static int count(int size, int block) {
    return (int) (((long) size + block - 1) / block);
  }
}

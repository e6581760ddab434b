package io.assay.consensus.classification;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs an estimator from several starts and keeps the one with the best bound. */
final class Restarts {
  /** Rounding errors must not choose between starts that end in the same place. */
  private static final double QUANTUM = 1e-6;

  /** One run that has ended. */
  interface Run {
    /** The bound reached, in nats. */
    double bound();
  }

  private Restarts() {}

  /** The first of the best runs; those passed over are let go as they come. */
  static <R extends Run> R best(int starts, IntFunction<R> runFrom) {
    return IntStream.range(0, starts)
        .parallel()
        .mapToObj(runFrom)
        .reduce((a, b) -> quantised(b) > quantised(a) ? b : a)
        .orElseThrow();
  }

  private static double quantised(Run run) {
    return Math.rint(run.bound() / QUANTUM);
  }
}

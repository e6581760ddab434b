package io.assay.consensus.classification;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs an estimator from several starts and keeps the one with the best bound. */
final class Restarts {
  /** Nats; a smaller lead says nothing, and where two starts end in one place it is rounding. */
  private static final double QUANTUM = 0.1;

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

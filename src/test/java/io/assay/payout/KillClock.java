package io.assay.payout;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * Counts what a program does beyond itself, statements and calls of the node alike, and kills it at
 * one of them, before or after that was done; or loses the node's answer to one.
 */
final class KillClock {
  /** Out of a call of a program that is dead: nothing in it may run on. */
  static final class Kill extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final int killAt;
  private final boolean after;
  private final int loseAt;
  private int steps;
  private int calls;
  private boolean dead;

  /** Negative numbers never come. */
  KillClock(int killAt, boolean after, int loseAt) {
    this.killAt = killAt;
    this.after = after;
    this.loseAt = loseAt;
  }

  static KillClock never() {
    return new KillClock(-1, false, -1);
  }

  int steps() {
    return steps;
  }

  <T> T step(Callable<T> work) throws Exception {
    if (dead) {
      throw new Kill();
    }
    boolean now = steps++ == killAt;
    dead |= now;
    if (now && !after) {
      throw new Kill();
    }
    T result = work.call();
    if (now) {
      throw new Kill();
    }
    return result;
  }

  <T> T call(Callable<T> work) throws Exception {
    boolean lose = calls++ == loseAt;
    T answer = step(work);
    if (lose) {
      throw new IOException("the answer was lost");
    }
    return answer;
  }
}

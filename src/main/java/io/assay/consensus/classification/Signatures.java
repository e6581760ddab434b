package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;

/**
 * Pseudo-random numbers for tasks and labelers that hang on their answers alone.
 *
 * <p>Starts of an estimator drawn from them stay with a task or labeler under new names and any
 * order. A signature mixes the signatures of those who answered, or of what was answered, with the
 * labels given, over a few rounds (Weisfeiler and Leman 1968, colour refinement), by the mixing
 * function of SplitMix64 (Steele, Lea and Flood 2014). Answers that weigh nothing leave no trace.
 */
final class Signatures {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final int ROUNDS = 3;

  private final long[] tasks;
  private final long[] labelers;

  private Signatures(long[] tasks, long[] labelers) {
    this.tasks = tasks;
    this.labelers = labelers;
  }

  static Signatures of(Votes votes) {
    Answers answers = votes.answers;
    Signatures signatures = new Signatures(new long[votes.tasks], new long[answers.labelers()]);
    for (int round = 0; round < ROUNDS; round++) {
      signatures.refine(votes);
    }
    return signatures;
  }

  private void refine(Votes votes) {
    Answers answers = votes.answers;
    for (int t = 0; t < tasks.length; t++) {
      long sum = votes.known(t);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        if (votes.weight(p) > 0) {
          sum += mix(labelers[answers.labelerAt(p)] + GOLDEN * (answers.labelAt(p) + 1));
        }
      }
      tasks[t] = mix(sum + GOLDEN);
    }
    for (int j = 0; j < labelers.length; j++) {
      long sum = 0;
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        if (votes.weight(answers.positionOf(q)) > 0) {
          sum += mix(tasks[answers.taskOf(q)] + GOLDEN * (answers.labelOf(q) + 1));
        }
      }
      labelers[j] = mix(sum + GOLDEN);
    }
  }

  /** The n-th number of a task, uniform between 0 and 1 and neither. */
  double ofTask(int t, long n) {
    return uniform(tasks[t], n);
  }

  /** The n-th number of a labeler, uniform between 0 and 1 and neither. */
  double ofLabeler(int j, long n) {
    return uniform(labelers[j], n);
  }

  private static double uniform(long signature, long n) {
    long bits = mix(signature + GOLDEN * (n + 1)) >>> 12;
    return (bits + 0.5) * 0x1.0p-52;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

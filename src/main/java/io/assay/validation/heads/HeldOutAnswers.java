package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Answers of which some were taken out to judge beliefs by: one of every second task that has two
 * or more, chosen by the name of the task alone.
 */
public final class HeldOutAnswers {
  private static final int MIN_ANSWERS = 2;
  private static final int ONE_IN = 2;

  private final Answers all;
  private final Answers kept;
  private final int[] positions;

  private HeldOutAnswers(Answers all, Answers kept, int[] positions) {
    this.all = all;
    this.kept = kept;
    this.positions = positions;
  }

  /** Takes answers out. */
  public static HeldOutAnswers of(Answers all) {
    int[] positions = new int[all.tasks()];
    Answers.Builder kept = Answers.builder();
    int size = 0;
    for (int t = 0; t < all.tasks(); t++) {
      int out = chosen(all, t);
      for (int p = all.taskStart(t); p < all.taskEnd(t); p++) {
        if (p == out) {
          positions[size++] = p;
        } else {
          String labeler = all.labeler(all.labelerAt(p));
          kept.add(all.task(t), labeler, all.label(all.labelAt(p)));
        }
      }
    }
    Answers rest = kept.build().labelsWith(new TreeSet<>(all.labelNames()));
    return new HeldOutAnswers(all, rest, Arrays.copyOf(positions, size));
  }

  /** The position of the answer taken out of a task, or -1. */
  private static int chosen(Answers all, int t) {
    int count = all.taskEnd(t) - all.taskStart(t);
    int hash = all.task(t).hashCode() * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    hash ^= hash >>> 16;
    if (count < MIN_ANSWERS || Math.floorMod(hash, ONE_IN) != 0) {
      return -1;
    }
    return all.taskStart(t) + Math.floorMod(hash >>> 3, count);
  }

  /** The answers that are left; tasks and labels are those of all, with the same numbers. */
  public Answers kept() {
    return kept;
  }

  /** All answers. */
  public Answers all() {
    return all;
  }

  /** The number of answers taken out. */
  public int size() {
    return positions.length;
  }

  /** The position in the table by task of the n-th answer taken out. */
  int position(int n) {
    return positions[n];
  }
}

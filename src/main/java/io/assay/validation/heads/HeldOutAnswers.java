package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Answers of which some were taken out to judge beliefs by: one of every second task that has two
 * or more, chosen by the name of the task alone. The other tasks take the other turn.
 */
public final class HeldOutAnswers {
  private static final int MIN_ANSWERS = 2;

  /** Below so many answers taken out one turn alone says little. */
  private static final int PLENTY = 500;

  private static final int TURNS = 2;

  private final Answers all;
  private final Answers kept;
  private final int[] positions;

  private HeldOutAnswers(Answers all, Answers kept, int[] positions) {
    this.all = all;
    this.kept = kept;
    this.positions = positions;
  }

  /**
   * Takes answers out: of one half of the tasks where that is plenty, else of each half in a turn
   * of its own, so that every task with two answers has its say and none twice.
   */
  public static List<HeldOutAnswers> of(Answers all) {
    List<HeldOutAnswers> turns = new ArrayList<>();
    for (int turn = 0;
        turn < TURNS && turns.stream().allMatch(one -> one.size() < PLENTY);
        turn++) {
      turns.add(of(all, turn));
    }
    return turns;
  }

  private static HeldOutAnswers of(Answers all, int turn) {
    int[] positions = new int[all.tasks()];
    Answers.Builder kept = Answers.builder();
    int size = 0;
    for (int t = 0; t < all.tasks(); t++) {
      int out = chosen(all, t, turn);
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
  private static int chosen(Answers all, int t, int turn) {
    int count = all.taskEnd(t) - all.taskStart(t);
    int hash = all.task(t).hashCode() * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    hash ^= hash >>> 16;
    if (count < MIN_ANSWERS || Math.floorMod(hash, TURNS) != turn) {
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

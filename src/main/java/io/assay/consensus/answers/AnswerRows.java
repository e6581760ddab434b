package io.assay.consensus.answers;

import java.util.ArrayList;
import java.util.List;

/** Answers as they came: three numbers a row, in blocks, so that growing copies nothing. */
final class AnswerRows {
  private static final int BLOCK_BITS = 16;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** Of each block, task, labeler and label of its first row, then of the second, and so on. */
  private final List<int[]> blocks = new ArrayList<>();

  private int size;

  void add(int task, int labeler, int label) {
    int at = size & (BLOCK - 1);
    if (at == 0) {
      blocks.add(new int[3 * BLOCK]);
    }
    int[] block = blocks.get(size >>> BLOCK_BITS);
    block[3 * at] = task;
    block[3 * at + 1] = labeler;
    block[3 * at + 2] = label;
    size++;
  }

  int size() {
    return size;
  }

  int task(int row) {
    return cell(row, 0);
  }

  int labeler(int row) {
    return cell(row, 1);
  }

  int label(int row) {
    return cell(row, 2);
  }

  private int cell(int row, int column) {
    return blocks.get(row >>> BLOCK_BITS)[3 * (row & (BLOCK - 1)) + column];
  }

  /**
   * The rows by task, within a task by labeler, and as they came where both are the same: two
   * counting sorts, the later one by what counts more.
   *
   * @param taskPlaces the place of each task in the order wanted
   * @param labelerPlaces the same of each labeler
   */
  int[] order(int[] taskPlaces, int[] labelerPlaces) {
    int[] next = new int[labelerPlaces.length + 1];
    for (int row = 0; row < size; row++) {
      next[labelerPlaces[labeler(row)] + 1]++;
    }
    accumulate(next);
    int[] byLabeler = new int[size];
    for (int row = 0; row < size; row++) {
      byLabeler[next[labelerPlaces[labeler(row)]]++] = row;
    }
    next = new int[taskPlaces.length + 1];
    for (int row = 0; row < size; row++) {
      next[taskPlaces[task(row)] + 1]++;
    }
    accumulate(next);
    int[] order = new int[size];
    for (int row : byLabeler) {
      order[next[taskPlaces[task(row)]]++] = row;
    }
    return order;
  }

  /** Turns counts, each one place later, into the place where each begins. */
  static void accumulate(int[] counts) {
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
  }

  /** The first row that has the task and the labeler of an earlier one, or -1. */
  int findRepeat(int[] order) {
    int repeat = -1;
    for (int p = 1; p < size; p++) {
      int row = order[p];
      if (task(row) == task(order[p - 1])
          && labeler(row) == labeler(order[p - 1])
          && (repeat < 0 || row < repeat)) {
        repeat = row;
      }
    }
    return repeat;
  }
}

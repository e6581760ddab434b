package io.assay.fraud.copying;

import java.util.Arrays;
import java.util.stream.IntStream;

/*
 * Common items are one row of the sparse product A A' at a time (Gustavson 1978): the row of labeler
 * a walks the answers of a, and on each item the labelers after a, and counts. No pair is stored to
 * be counted, so memory is a counter per labeler and thread. Only where a row meets pairs with enough
 * common items, which are few, it is walked again and their odds are multiplied.
 *
 * For labelers who are linked to nobody p_w(i) depends on one answer alone (see ItemBelief): an item is
 * weighed once a row, where the row's labeler agrees on it with one of those.
 *
 * A pair belongs to one row and its items come in their order; rows are done in blocks cut by the
 * number of labelers alone, and put together in their order. So the bits do not depend on threads.
 *
 * Memory: 8 bytes a labeler and thread, and 16 bytes a pair with enough common items; time: the pairs
 * of answers to one item.
 */
/** Measures all pairs of labelers that have enough items in common. */
final class FullPass {
  private static final int BLOCKS = 64;

  private final AnswerTable table;
  private final LabelerTables tables;
  private final Partners linked;

  /** A pass that is good for pairs who are linked to nobody. */
  FullPass(AnswerTable table, LabelerTables tables, Partners linked) {
    this.table = table;
    this.tables = tables;
    this.linked = linked;
  }

  private static int start(int block, int size) {
    return (int) ((long) size * block / BLOCKS);
  }

  MeasuredPairs run(int minCommonItems) {
    MeasuredPairs all = new MeasuredPairs();
    IntStream.range(0, BLOCKS)
        .parallel()
        .mapToObj(block -> rows(block, minCommonItems))
        .forEachOrdered(all::addAll);
    return all;
  }

  private MeasuredPairs rows(int block, int minCommonItems) {
    Row row = new Row(minCommonItems);
    for (int a = start(block, table.labelers()); a < start(block + 1, table.labelers()); a++) {
      if (table.answersOf(a) >= minCommonItems) {
        row.run(a);
      }
    }
    return row.found;
  }

  /** One labeler against all who come after. */
  private final class Row {
    private final int minCommonItems;
    private final MeasuredPairs found = new MeasuredPairs();

    /** Common items by labeler, and then minus the place of the odds plus one. */
    private final int[] counts = new int[table.labelers()];

    private final int[] touched = new int[table.labelers()];
    private int[] ends = new int[0];
    private int[] next = new int[0];

    private final ItemBelief belief = new ItemBelief(tables);
    private CopyOdds[] odds = new CopyOdds[0];

    Row(int minCommonItems) {
      this.minCommonItems = minCommonItems;
    }

    void run(int a) {
      int others = count(a);
      int many = 0;
      for (int i = 0; i < others; i++) {
        int b = touched[i];
        if (counts[b] >= minCommonItems) {
          touched[many++] = b;
        } else {
          counts[b] = 0;
        }
      }
      if (many > 0) {
        Arrays.sort(touched, 0, many);
        measure(a, many);
      }
    }

    private int count(int a) {
      int size = look(a);
      int start = table.labelerStart(a);
      int others = 0;
      for (int i = 0; i < size; i++) {
        int b = next[i];
        for (int p = table.positionOf(start + i) + 1; p < ends[i]; ) {
          if (counts[b]++ == 0) {
            touched[others++] = b;
          }
          b = ++p < ends[i] ? table.labelerAt(p) : b;
        }
      }
      return others;
    }

    /**
     * Notes where the items of a labeler end and who comes next on each, in loops without a branch:
     * the walk after it would wait for memory at every item, and these wait for many at once.
     */
    private int look(int a) {
      int start = table.labelerStart(a);
      int size = table.labelerEnd(a) - start;
      if (ends.length < size) {
        ends = new int[2 * size];
        next = new int[2 * size];
      }
      for (int i = 0; i < size; i++) {
        ends[i] = table.itemEnd(table.itemOf(start + i));
      }
      for (int i = 0; i < size; i++) {
        next[i] = table.labelerAt(Math.min(table.positionOf(start + i) + 1, ends[i] - 1));
      }
      return size;
    }

    private void measure(int a, int many) {
      if (odds.length < many) {
        int before = odds.length;
        odds = Arrays.copyOf(odds, Math.max(many, 2 * before));
        for (int i = before; i < odds.length; i++) {
          odds[i] = new CopyOdds();
        }
      }
      int[] common = new int[many];
      for (int i = 0; i < many; i++) {
        odds[i].clear();
        common[i] = counts[touched[i]];
        counts[touched[i]] = -1 - i;
      }
      multiply(a);
      for (int i = 0; i < many; i++) {
        odds[i].disagree(common[i] - odds[i].same());
        found.add(a, touched[i], odds[i].logEValue());
        counts[touched[i]] = 0;
      }
    }

    private void multiply(int a) {
      for (int q = table.labelerStart(a); q < table.labelerEnd(a); q++) {
        int label = table.labelOf(q);
        int item = table.itemOf(q);
        int end = table.itemEnd(item);
        double ofA = 0;
        for (int p = table.positionOf(q) + 1; p < end; p++) {
          int b = table.labelerAt(p);
          if (counts[b] < 0 && table.labelAt(p) == label) {
            if (ofA == 0) {
              table.load(item, belief);
              belief.weigh(linked);
              ofA = 1 / belief.alone(a, label);
            }
            odds[-1 - counts[b]].agree(1 / belief.alone(b, label), ofA);
          }
        }
      }
    }
  }
}

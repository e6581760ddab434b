package io.assay.fraud.copying;

import java.util.Arrays;
import java.util.stream.IntStream;

/*
 * Common items are one row of the sparse product A A' at a time (Gustavson 1978): the row of labeler
 * a walks the answers of a, and on each item the labelers after a, and counts. No pair is stored to
 * be counted, so memory is a counter per labeler and thread. Only where a row meets pairs with enough
 * common items, which are few, it is walked again and their odds are multiplied.
 *
 * Without partners p_w(i) depends on one answer alone (see ItemBelief), so it is worked out once an
 * answer, before the rows.
 *
 * A pair belongs to one row and its items come in their order; rows are done in blocks cut by the
 * number of labelers alone, and put together in their order. So the bits do not depend on threads.
 *
 * Memory: 40 bytes an answer, 8 bytes times 64 blocks at most a labeler, 16 bytes a pair with enough
 * common items; time: the pairs of answers to one item.
 */
/** Measures all pairs of labelers that have enough items in common. */
final class FullPass {
  private static final int BLOCKS = 64;

  private final AnswerTable table;
  private final LabelerTables tables;
  private final double[] inverse;

  /** Prepares a pass that is good for pairs who are not linked to anybody. */
  FullPass(AnswerTable table, LabelerTables tables, Partners partners) {
    this.table = table;
    this.tables = tables;
    this.inverse = new double[table.size()];
    IntStream.range(0, BLOCKS)
        .parallel()
        .forEach(
            block ->
                invert(start(block, table.items), start(block + 1, table.items), partners));
  }

  private static int start(int block, int size) {
    return (int) ((long) size * block / BLOCKS);
  }

  /** 1 / p of the answers to some items. */
  private void invert(int from, int to, Partners partners) {
    ItemBelief belief = new ItemBelief(tables);
    for (int t = from; t < to; t++) {
      table.load(t, belief);
      belief.weigh(partners);
      int start = table.itemStarts[t];
      for (int i = 0; i < belief.size(); i++) {
        inverse[start + i] = 1 / belief.alone(belief.labeler(i), belief.label(i));
      }
    }
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
    for (int a = start(block, table.labelers); a < start(block + 1, table.labelers); a++) {
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
    private final int[] counts = new int[table.labelers];

    private final int[] touched = new int[table.labelers];
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
      int[] labelerAt = table.labelerAt;
      int others = 0;
      for (int q = table.labelerStarts[a]; q < table.labelerStarts[a + 1]; q++) {
        int end = table.endOf[q];
        for (int p = table.positionOf[q] + 1; p < end; p++) {
          int b = labelerAt[p];
          if (counts[b]++ == 0) {
            touched[others++] = b;
          }
        }
      }
      return others;
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
      for (int q = table.labelerStarts[a]; q < table.labelerStarts[a + 1]; q++) {
        int mine = table.positionOf[q];
        int label = table.labelAt[mine];
        int end = table.endOf[q];
        for (int p = mine + 1; p < end; p++) {
          int place = -1 - counts[table.labelerAt[p]];
          if (place >= 0 && table.labelAt[p] == label) {
            odds[place].agree(inverse[p], inverse[mine]);
          }
        }
      }
    }
  }
}

package io.assay.fraud.copying;

import java.util.Arrays;

/**
 * Answers that grow one by one, chained by item and by labeler: an answer is put down without
 * moving another.
 */
final class AnswerChains implements AnswerSource {
  private static final int NONE = -1;

  private int[] labelerOf = new int[64];
  private int[] labelOf = new int[64];
  private int[] itemOf = new int[64];
  private int[] nextOfItem = new int[64];
  private int[] nextOfLabeler = new int[64];
  private int size;

  private int[] firstOfItem = empty(0, 16);
  private int[] lastOfItem = empty(0, 16);
  private int[] firstOfLabeler = empty(0, 16);
  private int[] lastOfLabeler = empty(0, 16);

  /** By item: the answer of the labeler marked, plus one, 0 where there is none. */
  private int[] marked = new int[16];

  /** Starts with the answers of a table. */
  AnswerChains(AnswerTable table) {
    for (int t = 0; t < table.items(); t++) {
      for (int p = table.itemStart(t); p < table.itemEnd(t); p++) {
        put(t, table.labelerAt(p), table.labelAt(p));
      }
    }
  }

  private static int[] empty(int from, int length) {
    int[] all = new int[length];
    Arrays.fill(all, from, length, NONE);
    return all;
  }

  private static int[] longer(int[] array, int index) {
    if (index < array.length) {
      return array;
    }
    int[] longer = Arrays.copyOf(array, Math.max(index + 1, 2 * array.length));
    Arrays.fill(longer, array.length, longer.length, NONE);
    return longer;
  }

  /** Puts an answer down. */
  void put(int item, int labeler, int label) {
    if (size == labelOf.length) {
      widen();
    }
    labelerOf[size] = labeler;
    labelOf[size] = label;
    itemOf[size] = item;
    nextOfItem[size] = NONE;
    nextOfLabeler[size] = NONE;
    firstOfItem = longer(firstOfItem, item);
    lastOfItem = longer(lastOfItem, item);
    link(item, firstOfItem, lastOfItem, nextOfItem);
    firstOfLabeler = longer(firstOfLabeler, labeler);
    lastOfLabeler = longer(lastOfLabeler, labeler);
    link(labeler, firstOfLabeler, lastOfLabeler, nextOfLabeler);
    size++;
  }

  private void link(int chain, int[] first, int[] last, int[] next) {
    if (last[chain] == NONE) {
      first[chain] = size;
    } else {
      next[last[chain]] = size;
    }
    last[chain] = size;
  }

  private void widen() {
    int length = 2 * size;
    labelerOf = Arrays.copyOf(labelerOf, length);
    labelOf = Arrays.copyOf(labelOf, length);
    itemOf = Arrays.copyOf(itemOf, length);
    nextOfItem = Arrays.copyOf(nextOfItem, length);
    nextOfLabeler = Arrays.copyOf(nextOfLabeler, length);
  }

  /** Whether a labeler answered an item. */
  boolean has(int item, int labeler) {
    if (item < firstOfItem.length) {
      for (int p = firstOfItem[item]; p != NONE; p = nextOfItem[p]) {
        if (labelerOf[p] == labeler) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void load(int item, ItemBelief into) {
    into.clear();
    for (int p = firstOfItem[item]; p != NONE; p = nextOfItem[p]) {
      into.put(labelerOf[p], labelOf[p]);
    }
  }

  @Override
  public void common(int a, int b, CommonAnswers visitor) {
    if (marked.length < firstOfItem.length) {
      marked = Arrays.copyOf(marked, firstOfItem.length);
    }
    for (int p = firstOfLabeler[b]; p != NONE; p = nextOfLabeler[p]) {
      marked[itemOf[p]] = p + 1;
    }
    for (int p = firstOfLabeler[a]; p != NONE; p = nextOfLabeler[p]) {
      int other = marked[itemOf[p]] - 1;
      if (other >= 0) {
        visitor.answered(itemOf[p], labelOf[p], labelOf[other]);
      }
    }
    for (int p = firstOfLabeler[b]; p != NONE; p = nextOfLabeler[p]) {
      marked[itemOf[p]] = 0;
    }
  }
}

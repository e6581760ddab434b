package io.assay.fraud.copying;

import io.assay.consensus.classification.Answers;
import java.util.Arrays;

/**
 * Answers by item and by labeler in compressed sparse rows, numbered in the order of names.
 *
 * <p>Positions run over items, labelers ascending within one; for each answer of a labeler it is
 * known where it is there and where its item ends, so that those who come after the labeler on an
 * item are one piece of an array.
 */
final class AnswerTable implements AnswerSource {
  final int labelers;
  final int items;
  final int[] itemStarts;
  final int[] labelerAt;
  final int[] labelAt;
  final int[] labelerStarts;

  /** By labeler: the item, the position of the answer, and the end of the item's positions. */
  final int[] itemOf;

  final int[] positionOf;
  final int[] endOf;

  /** Leaves out answers whose class the fit does not know, and counts the others. */
  AnswerTable(Answers answers, LabelerTables tables) {
    labelers = answers.labelers();
    items = answers.tasks();
    for (int j = 0; j < labelers; j++) {
      tables.add(answers.labeler(j));
    }
    int[] classOf = new int[answers.labels()];
    Arrays.setAll(classOf, k -> tables.classOf(answers.label(k)));
    itemStarts = new int[items + 1];
    labelerStarts = new int[labelers + 1];
    int[] labelersFound = new int[answers.size()];
    int[] labelsFound = new int[answers.size()];
    int size = 0;
    for (int t = 0; t < items; t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int label = classOf[answers.labelAt(p)];
        if (label >= 0) {
          int labeler = answers.labelerAt(p);
          labelersFound[size] = labeler;
          labelsFound[size++] = label;
          labelerStarts[labeler + 1]++;
          tables.count(labeler, label);
        }
      }
      itemStarts[t + 1] = size;
    }
    boolean all = size == labelersFound.length;
    labelerAt = all ? labelersFound : Arrays.copyOf(labelersFound, size);
    labelAt = all ? labelsFound : Arrays.copyOf(labelsFound, size);
    itemOf = new int[size];
    positionOf = new int[size];
    endOf = new int[size];
    byLabeler();
  }

  private void byLabeler() {
    for (int j = 0; j < labelers; j++) {
      labelerStarts[j + 1] += labelerStarts[j];
    }
    int[] next = labelerStarts.clone();
    for (int t = 0; t < items; t++) {
      for (int p = itemStarts[t]; p < itemStarts[t + 1]; p++) {
        int q = next[labelerAt[p]]++;
        itemOf[q] = t;
        positionOf[q] = p;
        endOf[q] = itemStarts[t + 1];
      }
    }
  }

  int size() {
    return labelAt.length;
  }

  /** How many answers a labeler gave. */
  int answersOf(int labeler) {
    return labelerStarts[labeler + 1] - labelerStarts[labeler];
  }

  @Override
  public void load(int item, ItemBelief into) {
    into.clear();
    for (int p = itemStarts[item]; p < itemStarts[item + 1]; p++) {
      into.put(labelerAt[p], labelAt[p]);
    }
  }

  @Override
  public void common(int a, int b, CommonAnswers visitor) {
    int p = labelerStarts[a];
    int q = labelerStarts[b];
    while (p < labelerStarts[a + 1] && q < labelerStarts[b + 1]) {
      if (itemOf[p] == itemOf[q]) {
        visitor.answered(itemOf[p], labelAt[positionOf[p]], labelAt[positionOf[q]]);
        p++;
        q++;
      } else if (itemOf[p] < itemOf[q]) {
        p++;
      } else {
        q++;
      }
    }
  }
}

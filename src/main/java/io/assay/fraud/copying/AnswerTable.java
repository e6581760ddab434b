package io.assay.fraud.copying;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;

/**
 * Answers by item and by labeler, numbered in the order of names, their labels by the numbers of
 * the classes of a fit.
 *
 * <p>Positions run over items, labelers ascending within one, so that those who come after a
 * labeler on an item are one piece of it.
 */
final class AnswerTable implements AnswerSource {
  private final Answers answers;
  private final int[] classOf;

  /** Leaves out answers whose class the fit does not know; the tables get to know the others. */
  AnswerTable(Answers all, LabelerTables tables) {
    int[] classes = classes(all, tables);
    boolean known = Arrays.stream(classes).noneMatch(k -> k < 0);
    answers = known ? all : known(all, classes);
    classOf = known ? classes : classes(answers, tables);
    tables.addAll(answers.labelers(), answers::labeler);
    for (int j = 0; j < answers.labelers(); j++) {
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        tables.count(j, classOf[answers.labelOf(q)]);
      }
    }
  }

  private static int[] classes(Answers answers, LabelerTables tables) {
    int[] classes = new int[answers.labels()];
    Arrays.setAll(classes, k -> tables.classOf(answers.label(k)));
    return classes;
  }

  private static Answers known(Answers all, int[] classes) {
    Answers.Builder known = Answers.builder();
    for (int t = 0; t < all.tasks(); t++) {
      for (int p = all.taskStart(t); p < all.taskEnd(t); p++) {
        if (classes[all.labelAt(p)] >= 0) {
          known.add(all.task(t), all.labeler(all.labelerAt(p)), all.label(all.labelAt(p)));
        }
      }
    }
    return known.build();
  }

  int labelers() {
    return answers.labelers();
  }

  String labeler(int j) {
    return answers.labeler(j);
  }

  /** The number of a labeler, or -1 when this labeler gave no answer. */
  int find(String labeler) {
    return answers.labelerIndex(labeler);
  }

  int items() {
    return answers.tasks();
  }

  String item(int t) {
    return answers.task(t);
  }

  int itemStart(int t) {
    return answers.taskStart(t);
  }

  int itemEnd(int t) {
    return answers.taskEnd(t);
  }

  int labelerAt(int position) {
    return answers.labelerAt(position);
  }

  int labelAt(int position) {
    return classOf[answers.labelAt(position)];
  }

  /** Where the answers of a labeler start, in the order of their items. */
  int labelerStart(int j) {
    return answers.labelerStart(j);
  }

  int labelerEnd(int j) {
    return answers.labelerEnd(j);
  }

  /** The item of an answer of a labeler. */
  int itemOf(int place) {
    return answers.taskOf(place);
  }

  int labelOf(int place) {
    return classOf[answers.labelOf(place)];
  }

  /** The position of an answer of a labeler. */
  int positionOf(int place) {
    return answers.positionOf(place);
  }

  /** How many answers a labeler gave. */
  int answersOf(int labeler) {
    return labelerEnd(labeler) - labelerStart(labeler);
  }

  @Override
  public void load(int item, ItemBelief into) {
    into.clear();
    for (int p = itemStart(item); p < itemEnd(item); p++) {
      into.put(labelerAt(p), labelAt(p));
    }
  }

  @Override
  public void common(int a, int b, CommonAnswers visitor) {
    int p = labelerStart(a);
    int q = labelerStart(b);
    while (p < labelerEnd(a) && q < labelerEnd(b)) {
      int item = itemOf(p);
      int other = itemOf(q);
      if (item == other) {
        visitor.answered(item, labelOf(p), labelOf(q));
      }
      p += item <= other ? 1 : 0;
      q += other <= item ? 1 : 0;
    }
  }
}

package io.assay.fraud.copying;

import java.util.Arrays;

/*
 * T(k) = π(k) Π_w C_w(x_w|k) over all answers loaded. Leaving an answer out is a division:
 * T(k) / C_b(x_b|k) is what all others say, so that
 *
 *   P(x_b | all others) = Σ_k T(k) / Σ_k T(k) / C_b(x_b|k)
 *
 * costs K divisions and depends on one answer, not on a pair. T is brought up by a power of two where
 * it gets small; a class whose T vanishes beside the largest one has nothing to say.
 */
/**
 * What the answers to one item say of it, and how likely each of them was. One thread's scratch.
 */
final class ItemBelief {
  private static final double SMALL = 0x1p-400;
  private static final double LIFT = 0x1p400;

  /** Usual answers counted with those given, where it is asked how usual an answer is. */
  private static final double USUAL_ANSWERS = 2;

  private static final int NOBODY = -1;

  private final LabelerTables tables;
  private final double[] product;
  private final int[] counts;
  private int[] labelers = new int[16];
  private int[] labels = new int[16];
  private int size;
  private int counted;

  ItemBelief(LabelerTables tables) {
    this.tables = tables;
    this.product = new double[tables.classes()];
    this.counts = new int[tables.classes()];
  }

  void clear() {
    size = 0;
  }

  void put(int labeler, int label) {
    if (size == labelers.length) {
      labelers = Arrays.copyOf(labelers, 2 * size);
      labels = Arrays.copyOf(labels, 2 * size);
    }
    labelers[size] = labeler;
    labels[size++] = label;
  }

  int size() {
    return size;
  }

  int labeler(int i) {
    return labelers[i];
  }

  int label(int i) {
    return labels[i];
  }

  /** Weighs the answers loaded for a pair who are not linked to anybody. */
  void weigh(Partners partners) {
    weigh(partners, NOBODY, NOBODY);
  }

  /** Weighs the answers loaded for a pair: its own, and those of its witnesses. */
  void weigh(Partners partners, int a, int b) {
    start();
    for (int i = 0; i < size; i++) {
      if (partners.isWitness(labelers[i], a, b)) {
        take(labelers[i], labels[i]);
      }
    }
  }

  /** Weighs the answers loaded without those of some labelers. */
  void weighWithout(boolean[] labelersLeftOut) {
    start();
    for (int i = 0; i < size; i++) {
      if (!labelersLeftOut[labelers[i]]) {
        take(labelers[i], labels[i]);
      }
    }
  }

  /** f(l): the share of an answer among those weighed, usual ones counted in; sums to 1. */
  double share(int label) {
    return (counts[label] + USUAL_ANSWERS * tables.share(label)) / (counted + USUAL_ANSWERS);
  }

  /**
   * p_w of one more answer given those weighed, at its largest; it is weighed then too.
   *
   * @param usual the share of the answer
   */
  double next(int labeler, int label, double usual) {
    double before = Arrays.stream(product).sum();
    double with = 0;
    for (int k = 0; k < product.length; k++) {
      with += product[k] * tables.given(labeler, label, k);
    }
    take(labeler, label);
    return Math.max(with / before, Math.max(usual, tables.habit(labeler, label)));
  }

  private void start() {
    for (int k = 0; k < product.length; k++) {
      product[k] = tables.share(k);
    }
    Arrays.fill(counts, 0);
    counted = 0;
  }

  private void take(int labeler, int label) {
    double max = 0;
    for (int k = 0; k < product.length; k++) {
      product[k] *= tables.given(labeler, label, k);
      max = Math.max(max, product[k]);
    }
    if (max < SMALL) {
      for (int k = 0; k < product.length; k++) {
        product[k] *= LIFT;
      }
    }
    counts[label]++;
    counted++;
  }

  /**
   * p_w of an answer that was weighed and that one other gave too: its chance from a labeler who
   * works alone, at its largest.
   */
  double alone(int labeler, int label) {
    double all = 0;
    double others = 0;
    for (int k = 0; k < product.length; k++) {
      all += product[k];
      others += product[k] / tables.given(labeler, label, k);
    }
    double bySkill = all / others;
    double byItem =
        (Math.max(0, counts[label] - 2) + USUAL_ANSWERS * tables.share(label))
            / (Math.max(0, counted - 2) + USUAL_ANSWERS);
    return Math.max(
        LabelerTables.MIN_PROBABILITY,
        Math.max(bySkill, Math.max(byItem, tables.habit(labeler, label))));
  }

  /** What the answers weighed say of each class together. */
  void posterior(double[] into) {
    double sum = 0;
    for (double one : product) {
      sum += one;
    }
    for (int k = 0; k < product.length; k++) {
      into[k] = product[k] / sum;
    }
  }

  /** Σ_k q(k) agreement(k), where q leaves two answers that were weighed out. */
  double expected(double[] agreement, int a, int labelOfA, int b, int labelOfB) {
    double sum = 0;
    double agreeing = 0;
    for (int k = 0; k < product.length; k++) {
      double belief = product[k] / tables.given(a, labelOfA, k) / tables.given(b, labelOfB, k);
      sum += belief;
      agreeing += belief * agreement[k];
    }
    return agreeing / sum;
  }
}

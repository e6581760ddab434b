package io.assay.fraud.copying;

/*
 * A farm that was answered for true in the fit made the honest look worse than they are, and then two
 * of them who are right against it agree against all odds. So once a farm is known, a few steps of EM
 * over the witnesses' answers (Dawid, Skene 1979) start from the fit: beliefs from witnesses alone, and
 * every labeler's table against these beliefs, drawn to that of all witnesses by four answers a class.
 */
/** Learns the tables of labelers anew from those who are not linked to anybody. */
final class Relearning {
  private static final int ITERATIONS = 8;
  private static final double STRENGTH = 4;

  private final AnswerTable table;
  private final LabelerTables tables;
  private final Partners linked;
  private final int classes;

  Relearning(AnswerTable table, LabelerTables tables, Partners linked) {
    this.table = table;
    this.tables = tables;
    this.linked = linked;
    this.classes = tables.classes();
  }

  void run() {
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] beliefs = beliefs();
      double[][] counts = new double[table.labelers()][];
      double[] pooled = new double[classes * classes];
      for (int j = 0; j < table.labelers(); j++) {
        counts[j] = count(j, beliefs);
        for (int cell = 0; cell < pooled.length && !linked.isLinked(j); cell++) {
          pooled[cell] += counts[j][cell];
        }
      }
      normalise(pooled, new double[pooled.length], 0);
      for (int j = 0; j < table.labelers(); j++) {
        normalise(counts[j], pooled, STRENGTH);
        tables.set(j, tables.isOneCoin(j) ? oneCoin(counts[j]) : counts[j]);
      }
    }
  }

  /** Of each item, [item * K + class]. */
  private double[] beliefs() {
    double[] beliefs = new double[table.items() * classes];
    double[] one = new double[classes];
    ItemBelief belief = new ItemBelief(tables);
    for (int t = 0; t < table.items(); t++) {
      table.load(t, belief);
      belief.weigh(linked);
      belief.posterior(one);
      System.arraycopy(one, 0, beliefs, t * classes, classes);
    }
    return beliefs;
  }

  /** How often the labeler gave an answer where a class is true, [label * K + class]. */
  private double[] count(int labeler, double[] beliefs) {
    double[] counts = new double[classes * classes];
    for (int q = table.labelerStart(labeler); q < table.labelerEnd(labeler); q++) {
      int row = table.labelOf(q) * classes;
      for (int k = 0; k < classes; k++) {
        counts[row + k] += beliefs[table.itemOf(q) * classes + k];
      }
    }
    return counts;
  }

  private void normalise(double[] counts, double[] pooled, double strength) {
    for (int k = 0; k < classes; k++) {
      double total = strength;
      for (int x = 0; x < classes; x++) {
        total += counts[x * classes + k];
      }
      for (int x = 0; x < classes; x++) {
        int cell = x * classes + k;
        counts[cell] = total > 0 ? (counts[cell] + strength * pooled[cell]) / total : 1.0 / classes;
      }
    }
  }

  private double[] oneCoin(double[] matrix) {
    double[] right = new double[1];
    for (int k = 0; k < classes; k++) {
      right[0] += tables.share(k) * matrix[k * classes + k];
    }
    return right;
  }
}

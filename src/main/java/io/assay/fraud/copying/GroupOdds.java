package io.assay.fraud.copying;

import java.util.Arrays;

/** ln E_G of groups over one table of answers. For one thread. */
final class GroupOdds {
  private static final double[] COPY_RATES = {0.3, 0.5, 0.7, 0.9};

  private final AnswerTable table;
  private final ItemBelief belief;
  private final int classes;

  private final boolean[] member;

  private final int[] answered;
  private int items;

  GroupOdds(AnswerTable table, LabelerTables tables) {
    this.table = table;
    this.belief = new ItemBelief(tables);
    this.classes = tables.classes();
    this.member = new boolean[table.labelers()];
    this.answered = new int[table.items()];
  }

  /** Items at least two members of the group measured last answered. */
  int items() {
    return items;
  }

  /** ln E_G of labelers in ascending order. */
  double measure(int[] group) {
    Arrays.fill(answered, 0);
    for (int w : group) {
      member[w] = true;
      for (int q = table.labelerStart(w); q < table.labelerEnd(w); q++) {
        answered[table.itemOf(q)]++;
      }
    }
    double[] logs = new double[COPY_RATES.length];
    items = 0;
    for (int t = 0; t < answered.length; t++) {
      if (answered[t] >= 2) {
        items++;
        add(t, logs);
      }
    }
    for (int w : group) {
      member[w] = false;
    }
    return CopyOdds.logMean(logs, 0, logs.length);
  }

  /** Adds ln LR_i(c) for each c. */
  private void add(int item, double[] logs) {
    table.load(item, belief);
    belief.weighWithout(member);
    double[] usual = new double[classes];
    for (int l = 0; l < classes; l++) {
      usual[l] = belief.share(l);
    }
    double[][] odds = new double[COPY_RATES.length][];
    Arrays.setAll(odds, c -> usual.clone());
    for (int i = 0; i < belief.size(); i++) {
      int labeler = belief.labeler(i);
      if (member[labeler]) {
        int label = belief.label(i);
        double inverse = 1 / belief.next(labeler, label, usual[label]);
        for (int c = 0; c < odds.length; c++) {
          multiply(odds[c], COPY_RATES[c], label, inverse);
        }
      }
    }
    for (int c = 0; c < odds.length; c++) {
      logs[c] += StrictMath.log(Arrays.stream(odds[c]).sum());
    }
  }

  private static void multiply(double[] odds, double rate, int label, double inverse) {
    for (int l = 0; l < odds.length; l++) {
      odds[l] *= 1 - rate + (l == label ? rate * inverse : 0);
    }
  }
}

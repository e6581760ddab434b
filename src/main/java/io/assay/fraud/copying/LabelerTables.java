package io.assay.fraud.copying;

import io.assay.consensus.classification.Confusions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What is known of labelers by number: C_w(x|k), the chance of answer x where k is true, and how
 * often each gives which answer at all.
 */
final class LabelerTables {
  /** No answer is held for less likely than this, whatever the fit says. */
  static final double MIN_PROBABILITY = 1e-6;

  private final Confusions confusions;
  private final List<String> classes;
  private final double[] share;
  private double[][] tables = new double[16][];
  private int[][] usage = new int[16][];
  private int[] answers = new int[16];
  private int size;

  LabelerTables(Confusions confusions) {
    this.confusions = confusions;
    this.classes = confusions.labels();
    this.share = confusions.share();
    for (int k = 0; k < share.length; k++) {
      share[k] = Math.max(MIN_PROBABILITY, share[k]);
    }
  }

  /** Takes in the first labelers, numbered from 0. */
  void addAll(int count, IntFunction<String> names) {
    tables = new double[count + 16][];
    usage = new int[count + 16][];
    answers = new int[count + 16];
    size = count;
    IntStream.range(0, count)
        .parallel()
        .forEach(
            j -> {
              tables[j] = confusions.table(names.apply(j));
              usage[j] = new int[classes.size()];
            });
  }

  /** Takes in the labeler with the next number. */
  void add(String labeler) {
    if (size == answers.length) {
      tables = Arrays.copyOf(tables, 2 * size);
      usage = Arrays.copyOf(usage, 2 * size);
      answers = Arrays.copyOf(answers, 2 * size);
    }
    tables[size] = confusions.table(labeler);
    usage[size++] = new int[classes.size()];
  }

  /** Counts an answer of a labeler. */
  void count(int labeler, int label) {
    usage[labeler][label]++;
    answers[labeler]++;
  }

  /** The number of a class, or -1 where the fit does not know it. */
  int classOf(String label) {
    return Math.max(-1, Collections.binarySearch(classes, label));
  }

  int classes() {
    return share.length;
  }

  /** π(k). */
  double share(int k) {
    return share[k];
  }

  /** C_w(x|k). */
  double given(int labeler, int label, int truth) {
    double[] table = tables[labeler];
    int size = share.length;
    double p =
        table.length == size * size
            ? table[label * size + truth]
            : label == truth ? table[0] : (1 - table[0]) / Math.max(1, size - 1);
    return Math.max(MIN_PROBABILITY, p);
  }

  /** Puts another table in the place of a labeler's, of the form the fit gave. */
  void set(int labeler, double[] table) {
    tables[labeler] = table;
  }

  /** Whether the labeler has one accuracy for all classes instead of a table. */
  boolean isOneCoin(int labeler) {
    return tables[labeler].length == 1;
  }

  /** m_w(x): how often the labeler gives this answer at all, one usual answer counted with. */
  double habit(int labeler, int label) {
    return (usage[labeler][label] + share[label]) / (answers[labeler] + 1);
  }
}

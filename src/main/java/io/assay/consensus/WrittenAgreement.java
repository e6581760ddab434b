package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * Labels that are no classes have no confusion matrix, but updates of single items and the measure of
 * copying ask how often a labeler writes down exactly what most others do. One accuracy a labeler says
 * it: the share of the answers equal to the commonest of the item, two answers drawn to that of all.
 * Pairs of labels are looked at one by one there, and all of them are stored with every fit, hence the
 * limits: the commonest labels are kept.
 */
/** How often labelers write the commonest answer, where answers are not classes. */
final class WrittenAgreement {
  private static final int MAX_LABELS = 200;
  private static final int MAX_CHARACTERS = 20_000;
  private static final double STRENGTH = 2;

  private WrittenAgreement() {}

  static Confusions of(FitInput input) {
    Answers answers = input.answers();
    double[] right = new double[answers.labelers()];
    double[] checked = new double[right.length];
    double allRight = 1;
    double allChecked = 2;
    for (int t = 0; t < answers.tasks(); t++) {
      String known = input.gold().get(answers.task(t));
      if (known == null && answers.taskEnd(t) - answers.taskStart(t) < 2) {
        continue;
      }
      int commonest = known == null ? commonest(answers, t) : answers.labelIndex(known);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int agrees = answers.labelAt(p) == commonest ? 1 : 0;
        right[answers.labelerAt(p)] += agrees;
        checked[answers.labelerAt(p)]++;
        allRight += agrees;
        allChecked++;
      }
    }
    double usual = allRight / allChecked;
    Map<String, double[]> tables = new TreeMap<>();
    for (int j = 0; j < right.length; j++) {
      double accuracy = (right[j] + STRENGTH * usual) / (checked[j] + STRENGTH);
      tables.put(answers.labeler(j), new double[] {accuracy});
    }
    return known(answers, usual, tables);
  }

  private static Confusions known(Answers answers, double usual, Map<String, double[]> tables) {
    int[] counts = new int[answers.labels()];
    for (int p = 0; p < answers.size(); p++) {
      counts[answers.labelAt(p)]++;
    }
    List<Integer> kept = commonest(answers, counts);
    double total = 0;
    for (int k : kept) {
      total += counts[k];
    }
    double[] share = new double[kept.size()];
    for (int n = 0; n < share.length; n++) {
      share[n] = counts[kept.get(n)] / total;
    }
    List<String> labels = kept.stream().map(answers::label).toList();
    return Confusions.of(labels, share, new double[] {usual}, tables, 1);
  }

  /** The labels given most, ascending, as far as the limits go. */
  private static List<Integer> commonest(Answers answers, int[] counts) {
    List<Integer> all = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      all.add(k);
    }
    all.sort(Comparator.comparing((Integer k) -> -counts[k]).thenComparing(k -> k));
    List<Integer> kept = new ArrayList<>();
    int characters = 0;
    for (int k : all) {
      int length = answers.label(k).length();
      if (kept.size() < MAX_LABELS && characters + length <= MAX_CHARACTERS) {
        kept.add(k);
        characters += length;
      }
    }
    Collections.sort(kept);
    return kept;
  }

  /** The number of the label given most; the first of those given equally often. */
  private static int commonest(Answers answers, int t) {
    Map<Integer, Integer> counts = new HashMap<>();
    int best = answers.labelAt(answers.taskStart(t));
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      counts.merge(answers.labelAt(p), 1, Integer::sum);
    }
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      int label = answers.labelAt(p);
      int lead = counts.getOrDefault(label, 0) - counts.getOrDefault(best, 0);
      if (lead > 0 || (lead == 0 && label < best)) {
        best = label;
      }
    }
    return best;
  }
}

package io.assay.fraud.copying;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * A new answer to an item with n others costs n look-ups and, for those pairs that have enough common
 * items, the weighing of the item: n K once, and n K again for each pair that has partners. The pair
 * that reaches enough common items with this answer is measured over all of them once.
 *
 * Of a labeler who had given few answers when the tables were learned nothing is known: that labeler's
 * pairs wait for the next full pass.
 *
 * What is said of older answers is not measured again when an item gets one more: the running logs
 * take each answer by what was known when it came, which is what keeps them e-processes.
 */
/** The pairs of a crowd that grows answer by answer. Not for several threads at once. */
final class RunningPairs {
  private final AnswerTable table;
  private final LabelerTables tables;
  private final Partners partners;
  private final int minCommonItems;
  private final AnswerChains chains;
  private final PairTable pairs = new PairTable();
  private final PairMeasure measure;
  private final ItemBelief belief;
  private final Map<String, Integer> itemNumbers = new HashMap<>();
  private final Map<String, Integer> labelerNumbers = new HashMap<>();
  private final List<String> labelers = new ArrayList<>();

  RunningPairs(AnswerTable table, LabelerTables tables, Partners partners, int minCommonItems) {
    this.table = table;
    this.tables = tables;
    this.partners = partners;
    this.minCommonItems = minCommonItems;
    this.chains = new AnswerChains(table);
    this.measure = new PairMeasure(tables, chains);
    this.belief = new ItemBelief(tables);
    for (int j = 0; j < table.labelers(); j++) {
      labelers.add(table.labeler(j));
      labelerNumbers.put(table.labeler(j), j);
    }
    for (int t = 0; t < table.items(); t++) {
      itemNumbers.put(table.item(t), t);
      for (int p = table.itemStart(t); p < table.itemEnd(t); p++) {
        for (int q = p + 1; q < table.itemEnd(t); q++) {
          count(table.labelerAt(p), table.labelerAt(q));
        }
      }
    }
  }

  List<String> labelers() {
    return labelers;
  }

  MeasuredPairs measured() {
    return pairs.measured();
  }

  PairMeasure measure() {
    return measure;
  }

  /** Takes an answer and measures it against those to the same item that came before. */
  void add(String task, String name, String labelName) {
    int label = tables.classOf(labelName);
    if (label < 0) {
      return;
    }
    int item = itemNumbers.computeIfAbsent(task, none -> itemNumbers.size());
    int labeler = labelerNumbers.computeIfAbsent(name, this::newLabeler);
    if (chains.has(item, labeler)) {
      return;
    }
    chains.put(item, labeler, label);
    tables.count(labeler, label);
    chains.load(item, belief);
    boolean weighed = false;
    int others = belief.size() - 1;
    for (int i = 0; i < others; i++) {
      int other = belief.labeler(i);
      int place = count(labeler, other);
      if (place >= 0) {
        boolean linked = partners.concern(labeler, other);
        boolean same = belief.label(i) == label;
        if (same && linked) {
          belief.weigh(partners, labeler, other);
          weighed = false;
        } else if (same && !weighed) {
          belief.weigh(partners);
          weighed = true;
        }
        observe(place, labeler, other, label, same);
      }
    }
  }

  private void observe(int place, int labeler, int other, int label, boolean same) {
    double mine = same ? 1 / belief.alone(labeler, label) : 1;
    double theirs = same ? 1 / belief.alone(other, label) : 1;
    boolean first = labeler < other;
    pairs.observe(place, same, first ? theirs : mine, first ? mine : theirs);
  }

  /** Counts a common item; the place of the logs of a pair that had them before, else below 0. */
  private int count(int a, int b) {
    if (!isLearned(a) || !isLearned(b)) {
      return -1;
    }
    int place = pairs.count(a, b);
    if (place == -minCommonItems) {
      int first = Math.min(a, b);
      int second = Math.max(a, b);
      pairs.start(first, second, measure.measure(first, second, partners));
    }
    return place;
  }

  private boolean isLearned(int labeler) {
    return labeler < table.labelers() && table.answersOf(labeler) >= minCommonItems;
  }

  private int newLabeler(String name) {
    labelers.add(name);
    tables.add(name);
    return labelers.size() - 1;
  }
}

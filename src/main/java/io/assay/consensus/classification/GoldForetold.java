package io.assay.consensus.classification;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An item whose label is known, foretold as if it were not: from its answers alone, with what its
 * label taught of those who answered taken out.
 *
 * @param task its name
 * @param known the known label
 * @param label the label that would be reported
 * @param confidence its probability
 * @param posterior the probability of every class
 */
public record GoldForetold(
    String task,
    String known,
    String label,
    double confidence,
    SortedMap<String, Double> posterior) {

  /**
   * What would be reported of the known items.
   *
   * @param foretold probabilities of the known tasks, [task * K + class]
   */
  static List<GoldForetold> all(Votes votes, double[] foretold, double exponent) {
    List<GoldForetold> all = new ArrayList<>();
    double[] row = new double[votes.classes];
    for (int t = 0; t < votes.tasks; t++) {
      if (votes.known(t) >= 0) {
        Calibrator.raise(foretold, t, exponent, row);
        TreeMap<String, Double> posterior = new TreeMap<>();
        for (int k = 0; k < row.length; k++) {
          row[k] = Consensus.quantise(row[k]);
          posterior.put(votes.answers.label(k), row[k]);
        }
        int best = Consensus.best(row, 0, votes.share);
        all.add(
            new GoldForetold(
                votes.answers.task(t),
                votes.answers.label(votes.known(t)),
                votes.answers.label(best),
                row[best],
                posterior));
      }
    }
    return List.copyOf(all);
  }
}

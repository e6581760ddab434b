package io.assay.simulation.attacks;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.blocs.Disputes;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Consensus;
import io.assay.fraud.CopyScan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What becomes of a crowd's labels, and of its accounts' risks, under attack. */
record RedTeamTrial(Answers answers, Map<String, String> truth, Set<String> planted) {
  /** At most so many expert answers are bought in a run. */
  static final int MOST_QUESTIONS = 10;

  /**
   * Accuracy over the tasks with known truth.
   *
   * @param questions how many expert answers were given
   */
  record Labels(double accuracy, int questions) {}

  /**
   * Risks over accounts.
   *
   * @param averagePrecision of the risks over planted accounts; 0 where none is planted
   * @param heldPlanted share of the planted accounts in clusters
   * @param heldHonest share of the other accounts in clusters
   */
  record Risks(double averagePrecision, double heldPlanted, double heldHonest) {}

  static RedTeamTrial of(AttackedCrowd crowd, Map<String, String> truth) {
    return new RedTeamTrial(crowd.answers(), truth, crowd.planted());
  }

  /** Labels with what is known, and nobody to ask. */
  Labels aggregate(Aggregator method, Map<String, String> gold) {
    return new Labels(accuracy(method.aggregate(answers, gold)), 0);
  }

  /**
   * Labels after experts have answered the questions in dispute.
   *
   * @param rounds how often questions may be asked; what was answered before is known then
   */
  Labels aggregateAsking(Aggregator method, Map<String, String> gold, int rounds) {
    Map<String, String> known = known(gold, rounds);
    return new Labels(accuracy(method.aggregate(answers, known)), known.size() - gold.size());
  }

  private Map<String, String> known(Map<String, String> gold, int rounds) {
    TreeMap<String, String> known = new TreeMap<>(gold);
    for (int round = 0; round < rounds; round++) {
      List<String> questions = Disputes.questions(answers, known);
      int before = known.size();
      for (String task : questions) {
        String label = truth.get(task);
        if (label != null && known.size() - gold.size() < MOST_QUESTIONS) {
          known.putIfAbsent(task, label);
        }
      }
      if (known.size() == before) {
        break;
      }
    }
    return known;
  }

  private double accuracy(Consensus consensus) {
    int right = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      right += consensus.label(t).equals(truth.get(answers.task(t))) ? 1 : 0;
    }
    return right / (double) truth.size();
  }

  /** Risks of copying, and who is in a cluster. */
  Risks scan(Map<String, String> gold) {
    CopyScan scan = CopyScan.of(answers, gold);
    Set<String> held =
        new HashSet<>(scan.clusters().stream().flatMap(List::stream).collect(Collectors.toSet()));
    int all = held.size();
    held.retainAll(planted);
    int honest = answers.labelers() - planted.size();
    return new Risks(
        averagePrecision(scan.risks(), planted),
        planted.isEmpty() ? 0 : held.size() / (double) planted.size(),
        (all - held.size()) / (double) honest);
  }

  /**
   * Average precision: the sum over ranks of precision times the recall gained there; accounts of
   * equal risk share a rank.
   */
  static double averagePrecision(SortedMap<String, Double> risks, Set<String> planted) {
    TreeMap<Double, int[]> ranks = new TreeMap<>((a, b) -> Double.compare(b, a));
    risks.forEach(
        (name, risk) -> {
          int[] counts = ranks.computeIfAbsent(risk, none -> new int[2]);
          counts[0]++;
          counts[1] += planted.contains(name) ? 1 : 0;
        });
    double sum = 0;
    int seen = 0;
    int found = 0;
    for (int[] counts : ranks.values()) {
      seen += counts[0];
      found += counts[1];
      sum += found / (double) seen * counts[1];
    }
    return planted.isEmpty() ? 0 : sum / planted.size();
  }
}

package io.assay.fraud;

import io.assay.consensus.classification.Confusions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * The copy e-value of two labelers a and b, over the items i both answered:
 *
 *   p_b(i)  = max( sum_k q_i(k) C_b[x_bi|k],  f_i(x_bi),  m_b(x_bi) )
 *   LR_b(c) = product_i [ (1 - c) + c 1{x_ai = x_bi} / p_b(i) ]
 *   E_ab    = mean of LR over c in {.25, .5, .75, .95} and both directions
 *
 * C_b is b's confusion matrix, q_i the belief about the item's label, f_i the share of the answer
 * among others, m_b how often b gives it at all. q_i and f_i leave a and b out. Under independent
 * work E has mean at most 1, because p is a maximum, so P(E >= 1/alpha) <= alpha.
 *
 * Why the maximum: constant clickers agree by m_b, unclear items by f_i; the confusion matrix alone
 * would hold both for copying.
 *
 * If the other accounts of a farm helped to define what is true and what is usual, copying would look
 * like being right together, and its evidence would fade. So a pair is measured without the answers of
 * the pair's partners: those whom a first measure links to either of them over the threshold. Then
 * partners are found anew and the pair is measured once more. A weaker link must not do: whoever agrees
 * by chance would be taken out of the very witnesses who show that the answer is a usual one.
 *
 * Order matters for bits: answers are kept sorted by labeler, sums run in that order.
 */
/**
 * Measures, for every pair of labelers of a dataset, the evidence that one copies the other or both
 * copy a third: by submission, and anew over all answers. Not for several threads at once.
 */
final class CopyDetector {
  /** Below so many common items nothing is said. */
  static final int MIN_COMMON_ITEMS = 10;

  /** Chance of ever suspecting anybody of a crowd that works alone. */
  static final double ALPHA = 0.01;

  private static final double[] COPY_RATES = {0.25, 0.5, 0.75, 0.95};
  private static final double MIN_PROBABILITY = 1e-6;

  private static final int MAX_PARTNERS = 24;
  private static final int ROUNDS = 3;

  private record Answer(int labeler, int label) {}

  private record Pair(int a, int b) {}

  /** Running logs of a pair: the four rates with b copying a, then with a copying b. */
  private static final class Logs {
    final double[] logLikelihoodRatio = new double[2 * COPY_RATES.length];
    int common;
    int same;
    double expectedSame;

    double logEValue() {
      double max = Arrays.stream(logLikelihoodRatio).max().orElse(0);
      double sum = 0;
      for (double log : logLikelihoodRatio) {
        sum += StrictMath.exp(log - max);
      }
      return max + StrictMath.log(sum / logLikelihoodRatio.length);
    }
  }

  private final Confusions reference;
  private final List<String> classes;
  private final double[] logShare;
  private final Map<String, Integer> labelerNumbers = new HashMap<>();
  private final List<String> labelers = new ArrayList<>();
  private final List<double[]> confusion = new ArrayList<>();
  private final List<int[]> usage = new ArrayList<>();
  private final Map<String, List<Answer>> items = new java.util.TreeMap<>();
  private final Map<Pair, Logs> pairs = new HashMap<>();
  private final Map<Integer, Set<Integer>> partners = new HashMap<>();

  /**
   * Starts without answers.
   *
   * @param reference what is known of labelers and classes; answers outside its classes are let be
   */
  CopyDetector(Confusions reference) {
    this.reference = reference;
    this.classes = reference.labels();
    this.logShare = reference.share();
    for (int k = 0; k < logShare.length; k++) {
      logShare[k] = StrictMath.log(Math.max(MIN_PROBABILITY, logShare[k]));
    }
  }

  /** Takes an answer and measures it against those to the same item that came before. */
  void add(String task, String labeler, String label) {
    int given = put(task, labeler, label);
    if (given < 0) {
      return;
    }
    List<Answer> others = items.getOrDefault(task, List.of());
    int number = labelerNumbers.getOrDefault(labeler, -1);
    for (Answer other : others) {
      if (other.labeler() != number) {
        measure(others, new Answer(number, given), other);
      }
    }
  }

  /** Takes an answer without measuring it: {@link #measureAll} does that for all at once. */
  int put(String task, String labeler, String label) {
    int given = Collections.binarySearch(classes, label);
    if (given < 0) {
      return -1;
    }
    int number = number(labeler);
    List<Answer> answers = items.computeIfAbsent(task, name -> new ArrayList<>());
    for (Answer answer : answers) {
      if (answer.labeler() == number) {
        return -1;
      }
    }
    answers.add(new Answer(number, given));
    answers.sort(Comparator.comparing(answer -> labelers.get(answer.labeler())));
    usage.get(number)[given]++;
    return given;
  }

  /** Measures every pair anew over all answers, without those of the pair's partners. */
  void measureAll() {
    partners.clear();
    for (int round = 0; round < ROUNDS; round++) {
      pairs.clear();
      for (List<Answer> answers : items.values()) {
        for (int i = 0; i < answers.size(); i++) {
          for (int j = i + 1; j < answers.size(); j++) {
            measure(answers, answers.get(i), answers.get(j));
          }
        }
      }
      if (!findPartners()) {
        return;
      }
    }
  }

  /** Notes whom the present measure links; false where that is what it was. */
  private boolean findPartners() {
    Map<Integer, Set<Integer>> before = Map.copyOf(partners);
    partners.clear();
    for (PairEvidence pair : listOver(threshold())) {
      int a = number(pair.a());
      int b = number(pair.b());
      addPartner(a, b);
      addPartner(b, a);
    }
    return !before.equals(partners);
  }

  private void addPartner(int of, int partner) {
    Set<Integer> known = partners.computeIfAbsent(of, number -> new HashSet<>());
    if (known.size() < MAX_PARTNERS) {
      known.add(partner);
    }
  }

  /** ln(m / alpha) for the m pairs there are: over it with probability alpha at most, ever. */
  double threshold() {
    double monitored = Math.max(1, labelers.size() * (labelers.size() - 1.0) / 2);
    return StrictMath.log(monitored / ALPHA);
  }

  /** Pairs with at least this log e-value, strongest first. */
  List<PairEvidence> listOver(double minLogEValue) {
    List<PairEvidence> found = new ArrayList<>();
    pairs.forEach(
        (pair, logs) -> {
          double logEValue = logs.logEValue();
          if (logs.common >= MIN_COMMON_ITEMS && logEValue >= minLogEValue) {
            found.add(evidence(pair, logs, logEValue));
          }
        });
    found.sort(
        Comparator.comparingDouble(PairEvidence::logEValue)
            .reversed()
            .thenComparing(PairEvidence::a)
            .thenComparing(PairEvidence::b));
    return found;
  }

  private PairEvidence evidence(Pair pair, Logs logs, double logEValue) {
    String a = labelers.get(pair.a());
    String b = labelers.get(pair.b());
    boolean ordered = a.compareTo(b) <= 0;
    return new PairEvidence(
        ordered ? a : b, ordered ? b : a, logs.common, logs.same, logs.expectedSame, logEValue);
  }

  List<String> labelers() {
    return List.copyOf(labelers);
  }

  private int number(String labeler) {
    Integer known = labelerNumbers.get(labeler);
    if (known != null) {
      return known;
    }
    int number = labelers.size();
    labelerNumbers.put(labeler, number);
    labelers.add(labeler);
    confusion.add(reference.table(labeler));
    usage.add(new int[classes.size()]);
    return number;
  }

  /** P(label | truth) of a labeler. */
  private double given(int labeler, int label, int truth) {
    double[] table = confusion.get(labeler);
    int size = classes.size();
    double p =
        table.length == size * size
            ? table[label * size + truth]
            : label == truth ? table[0] : (1 - table[0]) / Math.max(1, size - 1);
    return Math.max(MIN_PROBABILITY, p);
  }

  /** What the witnesses of a pair say of an item: all but the pair and its partners. */
  private final class Witnesses {
    private final double[] belief = logShare.clone();
    private final int[] count = new int[classes.size()];
    private int answers;

    Witnesses(List<Answer> all, int a, int b) {
      Set<Integer> partnersOfA = partners.getOrDefault(a, Set.of());
      Set<Integer> partnersOfB = partners.getOrDefault(b, Set.of());
      for (Answer answer : all) {
        int labeler = answer.labeler();
        boolean involved =
            labeler == a
                || labeler == b
                || partnersOfA.contains(labeler)
                || partnersOfB.contains(labeler);
        if (!involved) {
          for (int k = 0; k < belief.length; k++) {
            belief[k] += StrictMath.log(given(labeler, answer.label(), k));
          }
          count[answer.label()]++;
          answers++;
        }
      }
      normalise();
    }

    private void normalise() {
      double max = Arrays.stream(belief).max().orElse(0);
      double sum = 0;
      for (int k = 0; k < belief.length; k++) {
        belief[k] = StrictMath.exp(belief[k] - max);
        sum += belief[k];
      }
      for (int k = 0; k < belief.length; k++) {
        belief[k] /= sum;
      }
    }

    /** The belief about the label, q(k). */
    double[] belief() {
      return belief;
    }

    /** The share of an answer, drawn to its share over all items. */
    double share(int label) {
      return (count[label] + 2 * StrictMath.exp(logShare[label])) / (answers + 2);
    }
  }

  private void measure(List<Answer> all, Answer one, Answer other) {
    boolean ordered = one.labeler() < other.labeler();
    Answer a = ordered ? one : other;
    Answer b = ordered ? other : one;
    Logs logs = pairs.computeIfAbsent(new Pair(a.labeler(), b.labeler()), pair -> new Logs());
    Witnesses witnesses = new Witnesses(all, a.labeler(), b.labeler());
    double[] q = witnesses.belief();
    boolean same = a.label() == b.label();
    logs.common++;
    logs.same += same ? 1 : 0;
    logs.expectedSame += expectedSame(q, a.labeler(), b.labeler());
    double share = same ? witnesses.share(a.label()) : 1;
    for (int direction = 0; direction < 2; direction++) {
      Answer copy = direction == 0 ? b : a;
      double p = same ? alone(q, copy, share) : 1;
      for (int c = 0; c < COPY_RATES.length; c++) {
        double rate = COPY_RATES[c];
        logs.logLikelihoodRatio[direction * COPY_RATES.length + c] +=
            StrictMath.log(1 - rate + (same ? rate / p : 0));
      }
    }
  }

  /** p(i): the chance of this answer from a labeler who works alone, at its largest. */
  private double alone(double[] q, Answer copy, double share) {
    double bySkill = 0;
    for (int k = 0; k < q.length; k++) {
      bySkill += q[k] * given(copy.labeler(), copy.label(), k);
    }
    int[] used = usage.get(copy.labeler());
    double marginal = StrictMath.exp(logShare[copy.label()]);
    double byHabit = (used[copy.label()] + marginal) / (Arrays.stream(used).sum() + 1);
    return Math.max(MIN_PROBABILITY, Math.max(bySkill, Math.max(share, byHabit)));
  }

  private double expectedSame(double[] q, int a, int b) {
    double sum = 0;
    for (int k = 0; k < q.length; k++) {
      for (int x = 0; x < q.length; x++) {
        sum += q[k] * given(a, x, k) * given(b, x, k);
      }
    }
    return sum;
  }
}

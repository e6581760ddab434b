package io.assay.fraud;

import io.assay.consensus.Confusions;
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
 * If suspects helped to define what is true, copying would look like being right together, and their
 * evidence would fade. So the belief and the shares count trusted answers only: whoever is over the
 * threshold is taken out and the pairs are measured again.
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
  private final Set<Integer> suspects = new HashSet<>();

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
    Belief belief = new Belief(others);
    int number = labelerNumbers.getOrDefault(labeler, -1);
    for (Answer other : others) {
      if (other.labeler() != number) {
        measure(belief, new Answer(number, given), other);
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

  /** Measures every pair anew over all answers, those over the threshold no longer trusted. */
  void measureAll() {
    for (int round = 0; round < 2; round++) {
      pairs.clear();
      for (List<Answer> answers : items.values()) {
        Belief belief = new Belief(answers);
        for (int i = 0; i < answers.size(); i++) {
          for (int j = i + 1; j < answers.size(); j++) {
            measure(belief, answers.get(i), answers.get(j));
          }
        }
      }
      boolean more = false;
      for (PairEvidence pair : listOver(threshold())) {
        more |= suspects.add(number(pair.a()));
        more |= suspects.add(number(pair.b()));
      }
      if (!more) {
        return;
      }
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

  /** What trusted answers say of an item. */
  private final class Belief {
    final double[] logJoint = logShare.clone();
    final int[] count = new int[classes.size()];
    int answers;

    Belief(List<Answer> all) {
      for (Answer answer : all) {
        if (suspects.contains(answer.labeler())) {
          continue;
        }
        for (int k = 0; k < logJoint.length; k++) {
          logJoint[k] += StrictMath.log(given(answer.labeler(), answer.label(), k));
        }
        count[answer.label()]++;
        answers++;
      }
    }

    /** The belief about the label without what a and b said. */
    double[] without(Answer a, Answer b) {
      double[] belief = logJoint.clone();
      double max = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < belief.length; k++) {
        belief[k] -= log(a, k) + log(b, k);
        max = Math.max(max, belief[k]);
      }
      double sum = 0;
      for (int k = 0; k < belief.length; k++) {
        belief[k] = StrictMath.exp(belief[k] - max);
        sum += belief[k];
      }
      for (int k = 0; k < belief.length; k++) {
        belief[k] /= sum;
      }
      return belief;
    }

    private double log(Answer answer, int truth) {
      return suspects.contains(answer.labeler())
          ? 0
          : StrictMath.log(given(answer.labeler(), answer.label(), truth));
    }

    /** The share of an answer among the others, drawn to its share over all items. */
    double shareWithout(Answer a, Answer b, int label) {
      double others = answers;
      double same = count[label];
      for (Answer left : new Answer[] {a, b}) {
        if (!suspects.contains(left.labeler())) {
          others--;
          same -= left.label() == label ? 1 : 0;
        }
      }
      double marginal = StrictMath.exp(logShare[label]);
      return (same + 2 * marginal) / (others + 2);
    }
  }

  private void measure(Belief belief, Answer one, Answer other) {
    boolean ordered = one.labeler() < other.labeler();
    Answer a = ordered ? one : other;
    Answer b = ordered ? other : one;
    Logs logs = pairs.computeIfAbsent(new Pair(a.labeler(), b.labeler()), pair -> new Logs());
    double[] q = belief.without(a, b);
    boolean same = a.label() == b.label();
    logs.common++;
    logs.same += same ? 1 : 0;
    logs.expectedSame += expectedSame(q, a.labeler(), b.labeler());
    double share = same ? belief.shareWithout(a, b, a.label()) : 1;
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

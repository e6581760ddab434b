package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What labelers say given what is true: θ_j(l|k) of every labeler, and the shares of the classes.
 *
 * <p>It is what a fit knows beyond its items, enough to judge an item that came after it. A labeler
 * it has not seen is taken for a usual one.
 */
public final class Confusions {
  /** Accuracy of labelers of whom nothing at all is known. */
  private static final double UNTRAINED_ACCURACY = 0.7;

  /** Answers counted behind a table beside those given, as the fits draw labelers to the usual. */
  private static final double ONLINE_STRENGTH = 2;

  private final List<String> labels;
  private final double[] share;
  private final Matrix usual;
  private final Map<String, Matrix> byLabeler;
  private final double inverseTemperature;

  private Confusions(
      List<String> labels,
      double[] share,
      Matrix usual,
      Map<String, Matrix> byLabeler,
      double inverseTemperature) {
    this.labels = labels;
    this.share = share;
    this.usual = usual;
    this.byLabeler = byLabeler;
    this.inverseTemperature = inverseTemperature;
  }

  /** P(label | truth) by number: a table [label * K + truth], or one accuracy for all classes. */
  private static final class Matrix {
    private final int classes;
    private final double[] table;

    Matrix(int classes, double[] table) {
      this.classes = classes;
      this.table = table;
    }

    static Matrix oneCoin(int classes, double right) {
      return new Matrix(classes, new double[] {right});
    }

    double get(int label, int truth) {
      if (table.length == classes * classes) {
        return table[label * classes + truth];
      }
      return label == truth ? table[0] : (1 - table[0]) / Math.max(1, classes - 1);
    }
  }

  /** Nothing is known yet: labelers are right more often than not, classes equally likely. */
  public static Confusions untrained(Collection<String> labels) {
    List<String> sorted = List.copyOf(new TreeSet<>(labels));
    double[] share = new double[sorted.size()];
    Arrays.fill(share, 1.0 / Math.max(1, share.length));
    Matrix usual = Matrix.oneCoin(share.length, UNTRAINED_ACCURACY);
    return new Confusions(sorted, share, usual, Map.of(), 1);
  }

  /**
   * Puts stored values together again.
   *
   * @param labels sorted
   * @param usual P(label | truth) of a usual labeler, [label * K + truth], or one accuracy
   * @param byLabeler the same by labeler
   * @param inverseTemperature what the evidence of the answers counts, see {@link
   *     #inverseTemperature()}
   */
  public static Confusions of(
      List<String> labels,
      double[] share,
      double[] usual,
      Map<String, double[]> byLabeler,
      double inverseTemperature) {
    Map<String, Matrix> matrices = new TreeMap<>();
    byLabeler.forEach((name, table) -> matrices.put(name, new Matrix(share.length, table.clone())));
    Matrix pooled = new Matrix(share.length, usual.clone());
    return new Confusions(List.copyOf(labels), share.clone(), pooled, matrices, inverseTemperature);
  }

  /** Learns from estimated labels, each labeler drawn to the usual one by {@code strength}. */
  static Confusions learn(
      Votes votes, double[] posterior, double strength, double inverseTemperature) {
    int classes = votes.classes;
    double[] share = new double[classes];
    Arrays.fill(share, 0.01);
    for (int i = 0; i < posterior.length; i++) {
      share[i % classes] += posterior[i];
    }
    Votes.normalise(share, 0, classes);
    Answers answers = votes.answers;
    Map<String, Matrix> byLabeler = new TreeMap<>();
    if (!ConfusionEm.fits(votes)) {
      double usual = accuracy(votes, posterior, 0, answers.size(), 0.5);
      for (int j = 0; j < answers.labelers(); j++) {
        int from = answers.labelerStart(j);
        double right = accuracy(votes, posterior, from, answers.labelerEnd(j), usual);
        byLabeler.put(answers.labeler(j), Matrix.oneCoin(classes, right));
      }
      Matrix coin = Matrix.oneCoin(classes, usual);
      return new Confusions(answers.labelNames(), share, coin, byLabeler, inverseTemperature);
    }
    double[] counts = new double[answers.labelers() * classes * classes];
    for (int j = 0; j < answers.labelers(); j++) {
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        int cell = (j * classes + answers.labelOf(q)) * classes;
        for (int k = 0; k < classes; k++) {
          counts[cell + k] += posterior[answers.taskOf(q) * classes + k];
        }
      }
    }
    double[] pooled = ConfusionTargets.pool(counts, classes);
    for (int j = 0; j < answers.labelers(); j++) {
      int from = j * classes * classes;
      double[] table = Arrays.copyOfRange(counts, from, from + classes * classes);
      smooth(table, pooled, strength, classes);
      byLabeler.put(answers.labeler(j), new Matrix(classes, table));
    }
    Matrix usual = new Matrix(classes, pooled);
    return new Confusions(answers.labelNames(), share, usual, byLabeler, inverseTemperature);
  }

  private static double accuracy(Votes votes, double[] posterior, int from, int to, double usual) {
    double right = 2 * usual;
    for (int q = from; q < to; q++) {
      int row = votes.answers.taskOf(q) * votes.classes;
      right += posterior[row + votes.answers.labelOf(q)];
    }
    return right / (to - from + 2);
  }

  private static void smooth(double[] table, double[] pooled, double strength, int classes) {
    for (int k = 0; k < classes; k++) {
      double total = strength;
      for (int l = 0; l < classes; l++) {
        total += table[l * classes + k];
      }
      for (int l = 0; l < classes; l++) {
        int cell = l * classes + k;
        table[cell] = (table[cell] + strength * pooled[cell]) / total;
      }
    }
  }

  /** The classes, sorted. */
  public List<String> labels() {
    return labels;
  }

  /** The share of each class, in the order of the labels. */
  public double[] share() {
    return share.clone();
  }

  /**
   * What the evidence of several answers together counts in a posterior: below 1 where answers to
   * one item resemble each other more than its class explains.
   */
  public double inverseTemperature() {
    return inverseTemperature;
  }

  /** How often the labeler is right, the classes weighed by their shares. */
  double accuracy(String labeler) {
    Matrix matrix = byLabeler.getOrDefault(labeler, usual);
    double right = 0;
    for (int k = 0; k < share.length; k++) {
      right += share[k] * matrix.get(k, k);
    }
    return right;
  }

  /** How often a usual labeler is right. */
  double usualAccuracy() {
    double right = 0;
    for (int k = 0; k < share.length; k++) {
      right += share[k] * usual.get(k, k);
    }
    return right;
  }

  /**
   * The table of a labeler after one more answer, one step of online EM (Cappé, Moulines 2009):
   * with m_k = n π_k + {@value #ONLINE_STRENGTH} answers about items of class k behind θ(.|k),
   *
   * <p>θ'(l'|k) = (m_k θ(l'|k) + T_k [l' = l]) / (m_k + T_k).
   *
   * @param table as {@link #table} has it
   * @param answers n, behind the table
   * @param label l, the number of the one given
   * @param posterior T of the item, its answer included
   */
  public double[] observed(double[] table, int answers, int label, double[] posterior) {
    double[] next = table.clone();
    if (table.length == 1) {
      double behind = answers + ONLINE_STRENGTH;
      next[0] = (behind * table[0] + posterior[label]) / (behind + 1);
      return next;
    }
    int classes = share.length;
    for (int k = 0; k < classes; k++) {
      double behind = answers * share[k] + ONLINE_STRENGTH;
      for (int l = 0; l < classes; l++) {
        double seen = l == label ? posterior[k] : 0;
        next[l * classes + k] = (behind * table[l * classes + k] + seen) / (behind + posterior[k]);
      }
    }
    return next;
  }

  /** The table of a usual labeler, as {@link #of} takes it. */
  public double[] usual() {
    return usual.table.clone();
  }

  /** The table of a labeler, as {@link #of} takes it; the usual one for a labeler not seen. */
  public double[] table(String labeler) {
    return byLabeler.getOrDefault(labeler, usual).table.clone();
  }

  /** The same over a label set that also holds labels the fit has not met. */
  Confusions widen(Collection<String> more) {
    if (labels.containsAll(more)) {
      return this;
    }
    TreeSet<String> union = new TreeSet<>(labels);
    union.addAll(more);
    List<String> wider = List.copyOf(union);
    double[] wide = new double[wider.size()];
    for (int k = 0; k < wide.length; k++) {
      int old = Collections.binarySearch(labels, wider.get(k));
      wide[k] = old < 0 ? 1.0 / wide.length / 10 : share[old];
    }
    Votes.normalise(wide, 0, wide.length);
    Map<String, Matrix> coins = new TreeMap<>();
    byLabeler.forEach((name, matrix) -> coins.put(name, coin(matrix, wide.length)));
    return new Confusions(wider, wide, coin(usual, wide.length), coins, inverseTemperature);
  }

  /** A class nobody has met cannot be confused yet: what is left of a labeler is the accuracy. */
  private Matrix coin(Matrix matrix, int classes) {
    double right = labels.isEmpty() ? UNTRAINED_ACCURACY : 0;
    for (int k = 0; k < share.length; k++) {
      right += share[k] * matrix.get(k, k);
    }
    return Matrix.oneCoin(classes, right);
  }

  double given(String labeler, int label, int truth) {
    return byLabeler.getOrDefault(labeler, usual).get(label, truth);
  }
}

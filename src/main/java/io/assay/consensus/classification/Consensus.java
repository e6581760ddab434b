package io.assay.consensus.classification;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The estimated label of every item with its confidence, and the reliability of every labeler.
 *
 * <p>Probabilities are rounded to millionths; of equally probable labels the rarer one wins,
 * because a vote against a habit says more, then the first in the order of names.
 */
public final class Consensus {
  private static final double QUANTUM = 1e6;

  private final String method;
  private final SortedMap<String, String> parameters;
  private final Answers answers;
  private final double[] posterior;
  private final int[] labels;
  private final List<Reliability> reliabilities;
  private final Confusions confusions;
  private final Fitted fitted;

  private Consensus(
      String method,
      SortedMap<String, String> parameters,
      Votes votes,
      double[] posterior,
      List<Reliability> reliabilities,
      Confusions confusions,
      Fitted fitted) {
    this.method = method;
    this.parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    this.answers = votes.answers;
    this.posterior = posterior;
    this.labels = new int[votes.tasks];
    this.reliabilities = reliabilities;
    this.confusions = confusions;
    this.fitted = fitted;
    for (int t = 0; t < labels.length; t++) {
      int row = t * votes.classes;
      for (int k = 1; k < votes.classes; k++) {
        double lead = posterior[row + k] - posterior[row + labels[t]];
        if (lead > 0 || (lead == 0 && votes.share[k] < votes.share[labels[t]])) {
          labels[t] = k;
        }
      }
    }
  }

  /** Rounds what an estimator found and judges the labelers by it. */
  static Consensus of(
      String method,
      SortedMap<String, String> parameters,
      Votes votes,
      double[] posterior,
      Fitted fitted) {
    Confusions confusions = Confusions.learn(votes, posterior, fitted.strength());
    List<Reliability> reliabilities = new Reliabilities(votes, posterior, confusions).all();
    double[] rounded = new double[posterior.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = quantise(posterior[i]);
    }
    return new Consensus(method, parameters, votes, rounded, reliabilities, confusions, fitted);
  }

  /** Returns the number rounded to millionths, the same on every machine. */
  public static double quantise(double probability) {
    return Math.rint(probability * QUANTUM) / QUANTUM;
  }

  /** A probability as text with six decimals, the same on every machine. */
  public static String decimal(double probability) {
    return new BigDecimal(probability).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Name of the method that estimated. */
  public String method() {
    return method;
  }

  /** What tells this run of the method from another. */
  public SortedMap<String, String> parameters() {
    return parameters;
  }

  /** The answers estimated from; their label set also holds the known labels. */
  public Answers answers() {
    return answers;
  }

  /** Returns the number of the label of a task. */
  public int labelIndex(int t) {
    return labels[t];
  }

  public String label(int t) {
    return answers.label(labels[t]);
  }

  /** Returns the probability of the label of a task. */
  public double confidence(int t) {
    return probability(t, labels[t]);
  }

  /** Returns the probability that class k is the truth of task t. */
  public double probability(int t, int k) {
    return posterior[t * answers.labels() + k];
  }

  /** Returns the probability of every class for a task. */
  public SortedMap<String, Double> posterior(int t) {
    TreeMap<String, Double> row = new TreeMap<>();
    for (int k = 0; k < answers.labels(); k++) {
      row.put(answers.label(k), probability(t, k));
    }
    return row;
  }

  /** The labelers in the order of their names. */
  public List<Reliability> reliabilities() {
    return reliabilities;
  }

  /** What was learned of the labelers, to judge items that come later. */
  public Confusions confusions() {
    return confusions;
  }

  /** Returns the number of iterations, over all models where there are several. */
  public int iterations() {
    return fitted.iterations();
  }

  /** Returns the log likelihood of the answers in nats; 0 where the method has none. */
  public double logLikelihood() {
    return fitted.logLikelihood();
  }
}

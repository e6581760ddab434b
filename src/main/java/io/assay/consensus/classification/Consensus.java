package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The estimated label of every item with its confidence, and the reliability of every labeler.
 *
 * <p>Probabilities are rounded to millionths; of equally probable labels the rarer one wins,
 * because a vote against a habit says more, then the first in the order of names.
 */
public final class Consensus {
  private static final double QUANTUM = 1e6;
  private static final long MILLION = 1_000_000;

  /** Far more millionths than this, and neighbouring numbers are more than one apart. */
  private static final double MAX_EXACT = 1e15;

  private final String method;
  private final SortedMap<String, String> parameters;
  private final Answers answers;
  private final double[] posterior;
  private final int[] labels;
  private final Confusions confusions;
  private final Fitted fitted;
  private final Votes votes;
  private final Calibration calibration;
  private final List<GoldForetold> goldForetold;

  /** What the labelers are judged by. */
  private final double[] beliefs;

  private @Nullable VoteShare voteShare;

  /** Judged when first asked for. */
  private @Nullable List<Reliability> reliabilities;

  private Consensus(
      String method,
      SortedMap<String, String> parameters,
      Votes votes,
      double[] posterior,
      Confusions confusions,
      Fitted fitted,
      Calibration calibration,
      List<GoldForetold> goldForetold,
      double[] beliefs) {
    this.method = method;
    this.parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    this.answers = votes.answers;
    this.posterior = posterior;
    this.labels = new int[votes.tasks];
    this.confusions = confusions;
    this.fitted = fitted;
    this.votes = votes;
    this.calibration = calibration;
    this.goldForetold = goldForetold;
    this.beliefs = beliefs;
    for (int t = 0; t < labels.length; t++) {
      labels[t] = best(posterior, t * votes.classes, votes.share);
    }
  }

  /**
   * The most probable label of a task.
   *
   * @param posterior rounded probabilities
   * @param row where those of the task start
   * @param share share of the votes by label
   */
  public static int best(double[] posterior, int row, double[] share) {
    int best = 0;
    for (int k = 1; k < share.length; k++) {
      double lead = posterior[row + k] - posterior[row + best];
      if (lead > 0 || (lead == 0 && share[k] < share[best])) {
        best = k;
      }
    }
    return best;
  }

  /** Rounds what an estimator found that says nothing of its own confidence. */
  static Consensus of(
      String method,
      SortedMap<String, String> parameters,
      Votes votes,
      double[] posterior,
      Fitted fitted) {
    Calibration none = Calibration.none(votes);
    return of(method, parameters, votes, posterior, posterior, fitted, none, List.of());
  }

  /**
   * Rounds what an estimator found.
   *
   * @param posterior the probabilities to report
   * @param beliefs what the labelers are judged by
   * @param goldForetold known labels, each foretold as if it were not known
   */
  static Consensus of(
      String method,
      SortedMap<String, String> parameters,
      Votes votes,
      double[] posterior,
      double[] beliefs,
      Fitted fitted,
      Calibration calibration,
      List<GoldForetold> goldForetold) {
    Confusions confusions =
        Confusions.learn(votes, beliefs, fitted.strength(), calibration.inverseTemperature());
    double[] rounded = new double[posterior.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = quantise(posterior[i]);
    }
    return new Consensus(
        method, parameters, votes, rounded, confusions, fitted, calibration, goldForetold, beliefs);
  }

  /** Returns the number rounded to millionths, the same on every machine. */
  public static double quantise(double probability) {
    return Math.rint(probability * QUANTUM) / QUANTUM;
  }

  /** A probability as text with six decimals, the same on every machine. */
  public static String decimal(double probability) {
    double millionths = Math.rint(probability * QUANTUM);
    if (millionths >= 0 && millionths < MAX_EXACT && millionths / QUANTUM == probability) {
      // The number is the closest one to so many millionths: no other six decimals come near it.
      long digits = (long) millionths;
      String fraction = Long.toString(MILLION + digits % MILLION);
      return digits / MILLION + "." + fraction.substring(1);
    }
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
  public synchronized List<Reliability> reliabilities() {
    if (reliabilities == null) {
      reliabilities = new Reliabilities(votes, beliefs, confusions).all();
    }
    return reliabilities;
  }

  /** What was learned of the labelers, to judge items that come later. */
  public Confusions confusions() {
    return confusions;
  }

  /** The fit as a vote that anyone can count again. */
  public CountedVotes countedVotes() {
    return CountedVotes.of(this, votes);
  }

  /** How far the confidences can be trusted. */
  public Calibration calibration() {
    return calibration;
  }

  /**
   * The items with known labels, in order, each foretold as if its label were not known; empty
   * where there is no gold or the method foretells none.
   */
  public List<GoldForetold> goldForetold() {
    return goldForetold;
  }

  /**
   * Whether a labeler's latest answers are as good as the earlier ones; empty where they are few.
   *
   * @param tasks what the labeler answered, in that order
   */
  public Optional<Drift> drift(String labeler, List<String> tasks) {
    return Drift.of(votes, beliefs, labeler, tasks);
  }

  /** Returns the share of the answers to a task, weighed, that differ from its label. */
  public double disagreement(int t) {
    double differing = 0;
    double total = 0;
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      total += votes.weight(p);
      differing += answers.labelAt(p) == labels[t] ? 0 : votes.weight(p);
    }
    return total > 0 ? quantise(differing / total) : 0;
  }

  /**
   * Returns how hard a task is: the probability that another skilled labeler would not give its
   * label, after the answers of those who did answer.
   */
  public double difficulty(int t) {
    if (voteShare == null) {
      voteShare = VoteShare.of(votes, beliefs);
    }
    double[] into = new double[votes.classes];
    double[] prior = votes.prior(t);
    voteShare.of(votes, t, prior == null ? confusions.share() : prior, into);
    return quantise(1 - into[labels[t]]);
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

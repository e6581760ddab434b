package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The answers as an estimator weighs them: a weight for every answer, known labels, priors.
 *
 * <p>An ignored labeler weighs 0; m answers of one group to one task weigh 1/m each, so that their
 * log likelihoods add up to one vote. Everything else weighs 1.
 */
final class Votes {
  /** Floor of a prior probability: no model is sure enough to overrule every labeler. */
  private static final double MIN_PRIOR = 1e-6;

  /** A table of tasks by classes may be so large for any answers, and for many answers larger. */
  private static final long CELLS = 1L << 24;

  private static final long CELLS_PER_ANSWER = 16;

  final Answers answers;
  final int tasks;
  final int classes;

  /** Share of the weighted answers by class. */
  final double[] share;

  private final double[] weights;
  private final int[] known;
  private final double @Nullable [] priors;

  private Votes(Answers answers, double[] weights, int[] known, double @Nullable [] priors) {
    this.answers = answers;
    this.tasks = answers.tasks();
    this.classes = answers.labels();
    this.weights = weights;
    this.known = known;
    this.priors = priors;
    this.share = new double[classes];
    for (int p = 0; p < answers.size(); p++) {
      share[answers.labelAt(p)] += weights[p];
    }
    if (!normalise(share, 0, classes)) {
      Arrays.fill(share, 1.0 / Math.max(1, classes));
    }
  }

  /**
   * Weighs the answers.
   *
   * @param gold known labels by task; those of tasks without answers are left out
   * @throws IllegalArgumentException when the labels are too many to be classes
   */
  static Votes of(Answers seen, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    TreeSet<String> goldLabels = new TreeSet<>();
    gold.forEach(
        (task, label) -> {
          if (seen.taskIndex(task) >= 0) {
            goldLabels.add(label);
          }
        });
    Answers answers = seen.labelsWith(goldLabels);
    long most = Math.max(CELLS, CELLS_PER_ANSWER * answers.size());
    if ((long) answers.tasks() * answers.labels() > most) {
      throw new IllegalArgumentException(
          answers.labels() + " different labels are too many for " + answers.tasks() + " tasks");
    }
    int[] known = new int[answers.tasks()];
    Arrays.fill(known, -1);
    gold.forEach(
        (task, label) -> {
          int t = answers.taskIndex(task);
          if (t >= 0) {
            known[t] = answers.labelIndex(label);
          }
        });
    return new Votes(answers, weights(answers, exclusions), known, priors(answers, prior));
  }

  private static double[] weights(Answers answers, Exclusions exclusions) {
    int labelers = answers.labelers();
    boolean[] ignored = new boolean[labelers];
    int[] groupOf = new int[labelers];
    Map<String, Integer> groups = new HashMap<>();
    for (int j = 0; j < labelers; j++) {
      ignored[j] = exclusions.ignores(answers.labeler(j));
      Optional<String> group = exclusions.findGroup(answers.labeler(j));
      groupOf[j] = group.map(name -> groups.computeIfAbsent(name, n -> groups.size())).orElse(-1);
    }
    double[] weights = new double[answers.size()];
    int[] together = new int[groups.size()];
    for (int t = 0; t < answers.tasks(); t++) {
      Arrays.fill(together, 0);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        if (groupOf[j] >= 0 && !ignored[j]) {
          together[groupOf[j]]++;
        }
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        weights[p] = ignored[j] ? 0 : groupOf[j] < 0 ? 1 : 1.0 / together[groupOf[j]];
      }
    }
    return weights;
  }

  private static double @Nullable [] priors(Answers answers, LabelPrior prior) {
    int classes = answers.labels();
    double[] priors = null;
    for (int t = 0; t < answers.tasks(); t++) {
      Optional<double[]> found = prior.find(answers.task(t), answers.labelNames());
      if (found.isPresent()) {
        if (priors == null) {
          priors = new double[answers.tasks() * classes];
          Arrays.fill(priors, -1);
        }
        for (int k = 0; k < classes; k++) {
          priors[t * classes + k] = Math.max(MIN_PRIOR, found.get()[k]);
        }
        normalise(priors, t * classes, classes);
      }
    }
    return priors;
  }

  double weight(int position) {
    return weights[position];
  }

  /** Whether something can contradict an answer to a task: another answer, or its known label. */
  boolean isChecked(int t) {
    return known[t] >= 0 || answers.taskEnd(t) - answers.taskStart(t) > 1;
  }

  /** Number of tasks whose label is known. */
  int knownTasks() {
    int count = 0;
    for (int one : known) {
      count += one >= 0 ? 1 : 0;
    }
    return count;
  }

  /** The known class of a task, or -1. */
  int known(int t) {
    return known[t];
  }

  /** The distribution known of a task before its answers, or null. */
  double @Nullable [] prior(int t) {
    if (priors == null || priors[t * classes] < 0) {
      return null;
    }
    return Arrays.copyOfRange(priors, t * classes, (t + 1) * classes);
  }

  /** The weights of all answers, or null where every one weighs 1. */
  double @Nullable [] weightsIfAny() {
    for (double weight : weights) {
      if (weight != 1) {
        return weights;
      }
    }
    return null;
  }

  /** The known classes of all tasks, or null where none is known. */
  int @Nullable [] knownIfAny() {
    for (int one : known) {
      if (one >= 0) {
        return known;
      }
    }
    return null;
  }

  /** The priors of all tasks as {@link AnswerBlock} has them, or null where there is none. */
  double @Nullable [] priorsIfAny() {
    return priors;
  }

  /** The share of the votes, known labels clamped: posterior[t * classes + k]. */
  double[] majority() {
    double[] posterior = new double[tasks * classes];
    for (int t = 0; t < tasks; t++) {
      int row = t * classes;
      double[] prior = prior(t);
      if (prior != null) {
        System.arraycopy(prior, 0, posterior, row, classes);
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        posterior[row + answers.labelAt(p)] += weights[p];
      }
      if (known[t] >= 0) {
        clamp(posterior, t);
      } else if (!normalise(posterior, row, classes)) {
        System.arraycopy(share, 0, posterior, row, classes);
      }
    }
    return posterior;
  }

  /** Makes the row of a known task certain. */
  void clamp(double[] posterior, int t) {
    Arrays.fill(posterior, t * classes, (t + 1) * classes, 0);
    posterior[t * classes + known[t]] = 1;
  }

  /** Scales a row to sum 1; false when it sums to 0. */
  static boolean normalise(double[] values, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += values[i];
    }
    if (!(sum > 0)) {
      return false;
    }
    for (int i = from; i < from + length; i++) {
      values[i] /= sum;
    }
    return true;
  }

  /** Turns a row of log weights into probabilities; returns the log of their sum. */
  static double softmax(double[] values, int from, int length) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + length; i++) {
      max = Math.max(max, values[i]);
    }
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      values[i] = StrictMath.exp(values[i] - max);
      sum += values[i];
    }
    for (int i = from; i < from + length; i++) {
      values[i] /= sum;
    }
    return max + StrictMath.log(sum);
  }
}

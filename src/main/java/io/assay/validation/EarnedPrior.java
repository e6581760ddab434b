package io.assay.validation;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LabelPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * A model earns its place on answers nobody fitted. Four of five items that have three answers or more
 * lose one. Consensus without them gives T, and the confusion matrices; a head trained out-of-fold on
 * T gives P; consensus with P as prior gives T'. The held answer l of labeler j on item i has
 * likelihood sum_k T_ik theta_j(l|k) without, and with T' in the place of T; the same theta in both,
 * so that only the belief about the items is judged. P may enter where the mean gain is above the
 * noise of its own estimate; then it is trained again on all answers.
 *
 * Where items have no text, or the text says nothing, the gain is about 0 or below, and nothing
 * changes: consensus is the same bits as without this package.
 */
/** Trains the validation model on a crowd's consensus, and finds out whether it helps. */
final class EarnedPrior {
  /** Fewer items with a text teach nothing worth testing. */
  static final int MIN_ITEMS = 40;

  private static final int HOLD_OUT = 5;

  /** Standard errors by which the gain must be above 0. */
  private static final double NOISE = 2;

  /**
   * What came of it.
   *
   * @param earned whether consensus may use the predictions
   * @param gain mean gain in ln-likelihood of a held-out answer
   */
  record Trial(
      boolean earned,
      double gain,
      double temperature,
      List<String> labels,
      Map<String, double[]> predictions) {
    LabelPrior prior() {
      if (!earned) {
        return LabelPrior.none();
      }
      return (task, asked) -> {
        double[] known = predictions.get(task);
        return known == null || !asked.equals(labels)
            ? Optional.empty()
            : Optional.of(known.clone());
      };
    }
  }

  private final Aggregator aggregator;
  private final CrossFitting crossFitting;

  EarnedPrior(Aggregator aggregator, ValidationEngine engine) {
    this.aggregator = aggregator;
    this.crossFitting = new CrossFitting(engine);
  }

  /**
   * Tries the model.
   *
   * @param texts by task; tasks without one are left to the crowd
   */
  Trial run(Answers answers, Map<String, String> gold, Map<String, String> texts) {
    List<String> tasks = tasksWithText(answers, texts);
    if (tasks.size() < MIN_ITEMS || answers.labels() < 2) {
      return new Trial(false, 0, 1, List.of(), Map.of());
    }
    Answers kept = keep(answers);
    Consensus without = aggregator.aggregate(kept, gold);
    Map<String, double[]> predictions = predict(without, tasks, texts).predictions();
    LabelPrior prior =
        (task, labels) -> Optional.ofNullable(predictions.get(task)).map(double[]::clone);
    Consensus with = aggregator.aggregate(kept, gold, prior, Exclusions.none());
    double[] gains = gains(answers, kept, without, with);
    double gain = mean(gains);
    boolean earned = gains.length > 1 && gain > NOISE * standardError(gains, gain);
    if (!earned) {
      return new Trial(false, gain, 1, List.of(), Map.of());
    }
    Fitted all = predict(aggregator.aggregate(answers, gold), tasks, texts);
    return new Trial(true, gain, all.temperature(), all.labels(), all.predictions());
  }

  private record Fitted(
      List<String> labels, double temperature, Map<String, double[]> predictions) {}

  private Fitted predict(Consensus consensus, List<String> tasks, Map<String, String> texts) {
    Answers answers = consensus.answers();
    List<String> inOrder = tasks.stream().filter(task -> answers.taskIndex(task) >= 0).toList();
    double[][] targets = new double[inOrder.size()][answers.labels()];
    for (int i = 0; i < targets.length; i++) {
      int t = answers.taskIndex(inOrder.get(i));
      for (int k = 0; k < targets[i].length; k++) {
        targets[i][k] = consensus.probability(t, k);
      }
    }
    CrossFitting.Result result =
        crossFitting.run(
            inOrder.stream().map(task -> texts.getOrDefault(task, "")).toList(), targets);
    Map<String, double[]> predictions = new HashMap<>();
    for (int i = 0; i < targets.length; i++) {
      predictions.put(inOrder.get(i), result.probabilities(i));
    }
    return new Fitted(answers.labelNames(), result.temperature(), predictions);
  }

  private static List<String> tasksWithText(Answers answers, Map<String, String> texts) {
    List<String> tasks = new ArrayList<>();
    for (int t = 0; t < answers.tasks(); t++) {
      @Nullable String text = texts.get(answers.task(t));
      if (text != null && !text.isBlank()) {
        tasks.add(answers.task(t));
      }
    }
    return tasks;
  }

  /** What is left when four of five items with three answers or more lose one. */
  private static Answers keep(Answers answers) {
    Answers.Builder kept = Answers.builder();
    for (int t = 0; t < answers.tasks(); t++) {
      int out = heldOut(answers, t);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        if (p != out) {
          kept.add(
              answers.task(t),
              answers.labeler(answers.labelerAt(p)),
              answers.label(answers.labelAt(p)));
        }
      }
    }
    return kept.build().labelsWith(new TreeSet<>(answers.labelNames()));
  }

  /** The position of the answer held out of a task, or -1. */
  private static int heldOut(Answers answers, int t) {
    int count = answers.taskEnd(t) - answers.taskStart(t);
    int hash = answers.task(t).hashCode() * 0x85ebca6b;
    hash ^= hash >>> 13;
    if (count < 3 || Math.floorMod(hash, HOLD_OUT) == 0) {
      return -1;
    }
    return answers.taskStart(t) + Math.floorMod(hash >>> 5, count);
  }

  private static double[] gains(Answers answers, Answers kept, Consensus without, Consensus with) {
    double[] gains = new double[answers.tasks()];
    int count = 0;
    Confusions confusions = without.confusions();
    for (int t = 0; t < answers.tasks(); t++) {
      int p = heldOut(answers, t);
      if (p < 0) {
        continue;
      }
      int at = kept.taskIndex(answers.task(t));
      double[] table = confusions.table(answers.labeler(answers.labelerAt(p)));
      int label = kept.labelIndex(answers.label(answers.labelAt(p)));
      double before = likelihood(without, at, table, label);
      double after = likelihood(with, at, table, label);
      gains[count++] = StrictMath.log(after) - StrictMath.log(before);
    }
    return Arrays.copyOf(gains, count);
  }

  private static double likelihood(Consensus consensus, int t, double[] table, int label) {
    int classes = consensus.answers().labels();
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double given =
          table.length == classes * classes
              ? table[label * classes + k]
              : label == k ? table[0] : (1 - table[0]) / Math.max(1, classes - 1);
      sum += consensus.probability(t, k) * given;
    }
    return Math.max(CrossFitting.MIN_PROBABILITY, sum);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  private static double standardError(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return StrictMath.sqrt(squares / (values.length - 1) / values.length);
  }
}

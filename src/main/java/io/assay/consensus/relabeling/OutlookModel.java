package io.assay.consensus.relabeling;

import io.assay.consensus.classification.Answers;
import java.util.Arrays;

/**
 * Learns from few answers how much the next one will say: one accuracy a labeler, a discrimination
 * an item.
 *
 * <p>Labeler j answers item i of truth k and discrimination a with P(l|k) ~ θ_j(l|k)^a, where
 * θ_j(k|k) = q_j and errors are even over the other classes; a is one of {0, 1/2, 1, 2} with
 * learned shares w_a, classes are equally likely. q_j = (right_j + s q) / (n_j + s) is drawn to the
 * accuracy q of all by s answers, q and w to their priors, by maximum a posteriori EM. A finite
 * mixture of GLAD's difficulty (Whitehill et al. 2009) over one coin a labeler.
 *
 * <p>It is poorer than the estimator of labels on purpose. While items have one or two answers,
 * free confusion matrices let one class swallow another and find labelers good because they agree
 * with themselves, and who believes that stops buying. An item with one answer teaches nothing
 * about labelers: nobody agreed or disagreed.
 */
public final class OutlookModel {
  private static final double[] LEVELS = {0, 0.5, 1, 2};

  /** Answers with which a labeler is taken for a usual one. */
  private static final double STRENGTH = 8;

  private static final double PRIOR_ACCURACY = 0.7;
  private static final double PRIOR_ANSWERS = 50;
  private static final double PRIOR_ITEMS = 20;
  private static final int ITERATIONS = 30;

  /** Classes told apart in an outlook; those least probable are lumped. */
  private static final int MAX_CANDIDATES = 4;

  private final Answers answers;
  private final int classes;
  // The last place is a labeler not met before.
  private final double[] right;
  private final double[] given;
  private final double[] logRight;
  private final double[] logWrong;
  private final double[] levelShare = new double[LEVELS.length];
  private double usual = PRIOR_ACCURACY;

  /** Learns from all answers of a dataset; its label set should hold every class. */
  public OutlookModel(Answers answers) {
    this.answers = answers;
    this.classes = answers.labels();
    right = new double[answers.labelers() + 1];
    given = new double[right.length];
    logRight = new double[right.length * LEVELS.length];
    logWrong = new double[logRight.length];
    Arrays.fill(levelShare, 1.0 / LEVELS.length);
    tabulate();
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      iterate();
      tabulate();
    }
  }

  private void tabulate() {
    int others = Math.max(1, classes - 1);
    for (int j = 0; j < right.length; j++) {
      double accuracy = (right[j] + STRENGTH * usual) / (given[j] + STRENGTH);
      for (int a = 0; a < LEVELS.length; a++) {
        double hit = StrictMath.pow(accuracy, LEVELS[a]);
        double miss = StrictMath.pow((1 - accuracy) / others, LEVELS[a]);
        logRight[j * LEVELS.length + a] = StrictMath.log(hit / (hit + others * miss));
        logWrong[j * LEVELS.length + a] = StrictMath.log(miss / (hit + others * miss));
      }
    }
  }

  private void iterate() {
    double[] levels = new double[LEVELS.length];
    Arrays.fill(levels, PRIOR_ITEMS);
    Arrays.fill(right, 0);
    Arrays.fill(given, 0);
    double rightOfAll = PRIOR_ACCURACY * PRIOR_ANSWERS;
    double givenOfAll = PRIOR_ANSWERS;
    for (int t = 0; t < answers.tasks(); t++) {
      if (answers.taskEnd(t) - answers.taskStart(t) < 2) {
        continue;
      }
      double[] joint = joint(t);
      for (int c = 0; c < joint.length; c++) {
        levels[c % LEVELS.length] += joint[c];
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double truth = marginal(joint, answers.labelAt(p));
        right[answers.labelerAt(p)] += truth;
        given[answers.labelerAt(p)]++;
        rightOfAll += truth;
        givenOfAll++;
      }
    }
    usual = rightOfAll / givenOfAll;
    normalise(levels);
    System.arraycopy(levels, 0, levelShare, 0, levels.length);
  }

  private double[] joint(int t) {
    double[] logs = new double[classes * LEVELS.length];
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      int j = answers.labelerAt(p) * LEVELS.length;
      for (int c = 0; c < logs.length; c++) {
        boolean hit = c / LEVELS.length == answers.labelAt(p);
        logs[c] += (hit ? logRight : logWrong)[j + c % LEVELS.length];
      }
    }
    double max = Arrays.stream(logs).max().orElse(0);
    for (int c = 0; c < logs.length; c++) {
      logs[c] = StrictMath.exp(logs[c] - max) * levelShare[c % LEVELS.length];
    }
    normalise(logs);
    return logs;
  }

  private static double marginal(double[] joint, int k) {
    double sum = 0;
    for (int a = 0; a < LEVELS.length; a++) {
      sum += joint[k * LEVELS.length + a];
    }
    return sum;
  }

  private static void normalise(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }

  /** What is known of a task, by its number in the answers; its next labeler is a usual one. */
  public Outlook outlook(int t) {
    double[] joint = joint(t);
    Integer[] order = new Integer[classes];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (k, other) -> Double.compare(marginal(joint, other), marginal(joint, k)));
    int kept = classes <= MAX_CANDIDATES ? classes : MAX_CANDIDATES - 1;
    int rows = Math.min(classes, kept + 1);
    double[] lumped = new double[rows * LEVELS.length];
    for (int place = 0; place < classes; place++) {
      for (int a = 0; a < LEVELS.length; a++) {
        lumped[Math.min(place, rows - 1) * LEVELS.length + a] +=
            joint[order[place] * LEVELS.length + a];
      }
    }
    int count = answers.taskEnd(t) - answers.taskStart(t);
    return new Outlook(count, kept, LEVELS.length, lumped, nextAnswers(rows));
  }

  /** The error of an item nobody has answered: all classes are equally likely. */
  public double errorUnanswered() {
    return 1 - 1.0 / Math.max(1, classes);
  }

  /** P_a(l|k) of a usual labeler over rows classes, the last of which may stand for many. */
  private double[] nextAnswers(int rows) {
    int usualLabeler = (right.length - 1) * LEVELS.length;
    int inLast = classes - rows + 1;
    double[] next = new double[rows * LEVELS.length * rows];
    for (int k = 0; k < rows; k++) {
      for (int a = 0; a < LEVELS.length; a++) {
        double hit = StrictMath.exp(logRight[usualLabeler + a]);
        double miss = StrictMath.exp(logWrong[usualLabeler + a]);
        for (int l = 0; l < rows; l++) {
          int size = l == rows - 1 ? inLast : 1;
          double chance = l == k ? hit + (size - 1) * miss : size * miss;
          next[(k * LEVELS.length + a) * rows + l] = chance;
        }
      }
    }
    return next;
  }
}

package io.assay.consensus.blocs;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;

/*
 * Tasks t, labelers j, classes k, answer x of j to t, weight w_j of a labeler in 0..1.
 *
 *   q_t(k)     ~ pi_k product_j C_j(x|k)^w_j v_t(k)          (known tasks: certain), v_t(k) the one vote of
 *                a bloc beside the crowd: rho [what its members say of k] + (1 - rho) / K
 *   C_j(l|k)   = (c_j(l,k) + s Q_j(l|k)) / (c_j(.,k) + s),    c_j from q; Q_j the pooled matrix with its
 *                errors scaled to the ability of j
 *   q_t^-j     the same without j: what the others say of the task
 *
 * Two chances of an answer, both without the answer itself:
 *   skilled  = sum_k q_t^-j(k) C_j(x|k), mixed a little with how often j gives it;
 *   alone    = the largest of the skilled one, the share of the answer among the others on the task, and
 *              how often j gives it. A maximum, so that agreement is never rarer than it may be.
 */
/** What labelers who work alone would answer, by weighted Dawid–Skene. Not for several threads. */
final class CrowdModel {
  private static final double STRENGTH = 4;
  private static final double HABIT = 0.02;
  private static final double PRIOR_ERRORS = 0.4;
  private static final double MIN_PROBABILITY = 1e-4;

  final Answers answers;
  final int tasks;
  final int labelers;
  final int classes;

  /** Known class of a task, or -1. */
  final int[] known;

  /** Weight of each labeler. */
  final double[] weight;

  /** q_t(k), [task * K + class]. */
  final double[] belief;

  /**
   * log of q_t(k) up to a constant, from the crowd's answers alone, also where the task is known.
   */
  final double[] logBelief;

  /** The chance of each answer from one who works alone, by position. */
  final double[] alone;

  /** The chance of each answer by the skill of its labeler, by position. */
  final double[] skilled;

  /** log of what the bloc's members say of its key, up to a constant, [task * K + class]. */
  final double[] logKey;

  /** What the answer at a position adds to {@link #logKey}. */
  final double[] keyPart;

  /** How often the key is the truth beyond chance; at 0 the bloc has no vote. */
  double likeness;

  private final Crowd crowd;
  private final double[] logConfusion;
  private final double[] confusion;
  private final double[] share;
  private final double[] weighed;

  /** A model whose weights are to be set before it is fitted. */
  CrowdModel(Crowd crowd) {
    this.crowd = crowd;
    this.answers = crowd.answers();
    this.known = crowd.known();
    this.tasks = answers.tasks();
    this.labelers = answers.labelers();
    this.classes = answers.labels();
    this.weight = new double[labelers];
    this.belief = new double[tasks * classes];
    this.logBelief = new double[tasks * classes];
    this.alone = new double[answers.size()];
    this.skilled = new double[answers.size()];
    this.logKey = new double[belief.length];
    this.keyPart = new double[answers.size()];
    this.confusion = new double[labelers * classes * classes];
    this.logConfusion = new double[confusion.length];
    this.share = new double[classes];
    this.weighed = new double[tasks * classes];
  }

  /** Starts from the weighted shares of the votes. */
  void start() {
    for (int t = 0; t < tasks; t++) {
      int row = t * classes;
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        belief[row + k] = 0.3 * crowd.share(k);
        sum += belief[row + k];
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double w = weight[answers.labelerAt(p)];
        belief[row + answers.labelAt(p)] += w;
        sum += w;
      }
      for (int k = 0; k < classes; k++) {
        belief[row + k] /= sum;
      }
      clamp(t);
    }
  }

  /** Starts from given beliefs. */
  void start(double[] beliefs) {
    System.arraycopy(beliefs, 0, belief, 0, belief.length);
    for (int t = 0; t < tasks; t++) {
      clamp(t);
    }
  }

  private void clamp(int t) {
    if (known[t] >= 0) {
      Arrays.fill(belief, t * classes, (t + 1) * classes, 0);
      belief[t * classes + known[t]] = 1;
    }
  }

  /** Confusions from beliefs, and beliefs from confusions, so many times. */
  void iterate(int times) {
    for (int i = 0; i < times; i++) {
      maximise();
      expect();
    }
  }

  private void maximise() {
    double[] pooled = new double[classes * classes];
    Arrays.fill(share, 0.5);
    for (int t = 0; t < tasks; t++) {
      for (int k = 0; k < classes; k++) {
        share[k] += belief[t * classes + k];
      }
    }
    for (int k = 0; k < classes; k++) {
      share[k] /= tasks + 0.5 * classes;
    }
    Arrays.fill(confusion, 0);
    for (int j = 0; j < labelers; j++) {
      int table = j * classes * classes;
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        int row = answers.taskOf(q) * classes;
        int label = answers.labelOf(q);
        for (int k = 0; k < classes; k++) {
          confusion[table + k * classes + label] += belief[row + k];
        }
      }
      if (weight[j] > 0) {
        for (int i = 0; i < pooled.length; i++) {
          pooled[i] += weight[j] * confusion[table + i];
        }
      }
    }
    normalisePooled(pooled);
    for (int j = 0; j < labelers; j++) {
      shrink(j, pooled);
    }
  }

  private void normalisePooled(double[] pooled) {
    for (int k = 0; k < classes; k++) {
      double sum = 0;
      for (int l = 0; l < classes; l++) {
        pooled[k * classes + l] += 2.0 / classes + (k == l ? 1 : 0);
        sum += pooled[k * classes + l];
      }
      for (int l = 0; l < classes; l++) {
        pooled[k * classes + l] /= sum;
      }
    }
  }

  private void shrink(int j, double[] pooled) {
    int table = j * classes * classes;
    double errors = 0;
    double expected = 0;
    for (int k = 0; k < classes; k++) {
      double row = sum(table + k * classes);
      errors += row - confusion[table + k * classes + k];
      expected += row * (1 - pooled[k * classes + k]);
    }
    double ability = (errors + PRIOR_ERRORS) / (expected + PRIOR_ERRORS);
    for (int k = 0; k < classes; k++) {
      int row = table + k * classes;
      double answered = sum(row);
      double wrong = 1 - pooled[k * classes + k];
      double error = Math.min(0.95, ability * wrong);
      for (int l = 0; l < classes; l++) {
        double target = l == k ? 1 - error : error * pooled[k * classes + l] / wrong;
        double value = (confusion[row + l] + STRENGTH * target) / (answered + STRENGTH);
        confusion[row + l] = value;
        logConfusion[row + l] = StrictMath.log(value);
      }
    }
  }

  private double sum(int row) {
    double sum = 0;
    for (int l = 0; l < classes; l++) {
      sum += confusion[row + l];
    }
    return sum;
  }

  private void expect() {
    double[] key = new double[classes];
    double[] logShare = new double[classes];
    for (int k = 0; k < classes; k++) {
      logShare[k] = StrictMath.log(share[k]);
    }
    for (int t = 0; t < tasks; t++) {
      int row = t * classes;
      System.arraycopy(logShare, 0, logBelief, row, classes);
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        double w = weight[j];
        if (w > 0) {
          int cell = j * classes * classes + answers.labelAt(p);
          for (int k = 0; k < classes; k++) {
            logBelief[row + k] += w * logConfusion[cell + k * classes];
          }
        }
      }
      System.arraycopy(logBelief, row, belief, row, classes);
      if (likeness > 0) {
        System.arraycopy(logKey, row, key, 0, classes);
        vote(key);
        for (int k = 0; k < classes; k++) {
          belief[row + k] += key[k];
        }
      }
      softmax(belief, row, classes);
      clamp(t);
    }
  }

  /** Turns what is said of the key into the bloc's one vote on the truth, in logs. */
  private void vote(double[] key) {
    softmax(key, 0, classes);
    for (int k = 0; k < classes; k++) {
      key[k] = StrictMath.log(likeness * key[k] + (1 - likeness) / classes);
    }
  }

  /** Works out {@link #alone} for the present beliefs. */
  void foretell() {
    Arrays.fill(weighed, 0);
    double[] without = new double[classes];
    for (int t = 0; t < tasks; t++) {
      int row = t * classes;
      double all = 0;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double w = weight[answers.labelerAt(p)];
        weighed[row + answers.labelAt(p)] += w;
        all += w;
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        int j = answers.labelerAt(p);
        int label = answers.labelAt(p);
        if (crowd.isOut(j)) {
          continue;
        }
        double others = Math.max(0, weighed[row + label] - weight[j]);
        double byShare = (others + 2 * crowd.share(label)) / (Math.max(0, all - weight[j]) + 2);
        double bySkill = bySkill(t, p, without);
        skilled[p] = mixed(j, label, bySkill);
        double most = Math.max(bySkill, Math.max(byShare, crowd.habit(j, label)));
        alone[p] = Math.max(MIN_PROBABILITY, most);
      }
    }
  }

  /** The chance of the answer at a position by the skill of its labeler. */
  double skilled(int t, int p, double[] scratch) {
    return mixed(answers.labelerAt(p), answers.labelAt(p), bySkill(t, p, scratch));
  }

  private double mixed(int j, int label, double bySkill) {
    double mixed = (1 - HABIT) * bySkill + HABIT * crowd.habit(j, label);
    return Math.max(MIN_PROBABILITY, mixed);
  }

  private double bySkill(int t, int p, double[] scratch) {
    without(t, p, scratch);
    int cell = answers.labelerAt(p) * classes * classes + answers.labelAt(p);
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += scratch[k] * confusion[cell + k * classes];
    }
    return sum;
  }

  /** q_t^-j for the answer at a position. */
  private void without(int t, int p, double[] out) {
    if (known[t] >= 0) {
      Arrays.fill(out, 0);
      out[known[t]] = 1;
      return;
    }
    int j = answers.labelerAt(p);
    double w = weight[j];
    int cell = j * classes * classes + answers.labelAt(p);
    if (likeness > 0) {
      System.arraycopy(logKey, t * classes, out, 0, classes);
      out[answers.labelAt(p)] -= keyPart[p];
      vote(out);
    } else {
      Arrays.fill(out, 0);
    }
    for (int k = 0; k < classes; k++) {
      out[k] += logBelief[t * classes + k] - w * logConfusion[cell + k * classes];
    }
    softmax(out, 0, classes);
  }

  /** What was to be expected at a position without its answer: P(l) for every label l. */
  void expectedLabels(int t, int p, double[] scratch, double[] out) {
    without(t, p, scratch);
    int table = answers.labelerAt(p) * classes * classes;
    Arrays.fill(out, 0);
    for (int k = 0; k < classes; k++) {
      for (int l = 0; l < classes; l++) {
        out[l] += scratch[k] * confusion[table + k * classes + l];
      }
    }
  }

  /** What the crowd's answers say of a task whether or not it is known. */
  double[] unclamped(int t) {
    double[] row = Arrays.copyOfRange(logBelief, t * classes, (t + 1) * classes);
    softmax(row, 0, classes);
    return row;
  }

  /** log chance of every answer of each labeler by skill, nats. */
  double[] logSkilled() {
    double[] sums = new double[labelers];
    double[] scratch = new double[classes];
    for (int j = 0; j < labelers; j++) {
      if (!crowd.isOut(j)) {
        for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
          sums[j] += StrictMath.log(skilled(answers.taskOf(q), answers.positionOf(q), scratch));
        }
      }
    }
    return sums;
  }

  static void softmax(double[] values, int from, int length) {
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
  }
}

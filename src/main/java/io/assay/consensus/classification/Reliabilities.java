package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Only answers that something else can contradict say anything about a labeler: those to items that
 * others answered too or whose label is known. Of n such answers, R = sum of T_i,l_i are expected to
 * be right, with variance V = sum T (1 - T) for what is not known of the items. With the usual
 * accuracy p counting as two answers,
 *   accuracy = (R + 2 p) / (n + 2),
 *   variance = accuracy (1 - accuracy) / (n + 3) + V / (n + 2)^2   (law of total variance),
 * and the interval is that of the Beta distribution with this mean and variance.
 *
 * Informativeness is I(Y; L) / H(Y) from the shares of the classes and the labeler's counts of
 * answers by class. An item's class is judged for this by the answers of the others,
 * log pi_k + sum over the others of w log theta(l|k), or each would confirm himself; rows are drawn to the labeler's own distribution of answers by two
 * answers, which adds no information; and the (rows - 1)(columns - 1) / 2n nats that independent
 * answers show by chance are taken off (Miller 1955).
 */
/** Judges labelers by estimated labels. */
final class Reliabilities {
  private static final double STRENGTH = 2;
  static final double LOW = 0.025;
  static final double HIGH = 0.975;

  private final Votes votes;
  private final Answers answers;
  private final double[] posterior;
  private final Confusions confusions;
  private final double[] share;
  private final double[] joint;
  private final double usual;

  Reliabilities(Votes votes, double[] posterior, Confusions confusions) {
    this.votes = votes;
    this.answers = votes.answers;
    this.posterior = posterior;
    this.confusions = confusions;
    this.share = confusions.share();
    this.joint = ConfusionEm.fits(votes) ? joint() : new double[0];
    double right = 1;
    double checked = 2;
    for (int q = 0; q < answers.size(); q++) {
      if (votes.isChecked(answers.taskOf(q))) {
        right += believed(q);
        checked++;
      }
    }
    this.usual = right / checked;
  }

  /** log pi_k + sum of w log theta(l|k) over all answers to the item. */
  private double[] joint() {
    double[] sums = new double[posterior.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = StrictMath.log(share[i % votes.classes]);
    }
    for (int j = 0; j < answers.labelers(); j++) {
      double[] theta = logTable(j);
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        double weight = votes.weight(answers.positionOf(q));
        for (int k = 0; k < votes.classes; k++) {
          sums[answers.taskOf(q) * votes.classes + k] +=
              weight * theta[answers.labelOf(q) * votes.classes + k];
        }
      }
    }
    return sums;
  }

  private double[] logTable(int j) {
    double[] table = confusions.table(answers.labeler(j));
    for (int i = 0; i < table.length; i++) {
      table[i] = StrictMath.log(table[i]);
    }
    return table;
  }

  List<Reliability> all() {
    List<Reliability> all = new ArrayList<>(answers.labelers());
    for (int j = 0; j < answers.labelers(); j++) {
      all.add(of(j));
    }
    return List.copyOf(all);
  }

  private double believed(int q) {
    return posterior[answers.taskOf(q) * votes.classes + answers.labelOf(q)];
  }

  private Reliability of(int j) {
    double right = 0;
    double variance = 0;
    int checked = 0;
    for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
      if (votes.isChecked(answers.taskOf(q))) {
        double believed = Math.min(1, believed(q));
        right += believed;
        variance += believed * (1 - believed);
        checked++;
      }
    }
    double accuracy = (right + STRENGTH * usual) / (checked + STRENGTH);
    double spread = accuracy * (1 - accuracy);
    double square = (checked + STRENGTH) * (checked + STRENGTH);
    BetaDistribution beta = beta(accuracy, spread / (checked + STRENGTH + 1) + variance / square);
    return new Reliability(
        answers.labeler(j),
        answers.labelerEnd(j) - answers.labelerStart(j),
        Consensus.quantise(accuracy),
        Consensus.quantise(Math.min(accuracy, beta.quantile(LOW))),
        Consensus.quantise(Math.max(accuracy, beta.quantile(HIGH))),
        Consensus.quantise(informativeness(j, checked)),
        worstClass(j, accuracy));
  }

  static BetaDistribution beta(double mean, double variance) {
    // No distribution on [0, 1] has more than mean (1 - mean).
    return BetaDistribution.of(mean, Math.min(variance, mean * (1 - mean) / 1.5));
  }

  private @Nullable ClassAccuracy worstClass(int j, double accuracy) {
    if (!ConfusionEm.fits(votes)) {
      return null;
    }
    int classes = votes.classes;
    int[] labels = new int[answers.labelerEnd(j) - answers.labelerStart(j)];
    double[] beliefs = new double[labels.length * classes];
    int checked = 0;
    for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
      int t = answers.taskOf(q);
      if (votes.isChecked(t)) {
        labels[checked] = answers.labelOf(q);
        System.arraycopy(posterior, t * classes, beliefs, checked * classes, classes);
        checked++;
      }
    }
    return ClassAccuracy.worst(answers, Arrays.copyOf(labels, checked), beliefs, accuracy)
        .orElse(null);
  }

  private double informativeness(int j, int checked) {
    int classes = votes.classes;
    double entropy = 0;
    for (double p : share) {
      entropy -= p > 0 ? p * StrictMath.log(p) : 0;
    }
    if (checked == 0 || classes < 2 || !ConfusionEm.fits(votes)) {
      return 0;
    }
    int[] used = used(j);
    double[] counts = new double[used.length * classes];
    double[] own = new double[used.length];
    count(j, used, counts, own);
    double information = information(counts, own, checked);
    double chance = (classes - 1) * (used.length - 1) / (2.0 * checked);
    return Math.max(0, Math.min(1, (information - chance) / entropy));
  }

  /** The labels the labeler has given to checked items, ascending. */
  private int[] used(int j) {
    BitSet seen = new BitSet();
    for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
      if (votes.isChecked(answers.taskOf(q))) {
        seen.set(answers.labelOf(q));
      }
    }
    return seen.stream().toArray();
  }

  private void count(int j, int[] used, double[] counts, double[] own) {
    int classes = votes.classes;
    double[] theta = logTable(j);
    double[] others = new double[classes];
    for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
      int t = answers.taskOf(q);
      if (!votes.isChecked(t)) {
        continue;
      }
      int label = answers.labelOf(q);
      if (votes.known(t) >= 0) {
        System.arraycopy(posterior, t * classes, others, 0, classes);
      } else {
        double weight = votes.weight(answers.positionOf(q));
        for (int k = 0; k < classes; k++) {
          others[k] = joint[t * classes + k] - weight * theta[label * classes + k];
        }
        Votes.softmax(others, 0, classes);
      }
      int row = Arrays.binarySearch(used, label);
      own[row]++;
      for (int k = 0; k < classes; k++) {
        counts[row * classes + k] += others[k];
      }
    }
  }

  private double information(double[] counts, double[] own, int checked) {
    int classes = votes.classes;
    double[] joint = new double[counts.length];
    double[] marginal = new double[own.length];
    for (int k = 0; k < classes; k++) {
      double total = STRENGTH;
      for (int u = 0; u < own.length; u++) {
        total += counts[u * classes + k];
      }
      for (int u = 0; u < own.length; u++) {
        double prior = STRENGTH * own[u] / checked;
        joint[u * classes + k] = share[k] * (counts[u * classes + k] + prior) / total;
        marginal[u] += joint[u * classes + k];
      }
    }
    double information = 0;
    for (int i = 0; i < joint.length; i++) {
      if (joint[i] > 0) {
        double independent = share[i % classes] * marginal[i / classes];
        information += joint[i] * StrictMath.log(joint[i] / independent);
      }
    }
    return information;
  }
}

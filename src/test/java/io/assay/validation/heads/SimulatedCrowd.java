package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Consensus;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A made-up crowd that is hard to judge: few answers an item, most of them by few labelers, every
 * eighth labeler answers without looking, items differ in how hard they are, and who errs has
 * classes to err to.
 *
 * @param answers of labelers to tasks whose names are in the order of the items
 * @param truth the class of each item, by task number
 */
@SuppressWarnings("ArrayRecordComponent") // Test data.
record SimulatedCrowd(Answers answers, int[] truth) {
  private static final double SPAMMERS = 0.12;

  /** How many answers items have. */
  enum Redundancy {
    /** 2.4 on average, 1 to 5. */
    USUAL,
    /** 1 or 2. */
    HARDEST;

    private double[] cumulative() {
      return this == USUAL ? new double[] {0.2, 0.6, 0.85, 0.95, 1} : new double[] {0.5, 1};
    }
  }

  static SimulatedCrowd of(SplittableRandom random, int[] truth, int labelers, int classes) {
    return of(random, truth, labelers, classes, Redundancy.USUAL);
  }

  static SimulatedCrowd of(
      SplittableRandom random, int[] truth, int labelers, int classes, Redundancy redundancy) {
    double[] ability = new double[labelers];
    double[][] errors = new double[labelers][classes];
    double[] activity = new double[labelers];
    double sum = 0;
    for (int j = 0; j < labelers; j++) {
      ability[j] =
          random.nextDouble() < SPAMMERS ? -1 : 0.9 + 0.7 * SyntheticTexts.gaussian(random);
      for (int k = 0; k < classes; k++) {
        errors[j][k] = -Math.log(1 - random.nextDouble());
      }
      sum += 1.0 / (j + 3);
      activity[j] = sum;
    }
    Answers.Builder answers = Answers.builder();
    for (int i = 0; i < truth.length; i++) {
      double ease = Math.exp(0.6 * SyntheticTexts.gaussian(random));
      int count = draw(random, redundancy.cumulative()) + 1;
      int[] chosen = new int[count];
      Arrays.fill(chosen, -1);
      for (int n = 0; n < count; n++) {
        int j = draw(random, activity);
        while (contains(chosen, j)) {
          j = draw(random, activity);
        }
        chosen[n] = j;
        boolean right =
            ability[j] > -1 && random.nextDouble() < 1 / (1 + Math.exp(-ability[j] * ease));
        int label = right ? truth[i] : error(random, errors[j], ability[j] > -1 ? truth[i] : -1);
        answers.add(taskName(i), "labeler" + j, "class" + label);
      }
    }
    return new SimulatedCrowd(answers.build(), truth);
  }

  static String taskName(int item) {
    return "task" + (1_000_000 + item);
  }

  private static int error(SplittableRandom random, double[] weights, int but) {
    double[] cumulative = new double[weights.length];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += k == but ? 0 : weights[k];
      cumulative[k] = sum;
    }
    return draw(random, cumulative);
  }

  private static int draw(SplittableRandom random, double[] cumulative) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int k = 0;
    while (cumulative[k] <= at) {
      k++;
    }
    return k;
  }

  private static boolean contains(int[] values, int value) {
    return Arrays.stream(values).anyMatch(one -> one == value);
  }

  /** How good labels with confidences are. */
  record Quality(double accuracy, double auroc, double calibrationError) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f %.4f %.4f", accuracy, auroc, calibrationError);
    }
  }

  Quality judge(Consensus consensus) {
    double[] confidence = new double[truth.length];
    boolean[] right = new boolean[truth.length];
    for (int t = 0; t < truth.length; t++) {
      confidence[t] = consensus.confidence(t);
      right[t] = consensus.label(t).equals("class" + truth[t]);
    }
    return quality(confidence, right);
  }

  /** Accuracy, AUROC of the confidence, and calibration error in 15 bins of equal size. */
  static Quality quality(double[] confidence, boolean[] right) {
    Integer[] order = new Integer[right.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(confidence[a], confidence[b]));
    double rankSum = 0;
    int rights = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && confidence[order[to]] == confidence[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        rankSum += right[order[i]] ? (from + to + 1) / 2.0 : 0;
        rights += right[order[i]] ? 1 : 0;
      }
      from = to;
    }
    double error = 0;
    for (int bin = 0; bin < 15; bin++) {
      double away = 0;
      for (int i = order.length * bin / 15; i < order.length * (bin + 1) / 15; i++) {
        away += confidence[order[i]] - (right[order[i]] ? 1 : 0);
      }
      error += Math.abs(away);
    }
    double pairs = (double) rights * (order.length - rights);
    double auroc = (rankSum - rights * (rights + 1.0) / 2) / pairs;
    return new Quality((double) rights / order.length, auroc, error / order.length);
  }
}

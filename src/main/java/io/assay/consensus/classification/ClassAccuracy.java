package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Optional;

/**
 * How often a labeler is right where the truth is one certain class, as an interval.
 *
 * <p>Of n = sum_i T_ik answers expected to items of class k, R = sum_i T_ik [l_i = k] are expected
 * to be right. With the labeler's accuracy a over all classes counting as two answers,
 *
 * <pre>
 *   accuracy = (R + 2 a) / (n + 2)
 *   variance = accuracy (1 - accuracy) / (n + 3)
 *            + sum_i T_ik (1 - T_ik) ([l_i = k] - accuracy)^2 / (n + 2)^2
 * </pre>
 *
 * where the second term is what is not known of the items, and the interval is that of the Beta
 * distribution with this mean and variance. The worst class is picked for being lowest, so that its
 * point errs downwards where several classes are about equal: read the interval.
 *
 * @param label the truth class k
 * @param expectedAnswers n, rounded to millionths
 * @param accuracy expected share of right answers among them
 * @param accuracyLow lower end of the 95 % credible interval of the accuracy
 * @param accuracyHigh upper end of it
 */
public record ClassAccuracy(
    String label,
    double expectedAnswers,
    double accuracy,
    double accuracyLow,
    double accuracyHigh) {
  /** A class with fewer expected answers is not judged. */
  public static final int MIN_EXPECTED_ANSWERS = 10;

  private static final double STRENGTH = 2;

  /**
   * The class with the lowest accuracy, of equal ones the first; empty where no class has {@value
   * #MIN_EXPECTED_ANSWERS} expected answers.
   *
   * @param labels given, of the answers that something can contradict
   * @param beliefs T_ik by answer, [answer * classes + class]
   * @param overall the labeler's accuracy
   */
  static Optional<ClassAccuracy> worst(
      Answers answers, int[] labels, double[] beliefs, double overall) {
    int classes = answers.labels();
    double[] expected = new double[classes];
    double[] right = new double[classes];
    for (int i = 0; i < labels.length; i++) {
      for (int k = 0; k < classes; k++) {
        expected[k] += beliefs[i * classes + k];
      }
      right[labels[i]] += beliefs[i * classes + labels[i]];
    }
    int worst = -1;
    double lowest = 2;
    for (int k = 0; k < classes; k++) {
      double accuracy = (right[k] + STRENGTH * overall) / (expected[k] + STRENGTH);
      if (expected[k] >= MIN_EXPECTED_ANSWERS && accuracy < lowest) {
        worst = k;
        lowest = accuracy;
      }
    }
    return worst < 0
        ? Optional.empty()
        : Optional.of(of(answers, labels, beliefs, worst, expected[worst], Math.min(1, lowest)));
  }

  private static ClassAccuracy of(
      Answers answers, int[] labels, double[] beliefs, int k, double expected, double accuracy) {
    double unknown = 0;
    for (int i = 0; i < labels.length; i++) {
      double belief = Math.min(1, beliefs[i * answers.labels() + k]);
      double off = (labels[i] == k ? 1 : 0) - accuracy;
      unknown += belief * (1 - belief) * off * off;
    }
    double square = (expected + STRENGTH) * (expected + STRENGTH);
    double spread = accuracy * (1 - accuracy);
    double variance = spread / (expected + STRENGTH + 1) + unknown / square;
    BetaDistribution beta = Reliabilities.beta(accuracy, variance);
    return new ClassAccuracy(
        answers.label(k),
        Consensus.quantise(expected),
        Consensus.quantise(accuracy),
        Consensus.quantise(Math.min(accuracy, beta.quantile(Reliabilities.LOW))),
        Consensus.quantise(Math.max(accuracy, beta.quantile(Reliabilities.HIGH))));
  }
}

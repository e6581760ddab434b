package io.assay.consensus.classification;

import org.jspecify.annotations.Nullable;

/**
 * What the answers of a labeler are worth, as an interval.
 *
 * @param answers number of answers
 * @param accuracy expected share of right answers
 * @param accuracyLow lower end of the 95 % credible interval of the accuracy
 * @param accuracyHigh upper end of it
 * @param informativeness share of the uncertainty about a label that one answer takes away, in [0,
 *     1]: I(Y; L) / H(Y). It is 0 for one who always says the same, however often that is right.
 * @param worstClass the truth class with the lowest accuracy; null where no class has enough
 *     answers
 */
public record Reliability(
    String labeler,
    int answers,
    double accuracy,
    double accuracyLow,
    double accuracyHigh,
    double informativeness,
    @Nullable ClassAccuracy worstClass) {
  /** A person is shown no bare point of a labeler with fewer answers, only the interval. */
  public static final int MIN_POINT_ANSWERS = 10;

  /** Of answers that are no classes, none of which is the worst. */
  public Reliability(
      String labeler,
      int answers,
      double accuracy,
      double accuracyLow,
      double accuracyHigh,
      double informativeness) {
    this(labeler, answers, accuracy, accuracyLow, accuracyHigh, informativeness, null);
  }
}

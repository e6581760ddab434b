package io.assay.consensus.classification;

/**
 * How far the confidences of a fit can be trusted, and what was done for it.
 *
 * <p>Source: Guo, Pleiss, Sun, Weinberger (2017), On calibration of modern neural networks.
 *
 * @param basis what the temperature was fitted on and the error measured on
 * @param goldItems number of known labels among the items answered
 * @param inverseTemperature what the evidence of the answers together counts; 1 leaves it as it is
 * @param goldExponent power to which the probabilities were raised for gold; 1 where there is too
 *     little gold
 * @param expectedCalibrationError on known labels each foretold as if it were not known, or else on
 *     answers each foretold from the others: the mean over {@value #BINS} bins of confidence of the
 *     gap between confidence and share right; 0 where there is nothing to measure it on
 */
public record Calibration(
    Basis basis,
    int goldItems,
    double inverseTemperature,
    double goldExponent,
    double expectedCalibrationError) {
  /** What confidences can be held against. */
  public enum Basis {
    /** Known labels, enough of them. */
    GOLD,
    /** Answers foretold from the other answers to their items. */
    HELD_OUT_ANSWERS,
    /** Nothing: they are what the method says. */
    NONE
  }

  /** Fewer known labels than this calibrate nothing. */
  public static final int MIN_GOLD_ITEMS = 200;

  /** An error measured on fewer answers would say more of chance than of the fit. */
  public static final int MIN_HELD_OUT_ANSWERS = 100;

  static final int BINS = 10;

  static Calibration none(Votes votes) {
    return none(votes.knownTasks());
  }

  /** Nothing was done or measured. */
  public static Calibration none(int goldItems) {
    return new Calibration(Basis.NONE, goldItems, 1, 1, 0);
  }

  /** Whether there was enough gold to calibrate on. */
  public boolean onGold() {
    return basis == Basis.GOLD;
  }

  /** What a reader of the confidences should know. */
  public String note() {
    return onGold()
        ? "calibrated on " + goldItems + " gold items"
        : "not calibrated on gold (" + goldItems + " of " + MIN_GOLD_ITEMS + " gold items)";
  }

  /** The note with the error and what it was measured on, one line. */
  public String summary() {
    String error =
        switch (basis) {
          case GOLD -> Consensus.decimal(expectedCalibrationError) + " on gold";
          case HELD_OUT_ANSWERS ->
              Consensus.decimal(expectedCalibrationError) + " on held-out answers";
          case NONE -> "not measured";
        };
    return note() + "; expected calibration error " + error;
  }

  /** Sums up confidence and success by bins of confidence. */
  static final class Bins {
    private final double[] confidence = new double[BINS];
    private final double[] right = new double[BINS];
    private double total;

    void add(double probability, boolean hit, double weight) {
      int bin = Math.min(BINS - 1, (int) (probability * BINS));
      confidence[bin] += weight * probability;
      right[bin] += hit ? weight : 0;
      total += weight;
    }

    double total() {
      return total;
    }

    double expectedCalibrationError() {
      double sum = 0;
      for (int b = 0; b < BINS; b++) {
        sum += Math.abs(confidence[b] - right[b]);
      }
      return total > 0 ? sum / total : 0;
    }
  }
}

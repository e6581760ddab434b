package io.assay.consensus.pairwise;

/**
 * What a labeler said of two things.
 *
 * @param weight how much of a vote it is, from 0 (decides nothing) to 1
 */
public record Comparison(
    String labeler, String left, String right, Preference preference, double weight) {
  /** Which of the two is better. */
  public enum Preference {
    LEFT,
    RIGHT,
    TIE
  }

  public Comparison {
    if (left.equals(right) || !(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "two different things are compared with a weight from 0 to 1: " + left + ", " + weight);
    }
  }

  /** A comparison that is a whole vote. */
  public Comparison(String labeler, String left, String right, Preference preference) {
    this(labeler, left, right, preference, 1);
  }

  /** The same said with the two the other way round. */
  Comparison turned() {
    Preference other =
        switch (preference) {
          case LEFT -> Preference.RIGHT;
          case RIGHT -> Preference.LEFT;
          case TIE -> Preference.TIE;
        };
    return new Comparison(labeler, /* left= */ right, /* right= */ left, other, weight);
  }
}

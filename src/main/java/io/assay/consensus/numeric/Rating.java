package io.assay.consensus.numeric;

/**
 * The number a labeler gave an item.
 *
 * @param weight how much of a vote it is, from 0 (decides nothing) to 1
 */
public record Rating(String item, String labeler, double value, double weight) {
  public Rating {
    if (!Double.isFinite(value) || !(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "a rating is finite and its weight from 0 to 1: " + value + ", " + weight);
    }
  }

  /** A rating that is a whole vote. */
  public Rating(String item, String labeler, double value) {
    this(item, labeler, value, 1);
  }
}

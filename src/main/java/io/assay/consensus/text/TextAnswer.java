package io.assay.consensus.text;

/**
 * The text a labeler gave for an item.
 *
 * @param weight how much of a vote it is, from 0 (decides nothing) to 1
 */
public record TextAnswer(String item, String labeler, String text, double weight) {
  public TextAnswer {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("a weight is from 0 to 1: " + weight);
    }
  }

  /** A text that is a whole vote. */
  public TextAnswer(String item, String labeler, String text) {
    this(item, labeler, text, 1);
  }
}

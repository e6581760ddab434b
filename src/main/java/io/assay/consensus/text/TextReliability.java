package io.assay.consensus.text;

/**
 * How much of a labeler's texts is right.
 *
 * @param answers number of answers
 * @param accuracy expected share that is right
 * @param accuracyLow lower end of its 95 % credible interval
 * @param accuracyHigh upper end of it
 */
public record TextReliability(
    String labeler, int answers, double accuracy, double accuracyLow, double accuracyHigh) {}

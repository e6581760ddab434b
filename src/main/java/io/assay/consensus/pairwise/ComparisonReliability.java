package io.assay.consensus.pairwise;

/**
 * How often a labeler answers in the sense of the scores.
 *
 * @param answers number of comparisons
 * @param reliability η, the probability of it; 0.5 for one who guesses
 * @param low lower end of the 95 % credible interval of η
 * @param high upper end of it
 */
public record ComparisonReliability(
    String labeler, int answers, double reliability, double low, double high) {}

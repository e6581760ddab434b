package io.assay.consensus.pairwise;

/**
 * How good a thing is, in logits: with a difference of d it is preferred with odds e^d.
 *
 * @param value its score; all scores have mean 0
 * @param standardError of the score
 * @param comparisons number of comparisons it was in
 */
public record Score(String thing, double value, double standardError, int comparisons) {}

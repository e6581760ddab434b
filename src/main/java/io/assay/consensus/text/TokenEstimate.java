package io.assay.consensus.text;

/**
 * A word of a text.
 *
 * @param confidence probability that it is right in its place
 */
public record TokenEstimate(String token, double confidence) {}

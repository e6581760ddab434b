package io.assay.fraud.behaviour;

/**
 * When one labeler answered one item.
 *
 * @param at seconds since the epoch
 * @param seconds how long the answer took; NaN where not known
 */
public record TimedAnswer(String labeler, String item, double at, double seconds) {}

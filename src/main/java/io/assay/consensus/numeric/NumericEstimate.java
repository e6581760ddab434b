package io.assay.consensus.numeric;

/**
 * The value of an item.
 *
 * @param value its posterior mean
 * @param standardError its posterior standard deviation, 0 where the value is known
 * @param low lower end of the 95 % credible interval
 * @param high upper end of it
 * @param answers number of answers it rests on
 */
public record NumericEstimate(
    String item, double value, double standardError, double low, double high, int answers) {}

package io.assay.consensus.numeric;

/**
 * How a labeler's numbers differ from the true ones.
 *
 * @param answers number of answers
 * @param bias how much too high they are on average
 * @param biasLow lower end of the 95 % credible interval of the bias
 * @param biasHigh upper end of it
 * @param deviation standard deviation of the errors beside the bias
 * @param deviationLow lower end of the 95 % credible interval of the deviation
 * @param deviationHigh upper end of it
 * @param gain how far they go where the truth goes by 1; near 0 for one who always says the same
 * @param reliability share of truth in the variance of the answers, gain² τ² / (gain² τ² +
 *     deviation²), in [0, 1]
 * @param reliabilityLow lower end of its 95 % credible interval
 * @param reliabilityHigh upper end of it
 * @param informativeness share of the variance between items that the answers explain (adjusted
 *     R²), items judged by the answers of the others; 0 for one who always says the same
 */
public record NumericReliability(
    String labeler,
    int answers,
    double bias,
    double biasLow,
    double biasHigh,
    double deviation,
    double deviationLow,
    double deviationHigh,
    double gain,
    double reliability,
    double reliabilityLow,
    double reliabilityHigh,
    double informativeness) {}

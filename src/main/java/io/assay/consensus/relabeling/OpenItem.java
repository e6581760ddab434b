package io.assay.consensus.relabeling;

/**
 * An item that may get another answer.
 *
 * @param answers it has
 * @param error probability that its label is wrong, 1 - max_k T_k of a calibrated posterior
 */
public record OpenItem(int answers, double error) {}

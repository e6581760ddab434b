package io.assay.consensus.classification;

/**
 * How an estimation ended.
 *
 * @param iterations of expectation and maximisation
 * @param logLikelihood of the answers, in nats; 0 where the method has none
 * @param strength answers' worth of prior in the confusion matrices
 */
record Fitted(int iterations, double logLikelihood, double strength) {}

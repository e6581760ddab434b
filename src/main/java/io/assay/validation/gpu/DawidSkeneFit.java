package io.assay.validation.gpu;

/**
 * What EM has come to.
 *
 * @param classes K
 * @param posterior T, items times K
 * @param logTheta log theta(l|k) by labeler, answer l and class k
 * @param logShare log pi by class
 * @param logLikelihood of all answers, in nats
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of items.
public record DawidSkeneFit(
    int classes, float[] posterior, float[] logTheta, float[] logShare, double logLikelihood) {}

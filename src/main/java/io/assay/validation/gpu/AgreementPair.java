package io.assay.validation.gpu;

/**
 * Two labelers who agree on the probes more often than a rule lets pass.
 *
 * @param first place of the one
 * @param second place of the other, after it
 * @param same items to which both gave the same answer
 * @param shared items that both answered
 */
public record AgreementPair(int first, int second, int same, int shared) {}

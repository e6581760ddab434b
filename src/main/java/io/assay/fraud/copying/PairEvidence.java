package io.assay.fraud.copying;

/**
 * How two labelers agree on a dataset.
 *
 * @param a name of the first in the order of names
 * @param b name of the second
 * @param commonItems items both answered
 * @param same how often they gave the same answer
 * @param expectedSame how often two people of their skill who work alone would have
 * @param logEValue ln of the e-value against independent work, in nats
 */
public record PairEvidence(
    String a, String b, int commonItems, int same, double expectedSame, double logEValue) {}

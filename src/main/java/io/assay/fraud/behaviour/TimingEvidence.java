package io.assay.fraud.behaviour;

/**
 * What the times of two labelers say.
 *
 * @param synchronous answers to the same item within two minutes
 * @param synchronyP p-value of that many
 * @param relayed sittings of one that begin within five minutes after one of the other ends
 * @param relayP p-value of that many
 * @param apartP p-value of so little time in which both worked
 * @param correlation of residual response times on common items; 0 where not known
 * @param correlationP its p-value
 * @param nats ln of the mean e-value, between 0 and the cap
 */
public record TimingEvidence(
    int synchronous,
    double synchronyP,
    int relayed,
    double relayP,
    double apartP,
    double correlation,
    double correlationP,
    double nats) {}

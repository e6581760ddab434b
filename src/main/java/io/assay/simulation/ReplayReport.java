package io.assay.simulation;

import java.util.OptionalDouble;
import java.util.UUID;

/**
 * What a replay came to.
 *
 * @param accepted answers the server acknowledged, now or in an earlier run of the same crowd
 * @param accuracy share of tasks with a known truth whose exported label is that truth
 * @param ledgerBaseUnits what the ledger says these labelers earned
 * @param onChainBaseUnits what the chain says their wallets hold
 * @param submissionsPerSecond acknowledged answers over the time of leasing and submitting
 */
public record ReplayReport(
    UUID datasetId,
    long answers,
    long accepted,
    int labelers,
    int tasks,
    OptionalDouble accuracy,
    double submissionsPerSecond,
    int cases,
    String ledgerBaseUnits,
    String onChainBaseUnits,
    String export) {}

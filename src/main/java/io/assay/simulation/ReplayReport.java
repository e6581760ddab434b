package io.assay.simulation;

import java.util.UUID;

/**
 * What a replay came to.
 *
 * @param accepted answers the server acknowledged, now or in an earlier run of the same crowd
 * @param known tasks of the crowd whose truth is known
 * @param right those of them whose exported label is that truth; one not exported is not right
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
    long known,
    long right,
    double submissionsPerSecond,
    int cases,
    String ledgerBaseUnits,
    String onChainBaseUnits,
    String export) {}

package io.assay.consensus.objects;

/**
 * How well a labeler finds objects.
 *
 * @param answers number of items answered
 * @param agreement objects found, of those found, missed or invented; mean of its posterior
 * @param agreementLow lower end of its 95 % credible interval
 * @param agreementHigh upper end of it
 * @param precision share of the labeler's objects that are there, likewise with its interval
 * @param recall share of the objects there that the labeler marked, likewise with its interval
 * @param overlap mean intersection over union with the consensus, of objects found
 * @param informativeness of marking a candidate or not, in [0, 1]
 */
public record ObjectReliability(
    String labeler,
    int answers,
    double agreement,
    double agreementLow,
    double agreementHigh,
    double precision,
    double precisionLow,
    double precisionHigh,
    double recall,
    double recallLow,
    double recallHigh,
    double overlap,
    double informativeness) {}

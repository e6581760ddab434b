package io.assay.fraud.review;

import io.assay.platform.TokenAmount;

/**
 * What a decision does.
 *
 * @param removedAnswers answers that would not count any more
 * @param reopenedTasks resolved tasks whose confidence without them is below the target
 * @param changedLabels items whose label would be another one
 * @param returnedBaseUnits unsettled pay that goes back to the datasets it was promised from
 * @param heldBaseUnits unsettled pay that would wait
 * @param releasedBaseUnits unsettled pay that would wait no more
 */
public record EffectView(
    long removedAnswers,
    long reopenedTasks,
    long changedLabels,
    TokenAmount returnedBaseUnits,
    TokenAmount heldBaseUnits,
    TokenAmount releasedBaseUnits,
    int labelers) {}

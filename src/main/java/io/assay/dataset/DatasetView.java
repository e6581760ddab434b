package io.assay.dataset;

import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a dataset with its counts. {@code available} is for labelers only, and rounded down;
 * what would tell them of the answers of others, or which items are gold or probes, is 0 for them.
 */
public record DatasetView(
    UUID id,
    String name,
    String description,
    String instructions,
    DatasetState state,
    LabelSchema schema,
    TokenAmount priceBaseUnits,
    int redundancyMin,
    int redundancyMax,
    double targetConfidence,
    double goldShare,
    double probeShare,
    int leaseSeconds,
    @Nullable Double targetError,
    @Nullable TokenAmount budgetBaseUnits,
    @Nullable Instant deadline,
    String priority,
    boolean prelabels,
    boolean independentAnswers,
    @Nullable Incentive incentive,
    TokenAmount fundedBaseUnits,
    TokenAmount committedBaseUnits,
    TokenAmount probeCommittedBaseUnits,
    TokenAmount probeLimitBaseUnits,
    long items,
    long gold,
    long answers,
    long resolved,
    @Nullable Long available,
    Instant createdAt) {}

package io.assay.dataset;

import java.util.UUID;

/** A file came into a dataset; observed in the same transaction. */
public record MediaAdded(UUID datasetId) {}

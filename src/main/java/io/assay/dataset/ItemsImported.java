package io.assay.dataset;

import java.util.UUID;

/** Items came into a dataset; observed in the same transaction, which makes tasks of them. */
public record ItemsImported(UUID datasetId) {}

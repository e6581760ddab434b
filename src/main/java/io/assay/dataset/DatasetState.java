package io.assay.dataset;

/** Where a dataset stands: made, put out to labelers, or at its end. */
public enum DatasetState {
  DRAFT,
  OPEN,
  CLOSED
}

package io.assay.task;

import io.assay.account.LabelerId;
import java.util.UUID;

/** Port: whether a labeler may be offered tasks of a dataset. Every implementation must agree. */
public interface LabelerEligibility {
  boolean isEligible(LabelerId labeler, UUID datasetId);

  /** Whether the rule only slows a labeler down, and so says nothing on a crowd played again. */
  default boolean isPace() {
    return false;
  }
}

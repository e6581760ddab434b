package io.assay.consensus;

import io.assay.consensus.answers.Exclusions;
import java.util.UUID;

/** Port: whose votes in a dataset count less, by labeler pseudonym. */
public interface ExclusionSource {
  Exclusions find(UUID datasetId);
}

package io.assay.fraud;

import io.assay.platform.TokenAmount;
import java.util.UUID;

/** Port: the platform pays what restored pay needs beyond what a dataset has left. */
public interface EscrowFunding {
  /** Raises the funds, and the budget where there is one, in the present transaction. */
  void cover(UUID datasetId, TokenAmount amount);
}

package io.assay.account;

import io.assay.platform.TokenAmount;
import java.util.UUID;

/** Port: what a labeler has earned and does not have in their wallet yet. */
public interface OwedPay {
  /**
   * All of it, whether it may be claimed now or later.
   *
   * @throws io.assay.platform.Unavailable if the chain does not answer
   */
  TokenAmount owed(UUID labeler);
}

package io.assay.payout.receipts;

import java.util.UUID;

/**
 * The escrow out of which the platform pays what no dataset owes, such as goodwill on upheld
 * appeals. Among payments it stands where a dataset does, and the number of the line where the item
 * does.
 */
public final class PlatformEscrow {
  public static final UUID ID = new UUID(0, 1);

  private PlatformEscrow() {}
}

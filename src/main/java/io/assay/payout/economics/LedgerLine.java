package io.assay.payout.economics;

import java.math.BigInteger;

/**
 * A labeler's pay for one answer, or a bonus for several.
 *
 * @param bookedAtMillis of the epoch
 * @param answer whether it is an answer's, which lines before it wait for
 */
public record LedgerLine(BigInteger amountBaseUnits, long bookedAtMillis, boolean answer) {
  /** An answer's. */
  public LedgerLine(BigInteger amountBaseUnits, long bookedAtMillis) {
    this(amountBaseUnits, bookedAtMillis, true);
  }
}

package io.assay.payout.custody;

import java.util.Locale;

/** What a key is for. No key outside the embedded chain has two of these. */
public enum Duty {
  /** Proposes epochs, and puts up the stake behind them. */
  POSTER,
  /** Funds escrows, and takes back what no epoch needs. */
  SPONSOR,
  /** Activates epochs and claims for labelers; owns nothing but gas. */
  RELAYER;

  /** As it stands in the configuration and in messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

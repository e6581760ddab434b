package io.assay.payout;

import jakarta.enterprise.context.ApplicationScoped;

/** How people write amounts of the token they are paid in. */
@ApplicationScoped
public class Token {
  private final PayoutConfig config;

  Token(PayoutConfig config) {
    this.config = config;
  }

  public String symbol() {
    return config.tokenSymbol();
  }

  /** Digits behind the point. */
  public int decimals() {
    return config.tokenDecimals();
  }
}

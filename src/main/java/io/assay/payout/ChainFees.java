package io.assay.payout;

import java.math.BigInteger;

/** What a transaction offers the chain's block builders (EIP-1559), in wei a unit of gas. */
record ChainFees(BigInteger maxFee, BigInteger tip) {
  private static final BigInteger FIRST_TIP = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger EIGHT = BigInteger.valueOf(8);

  /** Room for the base fee to double before the transaction is mined. */
  static ChainFees of(BigInteger baseFee) {
    return new ChainFees(baseFee.multiply(BigInteger.TWO).add(FIRST_TIP), FIRST_TIP);
  }

  /**
   * Both raised by an eighth, which every node takes for a replacement, or more if the base fee
   * asks for it.
   *
   * @throws ChainGateway.Unavailable if that is above the highest fee allowed
   */
  ChainFees raised(BigInteger baseFee, BigInteger highest) {
    ChainFees fresh = of(baseFee);
    ChainFees raised =
        new ChainFees(eighthMore(maxFee).max(fresh.maxFee()), eighthMore(tip).max(fresh.tip()));
    if (raised.maxFee().compareTo(highest) > 0) {
      throw new ChainGateway.Unavailable(
          "the chain asks for a fee above the highest allowed, " + highest + " wei a unit of gas");
    }
    return raised;
  }

  private static BigInteger eighthMore(BigInteger fee) {
    return fee.add(fee.add(EIGHT).subtract(BigInteger.ONE).divide(EIGHT));
  }
}

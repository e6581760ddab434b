package io.assay.payout;

import java.math.BigInteger;
import java.util.Optional;

/** What a transaction offers the chain's block builders (EIP-1559), in wei a unit of gas. */
record ChainFees(BigInteger maxFee, BigInteger tip) {
  private static final BigInteger FIRST_TIP = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger EIGHT = BigInteger.valueOf(8);

  /**
   * Room for the base fee to double before the transaction is mined, as far as the highest fee
   * allows.
   *
   * @throws ChainGateway.Unavailable if the chain asks for more than that now
   */
  static ChainFees of(BigInteger baseFee, BigInteger highest) {
    if (baseFee.add(FIRST_TIP).compareTo(highest) > 0) {
      throw new ChainGateway.Unavailable(
          "the chain asks for a fee above the highest allowed, " + highest + " wei a unit of gas");
    }
    return new ChainFees(baseFee.multiply(BigInteger.TWO).add(FIRST_TIP).min(highest), FIRST_TIP);
  }

  /**
   * Both raised by an eighth, which every node takes for a replacement, or more if the base fee
   * asks for it; empty where the highest fee leaves no room for an eighth.
   *
   * @throws ChainGateway.Unavailable if the chain asks for more than the highest fee now
   */
  Optional<ChainFees> raised(BigInteger baseFee, BigInteger highest) {
    ChainFees fresh = of(baseFee, highest);
    BigInteger least = eighthMore(maxFee);
    if (least.compareTo(highest) > 0) {
      return Optional.empty();
    }
    BigInteger offered = least.max(fresh.maxFee());
    return Optional.of(new ChainFees(offered, eighthMore(tip).max(fresh.tip()).min(offered)));
  }

  private static BigInteger eighthMore(BigInteger fee) {
    return fee.add(fee.add(EIGHT).subtract(BigInteger.ONE).divide(EIGHT));
  }
}

package io.assay.payout.economics;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;

/**
 * A way to pay beyond the flat price: a bonus for answers, worked out once others have answered
 * too. Amounts are base units and rounded down; the same answers in any order earn the same.
 *
 * <p>No rule ever pays more in all than {@code most} times the answers it is due for.
 */
public sealed interface BonusRule permits CorrelatedAgreement, DifficultyPricing, StakeClipped {
  /** A whole, in basis points. */
  int WHOLE = 10_000;

  /** Items answered by others too that a labeler needs before a bonus is worked out. */
  int minAnswers();

  /**
   * The bonus of each labeler of the crowd, in its order.
   *
   * @param due the answers that earn one, by place
   * @param most base units that one answer may earn on average
   */
  List<BigInteger> bonusesDown(BonusCrowd crowd, BitSet due, BigInteger most);

  /**
   * A share in basis points.
   *
   * @throws IllegalArgumentException if it is not within the bounds
   */
  static void checkShare(String name, int basisPoints, int least) {
    if (basisPoints < least || basisPoints > WHOLE) {
      throw new IllegalArgumentException(name + ": from " + least + " to " + WHOLE);
    }
  }

  /**
   * A number of answers.
   *
   * @throws IllegalArgumentException if it is not within the bounds
   */
  static void checkMinAnswers(int minAnswers) {
    if (minAnswers < 2 || minAnswers > 1000) {
      throw new IllegalArgumentException("minAnswers: from 2 to 1000");
    }
  }

  /** Answers of each labeler that are due. */
  static long[] countDue(BonusCrowd crowd, BitSet due) {
    long[] counts = new long[crowd.labelers().size()];
    due.stream().forEach(p -> counts[crowd.labelerAt(p)]++);
    return counts;
  }
}

package io.assay.payout.economics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A price by difficulty, between a floor and the whole bonus on top of the flat price: an answer to
 * an item on which m others voted, of whom a share d of all pairs disagree (Gini and Simpson's
 * quadratic entropy, without bias), earns most · (floor + (1 - floor) · min(1, d K / (K - 1))),
 * rounded down.
 *
 * <p>What the labeler answered, and what anyone of their voice did, has no part in the price of
 * their answer: nobody makes an item dearer to themselves by answering it wrongly. The price is
 * known only after the answer, so that it tells nothing about the label before.
 *
 * @param floorBasisPoints the part of the bonus that the easiest item earns
 */
public record DifficultyPricing(int floorBasisPoints) implements BonusRule {
  public DifficultyPricing {
    BonusRule.checkShare("floorBasisPoints", floorBasisPoints, 0);
  }

  @Override
  public int minAnswers() {
    return 0;
  }

  @Override
  public List<BigInteger> bonusesDown(BonusCrowd crowd, BitSet due, BigInteger most) {
    BigInteger[] sums = new BigInteger[crowd.labelers().size()];
    java.util.Arrays.fill(sums, BigInteger.ZERO);
    due.stream()
        .forEach(
            p -> {
              int[] others = crowd.othersOn(crowd.itemAt(p), crowd.voice(p));
              sums[crowd.labelerAt(p)] = sums[crowd.labelerAt(p)].add(priceDown(others, most));
            });
    return new ArrayList<>(List.of(sums));
  }

  /** What an answer earns where others voted so. */
  BigInteger priceDown(int[] votes, BigInteger most) {
    long count = 0;
    long squares = 0;
    for (int one : votes) {
      count += one;
      squares += (long) one * one;
    }
    long apart = (count * count - squares) * votes.length;
    long pairs = count * (count - 1) * (votes.length - 1);
    BigInteger floor = BigInteger.valueOf(floorBasisPoints);
    BigInteger whole = BigInteger.valueOf(WHOLE);
    if (pairs <= 0) {
      return most.multiply(floor).divide(whole);
    }
    BigInteger difficulty = BigInteger.valueOf(Math.min(apart, pairs));
    return most.multiply(
            floor
                .multiply(BigInteger.valueOf(pairs))
                .add(whole.subtract(floor).multiply(difficulty)))
        .divide(whole.multiply(BigInteger.valueOf(pairs)));
  }
}

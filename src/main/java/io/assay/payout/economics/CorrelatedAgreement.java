package io.assay.payout.economics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A bonus for agreeing with others on the same item more often than on different ones (see {@link
 * AgreementScores}). Each answer due earns most · min(1, max(0, score) / full), rounded down over
 * the labeler's answers together.
 *
 * @param fullScoreBasisPoints the score from which on the whole bonus is paid; between two classes
 *     equally common a labeler who is always right among others who are scores 5000
 * @param minAnswers items answered by others too, below which there is no bonus yet
 */
public record CorrelatedAgreement(int fullScoreBasisPoints, int minAnswers) implements BonusRule {
  public CorrelatedAgreement {
    BonusRule.checkShare("fullScoreBasisPoints", fullScoreBasisPoints, 100);
    BonusRule.checkMinAnswers(minAnswers);
  }

  @Override
  public List<BigInteger> bonusesDown(BonusCrowd crowd, BitSet due, BigInteger most) {
    AgreementScores scores = new AgreementScores(crowd);
    long[] counts = BonusRule.countDue(crowd, due);
    List<BigInteger> bonuses = new ArrayList<>(counts.length);
    for (int j = 0; j < counts.length; j++) {
      bonuses.add(bonusDown(scores.ofLabeler(j), most.multiply(BigInteger.valueOf(counts[j]))));
    }
    return bonuses;
  }

  private BigInteger bonusDown(AgreementScores.Score score, BigInteger whole) {
    if (!score.isPositive() || score.items() < minAnswers) {
      return BigInteger.ZERO;
    }
    return whole
        .multiply(BigInteger.valueOf(score.sum()))
        .multiply(BigInteger.valueOf(WHOLE))
        .divide(
            BigInteger.valueOf(score.weight()).multiply(BigInteger.valueOf(fullScoreBasisPoints)))
        .min(whole);
  }
}

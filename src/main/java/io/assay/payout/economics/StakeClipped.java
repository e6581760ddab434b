package io.assay.payout.economics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/*
 * After Bittensor's Yuma consensus. Validators are the voices: the stake of one is what its votes
 * were worth to others, its correlated agreement times its items. The weight validator v gives
 * labeler j is their agreement on the items they share less what their class shares have it by chance.
 * The consensus weight of j is the largest that validators with at least kappa of the stake among
 * those who share items with j support; whatever anybody gives beyond is cut off, and what anybody
 * gives below does not count against j unless more than 1 - kappa of the stake is below too. Bonuses
 * go by consensus weight times answers due: where Yuma leaves the low weights of a minority in the sum, so that
 * one giving others nothing would gain by it, here they are cut as well.
 */
/**
 * A pool shared by weight that a stake majority supports: most base units an answer due go into the
 * pool, and each labeler gets of it by the weight of their answers, rounded down.
 *
 * @param kappaBasisPoints the share of stake that must support a weight
 * @param minAnswers items answered by others too, below which a labeler has no part yet
 */
public record StakeClipped(int kappaBasisPoints, int minAnswers) implements BonusRule {
  /** Weights and stakes are millionths. */
  private static final long UNIT = 1_000_000;

  /** Whom a validator shares fewer items with it has no opinion of. */
  private static final int MIN_SHARED = 3;

  public StakeClipped {
    BonusRule.checkShare("kappaBasisPoints", kappaBasisPoints, 5_000);
    BonusRule.checkMinAnswers(minAnswers);
  }

  @Override
  public List<BigInteger> bonusesDown(BonusCrowd crowd, BitSet due, BigInteger most) {
    AgreementScores scores = new AgreementScores(crowd);
    long[] counts = BonusRule.countDue(crowd, due);
    List<long[]> opinions = opinions(crowd, scores);
    BigInteger[] parts = new BigInteger[counts.length];
    BigInteger all = BigInteger.ZERO;
    BigInteger pool = BigInteger.ZERO;
    for (int j = 0; j < counts.length; j++) {
      boolean known = scores.ofLabeler(j).items() >= minAnswers;
      parts[j] =
          known
              ? BigInteger.valueOf(supported(opinions.get(2 * j), opinions.get(2 * j + 1)))
                  .multiply(BigInteger.valueOf(counts[j]))
              : BigInteger.ZERO;
      all = all.add(parts[j]);
      pool = known ? pool.add(most.multiply(BigInteger.valueOf(counts[j]))) : pool;
    }
    List<BigInteger> bonuses = new ArrayList<>(counts.length);
    for (BigInteger part : parts) {
      bonuses.add(all.signum() == 0 ? BigInteger.ZERO : pool.multiply(part).divide(all));
    }
    return bonuses;
  }

  /** For each labeler the weights validators give them, and the stakes behind these. */
  private static List<long[]> opinions(BonusCrowd crowd, AgreementScores scores) {
    int voices = crowd.voices();
    long[][] classesOfVoice = new long[voices][crowd.labels()];
    for (int vote = 0; vote < crowd.voteStart(crowd.items()); vote++) {
      classesOfVoice[crowd.voteVoice(vote)][crowd.voteLabel(vote)]++;
    }
    List<List<Integer>> answers = new ArrayList<>();
    crowd.labelers().forEach(one -> answers.add(new ArrayList<>()));
    for (int p = 0; p < crowd.size(); p++) {
      if (crowd.voice(p) >= 0) {
        answers.get(crowd.labelerAt(p)).add(p);
      }
    }
    List<long[]> opinions = new ArrayList<>();
    int[] shared = new int[voices];
    int[] agreed = new int[voices];
    for (List<Integer> own : answers) {
      java.util.Arrays.fill(shared, 0);
      java.util.Arrays.fill(agreed, 0);
      long[] classes = new long[crowd.labels()];
      for (int p : own) {
        classes[crowd.labelAt(p)]++;
        int t = crowd.itemAt(p);
        for (int vote = crowd.voteStart(t); vote < crowd.voteEnd(t); vote++) {
          int v = crowd.voteVoice(vote);
          if (v != crowd.voice(p)) {
            shared[v]++;
            agreed[v] += crowd.voteLabel(vote) == crowd.labelAt(p) ? 1 : 0;
          }
        }
      }
      long[] weights = new long[voices];
      long[] stakes = new long[voices];
      for (int v = 0; v < voices; v++) {
        if (shared[v] >= MIN_SHARED) {
          long chance = chanceDown(classes, classesOfVoice[v]);
          weights[v] = Math.max(0, UNIT * agreed[v] / shared[v] - chance);
          stakes[v] = stakeDown(scores.ofVoice(v));
        }
      }
      opinions.add(weights);
      opinions.add(stakes);
    }
    return opinions;
  }

  private static long chanceDown(long[] own, long[] other) {
    long ownAll = 0;
    long otherAll = 0;
    long together = 0;
    for (int k = 0; k < own.length; k++) {
      ownAll += own[k];
      otherAll += other[k];
      together = Math.addExact(together, Math.multiplyExact(own[k], other[k]));
    }
    return BigInteger.valueOf(UNIT)
        .multiply(BigInteger.valueOf(together))
        .divide(BigInteger.valueOf(ownAll).multiply(BigInteger.valueOf(otherAll)))
        .longValueExact();
  }

  private static long stakeDown(AgreementScores.Score score) {
    return score.isPositive()
        ? BigInteger.valueOf(UNIT)
            .multiply(BigInteger.valueOf(score.sum()))
            .multiply(BigInteger.valueOf(score.items()))
            .divide(BigInteger.valueOf(score.weight()))
            .longValueExact()
        : 0;
  }

  /**
   * The largest weight that validators with at least kappa of the stake support; zero without any
   * stake.
   */
  long supported(long[] weights, long[] stakes) {
    BigInteger all = BigInteger.ZERO;
    for (long stake : stakes) {
      all = all.add(BigInteger.valueOf(stake));
    }
    if (all.signum() == 0) {
      return 0;
    }
    BigInteger needed = all.multiply(BigInteger.valueOf(kappaBasisPoints));
    List<Integer> order = new ArrayList<>();
    for (int v = 0; v < weights.length; v++) {
      order.add(v);
    }
    order.sort((a, b) -> Long.compare(weights[b], weights[a]));
    BigInteger support = BigInteger.ZERO;
    for (int v : order) {
      support = support.add(BigInteger.valueOf(stakes[v]));
      if (support.multiply(BigInteger.valueOf(WHOLE)).compareTo(needed) >= 0) {
        return weights[v];
      }
    }
    return 0;
  }
}

package io.assay.payout.economics;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/**
 * What evidence opens which tier, and what a tier opens.
 *
 * <p>The shipped policy differs from the table that it comes from (science notes on fraud, 5.3),
 * because a farmer who stops at the best moment, or who waits for tier 2, gains by that table:
 *
 * <ul>
 *   <li>The cap of tier 1 is 2 tokens and not 5: less than setting an account up and answering
 *       through the hold-back costs, so that no detector is needed there (Cap ≤ cost of forgery).
 *   <li>A thousand answers over 45 days alone raise no cap by themselves; the cap then grows with
 *       <em>proven</em> work only, up to {@code patientCeiling}. Proven is a line with {@code
 *       provenAnswers} later answers of its account and {@code provenAge}, while no evidence joined
 *       the account to others: by then a farm of any of the modelled styles was found.
 *   <li>With a proof of personhood the cap starts at 20, below the price of a proof, and grows with
 *       proven work without end.
 *   <li>Both ways ask for the probes of tier 1, without which no detector had a look.
 * </ul>
 *
 * <p>It does not hurt an honest labeler: nothing earned is lost, it comes later; the first payout
 * comes as early as by the table; who proves to be a person once, has a stake, or is looked at by a
 * reviewer after 90 clean days, is paid all of it. {@link HonestLabeler} says when.
 *
 * @param tiers the rules of tiers 0, 1, 2 and 3 in that order
 * @param patientCeilingBaseUnits what a person without proof may unlock in tier 2
 * @param slowFactor by how much refusing the device binding lengthens a hold-back
 */
public record TierPolicy(
    List<TierRule> tiers,
    Conditions conditions,
    int provenAnswers,
    Duration provenAge,
    BigInteger patientCeilingBaseUnits,
    int slowFactor) {
  /**
   * What opens a tier.
   *
   * @param minAgeDays of an account without phone, for tier 1
   * @param minProbes answers to items that many labelers get, for tiers 1 and 2
   * @param maxPosterior of a suspected cluster reaching beyond the person, for tier 1
   * @param patientAnswers answers that stand for a proof in tier 2, given over patientDays
   * @param cleanDays without a hold, for tier 3 after a review
   * @param reviewedAnswers answers before a reviewer may open tier 3
   * @param stakeBaseUnits external stake that opens tier 3
   */
  public record Conditions(
      int minAgeDays,
      int minProbes,
      double maxPosterior,
      int patientAnswers,
      int patientDays,
      int cleanDays,
      int reviewedAnswers,
      BigInteger stakeBaseUnits) {}

  public TierPolicy {
    tiers = List.copyOf(tiers);
    if (tiers.size() != 4) {
      throw new IllegalArgumentException("four tiers, 0 to 3");
    }
  }

  public TierRule tier(int tier) {
    return tiers.get(tier);
  }

  /** The shipped policy where a token has so many base units. */
  public static TierPolicy shipped(BigInteger token) {
    return new TierPolicy(
        List.of(
            new TierRule(0, 50, BigInteger.ZERO, 600, Duration.ofDays(14), Duration.ofDays(14)),
            new TierRule(1, 200, times(token, 2), 600, Duration.ofDays(14), Duration.ofDays(14)),
            new TierRule(2, 600, times(token, 20), 300, Duration.ofDays(7), Duration.ofDays(7)),
            new TierRule(3, null, null, 100, Duration.ofDays(3), Duration.ofDays(3))),
        new Conditions(30, 40, 0.2, 1000, 45, 90, 5000, times(token, 150)),
        4000,
        Duration.ofDays(45),
        times(token, 10),
        2);
  }

  private static BigInteger times(BigInteger token, long tokens) {
    return token.multiply(BigInteger.valueOf(tokens));
  }
}

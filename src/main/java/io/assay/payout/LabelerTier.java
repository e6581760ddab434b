package io.assay.payout;

import io.assay.payout.economics.TierDecision;
import io.assay.payout.economics.TierPolicy;
import io.assay.payout.economics.TierRule;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;

/**
 * The tier of a labeler as stored.
 *
 * @param vouched whether an issuer speaks for the person
 * @param suspected whether evidence joins the account to others beyond the person
 * @param slow whether the labeler refused the device binding
 * @param unlocked the most that was ever unlocked
 */
record LabelerTier(
    UUID labelerId,
    TierDecision decision,
    boolean vouched,
    boolean suspected,
    boolean slow,
    BigInteger unlocked,
    Instant decidedAt) {
  /** The rule this labeler is paid by. */
  TierRule rule(TierPolicy policy) {
    TierRule rule = policy.tier(decision.tier());
    if (vouched) {
      return Policies.vouched(rule);
    }
    return slow ? rule.slowed(policy.slowFactor()) : rule;
  }
}

package io.assay.payout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a deployment differs from the shipped {@link io.assay.payout.economics.TierPolicy}. A
 * change is priced by the nightly simulation, which admins see.
 */
@ConfigMapping(prefix = "assay.payout.tiers")
interface TierConfig {
  /**
   * Whether tokens of the embedded issuer speak for their people: tier 3, and no hold-back beyond
   * {@code assay.payout.settlement-delay}. On one person's machine nobody farms.
   */
  @WithDefault("${assay.embedded.issuer:false}")
  boolean embeddedIssuerVouches();

  /** Values of the claim {@code personhood} that are a unique proof of a person. */
  @WithDefault("world-id,passport,kyc")
  Set<String> proofKinds();

  /** Values of the claim {@code personhood} that say that a phone number was confirmed. */
  @WithDefault("phone")
  Set<String> phoneKinds();

  /** How often all tiers are decided anew, or "off"; evidence comes in slowly. */
  @WithDefault("10m")
  String decideEvery();

  /** Differences of tiers 0 to 3. */
  Map<Integer, Rule> tier();

  /** Age in days of an account without phone that opens tier 1. */
  OptionalInt minAgeDays();

  /** Probe and gold answers that open tiers 1 and 2: without them no detector had a look. */
  OptionalInt minProbes();

  /** Largest posterior of a suspected cluster beyond the person, in 0 to 1, for tier 1. */
  OptionalDouble maxPosterior();

  /** External stake, in tokens, that opens tier 3; above what forging a person costs. */
  Optional<BigDecimal> stakeTokens();

  /** Later answers after which a line may raise a cap: farms are found by then. */
  OptionalInt provenAnswers();

  /** Age of a line that may raise a cap. */
  Optional<Duration> provenAge();

  /** What a person without proof may unlock in tier 2, in tokens. */
  Optional<BigDecimal> patientCeilingTokens();

  /** By how much refusing the device binding lengthens the hold-back; never an exclusion. */
  OptionalInt slowFactor();

  /** How the rule of one tier differs. */
  interface Rule {
    /** Answers in a day. */
    OptionalInt dailyAnswers();

    /** Lifetime cap of a person in tokens, below what the tier's evidence costs to forge. */
    Optional<BigDecimal> capTokens();

    /** Later answers that a line waits for. */
    OptionalInt holdBackAnswers();

    /** Time that a line waits for. */
    Optional<Duration> holdBack();

    /** Time over which a line comes free after it. */
    Optional<Duration> vesting();
  }
}

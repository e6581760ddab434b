package io.assay.payout;

import io.assay.payout.economics.TierPolicy;
import io.assay.payout.economics.TierRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The policy in force: the shipped one with what the configuration changes. */
@ApplicationScoped
public class Policies {
  private final TierConfig config;
  private final Token token;

  Policies(TierConfig config, Token token) {
    this.config = config;
    this.token = token;
  }

  /** Base units of one token. */
  public BigInteger tokenBaseUnits() {
    return BigInteger.TEN.pow(token.decimals());
  }

  /** The rules that labelers are paid by. */
  public TierPolicy policy() {
    TierPolicy shipped = TierPolicy.shipped(tokenBaseUnits());
    TierPolicy.Conditions needs = shipped.conditions();
    List<TierRule> tiers = new ArrayList<>();
    for (TierRule rule : shipped.tiers()) {
      TierConfig.Rule change = config.tier().get(rule.tier());
      tiers.add(change == null ? rule : changed(rule, change));
    }
    return new TierPolicy(
        tiers,
        new TierPolicy.Conditions(
            config.minAgeDays().orElse(needs.minAgeDays()),
            config.minProbes().orElse(needs.minProbes()),
            config.maxPosterior().orElse(needs.maxPosterior()),
            needs.patientAnswers(),
            needs.patientDays(),
            needs.cleanDays(),
            needs.reviewedAnswers(),
            config.stakeTokens().map(this::baseUnitsDown).orElse(needs.stakeBaseUnits())),
        config.provenAnswers().orElse(shipped.provenAnswers()),
        config.provenAge().orElse(shipped.provenAge()),
        config
            .patientCeilingTokens()
            .map(this::baseUnitsDown)
            .orElse(shipped.patientCeilingBaseUnits()),
        config.slowFactor().orElse(shipped.slowFactor()));
  }

  /**
   * The rule of an account whose issuer speaks for it: the settlement delay is all it waits for.
   */
  static TierRule vouched(TierRule rule) {
    return new TierRule(
        rule.tier(), rule.dailyAnswers(), rule.capBaseUnits(), 0, Duration.ZERO, Duration.ZERO);
  }

  private TierRule changed(TierRule rule, TierConfig.Rule change) {
    return new TierRule(
        rule.tier(),
        change.dailyAnswers().isPresent()
            ? (Integer) change.dailyAnswers().getAsInt()
            : rule.dailyAnswers(),
        change.capTokens().isPresent()
            ? baseUnitsDown(change.capTokens().get())
            : rule.capBaseUnits(),
        change.holdBackAnswers().orElse(rule.holdBackAnswers()),
        change.holdBack().orElse(rule.holdBack()),
        change.vesting().orElse(rule.vesting()));
  }

  private BigInteger baseUnitsDown(BigDecimal tokens) {
    return tokens
        .multiply(new BigDecimal(tokenBaseUnits()))
        .setScale(0, RoundingMode.DOWN)
        .toBigInteger();
  }
}

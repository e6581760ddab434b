package io.assay.payout.economics;

import io.assay.payout.economics.TierPolicy.Conditions;
import java.util.List;

/**
 * The tier of an account, with every condition that was looked at.
 *
 * @param person whether a proof or an issuer stands for a person, so that proven work raises the
 *     cap without end
 */
public record TierDecision(int tier, boolean person, List<Condition> conditions) {
  /** What is asked of an account, in the order in which it is most easily met. */
  public enum Kind {
    PROBES,
    AGE_OR_PHONE,
    NO_SUSPICION,
    PROOF,
    PATIENCE_ANSWERS,
    PATIENCE_DAYS,
    STAKE,
    CLEAN_DAYS,
    REVIEW,
    VOUCHED
  }

  /**
   * One condition.
   *
   * @param has what the account has, in the unit of {@code needs}: answers, days, percent, base
   *     units, or 0 and 1
   */
  public record Condition(Kind kind, String has, String needs, boolean met) {}

  public TierDecision {
    conditions = List.copyOf(conditions);
  }

  /** The highest tier that the evidence opens. */
  public static TierDecision of(TierEvidence evidence, TierPolicy policy) {
    Conditions needs = policy.conditions();
    boolean probes = evidence.probes() >= needs.minProbes();
    boolean known = evidence.phone() || evidence.accountDays() >= needs.minAgeDays();
    boolean unsuspected = evidence.foreignPosterior() <= needs.maxPosterior();
    Double logE = evidence.groupLogEValue();
    boolean answers = evidence.answers() >= needs.patientAnswers() && (logE == null || logE < 0);
    boolean days = evidence.answerDays() >= needs.patientDays();
    boolean staked = evidence.stakeBaseUnits().compareTo(needs.stakeBaseUnits()) >= 0;
    boolean clean = evidence.cleanDays() >= needs.cleanDays();
    boolean reviewed = evidence.reviewed() && evidence.answers() >= needs.reviewedAnswers();
    boolean one = probes && known && unsuspected;
    boolean two = probes && (evidence.proof() || (one && answers && days));
    boolean three = two && (staked || (clean && reviewed));
    int tier = evidence.vouched() || three ? 3 : two ? 2 : one ? 1 : 0;
    return new TierDecision(
        tier,
        evidence.proof() || evidence.vouched(),
        List.of(
            condition(Kind.PROBES, evidence.probes(), needs.minProbes(), probes),
            condition(Kind.AGE_OR_PHONE, evidence.accountDays(), needs.minAgeDays(), known),
            condition(
                Kind.NO_SUSPICION,
                percentUp(evidence.foreignPosterior()),
                percentUp(needs.maxPosterior()),
                unsuspected),
            condition(Kind.PROOF, evidence.proof() ? 1 : 0, 1, evidence.proof()),
            condition(Kind.PATIENCE_ANSWERS, evidence.answers(), needs.patientAnswers(), answers),
            condition(Kind.PATIENCE_DAYS, evidence.answerDays(), needs.patientDays(), days),
            new Condition(
                Kind.STAKE,
                evidence.stakeBaseUnits().toString(),
                needs.stakeBaseUnits().toString(),
                staked),
            condition(Kind.CLEAN_DAYS, evidence.cleanDays(), needs.cleanDays(), clean),
            condition(Kind.REVIEW, evidence.reviewed() ? 1 : 0, 1, reviewed),
            condition(Kind.VOUCHED, evidence.vouched() ? 1 : 0, 1, evidence.vouched())));
  }

  private static Condition condition(Kind kind, long has, long needs, boolean met) {
    return new Condition(kind, Long.toString(has), Long.toString(needs), met);
  }

  private static long percentUp(double share) {
    return (long) StrictMath.ceil(share * 100);
  }
}

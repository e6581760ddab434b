package io.assay.payout.economics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Plays the pay of one honest labeler day by day through the rules that the platform pays by. */
public final class HonestLabeler {
  /**
   * When they are paid.
   *
   * @param firstPayoutDay day on which something is unlocked for the first time; -1: not in 120
   * @param share30 share of all earned that is unlocked after 30 days
   */
  public record Payday(
      String who, int firstPayoutDay, double share30, double share60, double share90) {}

  private static final long DAY = 86_400_000L;
  private static final int DAYS = 120;
  private static final int PROBE_OF = 20;

  private HonestLabeler() {}

  /** The people looked at: with and without proof, slow path, reviewed. */
  public static List<Payday> table(TierPolicy policy, BigInteger payBaseUnits, int answersPerDay) {
    return List.of(
        play("PROOF", policy, payBaseUnits, answersPerDay, true, false, false),
        play("PROOF_REVIEWED", policy, payBaseUnits, answersPerDay, true, true, false),
        play("PHONE", policy, payBaseUnits, answersPerDay, false, false, false),
        play("PHONE_REVIEWED", policy, payBaseUnits, answersPerDay, false, true, false),
        play("PROOF_NO_DEVICE", policy, payBaseUnits, answersPerDay, true, false, true));
  }

  private static Payday play(
      String who,
      TierPolicy policy,
      BigInteger pay,
      int answersPerDay,
      boolean proof,
      boolean reviewed,
      boolean slow) {
    List<LedgerLine> lines = new ArrayList<>();
    LongFunction<TierEvidence> evidence =
        day ->
            new TierEvidence(
                day,
                true,
                lines.size() / PROBE_OF,
                0,
                proof,
                false,
                lines.size(),
                day,
                null,
                BigInteger.ZERO,
                day,
                reviewed);
    int first = -1;
    double[] shares = new double[DAYS + 1];
    BigInteger unlocked = BigInteger.ZERO;
    for (int day = 0; day <= DAYS; day++) {
      long now = day * DAY;
      TierDecision tier = TierDecision.of(evidence.apply(day), policy);
      TierRule rule = policy.tier(tier.tier());
      HoldBack held =
          HoldBack.of(
              lines,
              slow ? rule.slowed(policy.slowFactor()) : rule,
              policy.provenAnswers(),
              policy.provenAge(),
              now);
      List<PersonUnlock.AccountPay> person =
          List.of(new PersonUnlock.AccountPay(tier, held, unlocked, false));
      @Nullable BigInteger cap = PersonUnlock.capOf(person, policy);
      unlocked = PersonUnlock.unlockDown(person, cap).get(0);
      if (first < 0 && unlocked.compareTo(pay) >= 0) {
        first = day;
      }
      shares[day] = shareDown(unlocked, held.earned());
      for (int answer = 0; answer < answersPerDay; answer++) {
        lines.add(new LedgerLine(pay, now + answer * (DAY / answersPerDay)));
      }
    }
    return new Payday(who, first, shares[30], shares[60], shares[91]);
  }

  private static double shareDown(BigInteger part, BigInteger whole) {
    if (whole.signum() == 0) {
      return 0;
    }
    return new BigDecimal(part).divide(new BigDecimal(whole), 4, RoundingMode.DOWN).doubleValue();
  }
}

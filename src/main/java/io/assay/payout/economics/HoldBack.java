package io.assay.payout.economics;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/**
 * How far the pay of one account has come free.
 *
 * <p>A line waits until its account gave H later answers and the hold-back passed, whichever is
 * later; from that moment t₀ on, a share (now - t₀) / vesting of it is free, rounded down. So a
 * line's free part only grows with time and with answers, and is never more than the line.
 *
 * @param earned all of it
 * @param vestedDown what has come free
 * @param waiting of lines still in the hold-back
 * @param vesting of lines past it that have not come free yet
 * @param provenDown of lines old and deep enough to raise a cap
 * @param answersToGo answers until the oldest waiting line has its H; 0 where none waits for them
 * @param nextReleaseMillis when the oldest waiting line has waited long enough; 0 where none waits
 * @param vestedByMillis when the last line now vesting is free; 0 where none is vesting
 */
public record HoldBack(
    BigInteger earned,
    BigInteger vestedDown,
    BigInteger waiting,
    BigInteger vesting,
    BigInteger provenDown,
    long answersToGo,
    long nextReleaseMillis,
    long vestedByMillis) {
  /**
   * Measures the lines of an account, oldest first.
   *
   * @param provenAnswers later answers after which a line is proven, if it is provenAge old too
   */
  public static HoldBack of(
      List<LedgerLine> lines,
      TierRule rule,
      int provenAnswers,
      Duration provenAge,
      long nowMillis) {
    BigInteger earned = BigInteger.ZERO;
    BigInteger vested = BigInteger.ZERO;
    BigInteger waiting = BigInteger.ZERO;
    BigInteger proven = BigInteger.ZERO;
    long answersToGo = 0;
    long nextRelease = 0;
    long vestedBy = 0;
    boolean anyWaits = false;
    int count = lines.size();
    for (int i = 0; i < count; i++) {
      LedgerLine line = lines.get(i);
      int later = count - 1 - i;
      earned = earned.add(line.amountBaseUnits());
      if (later >= provenAnswers && nowMillis - line.bookedAtMillis() >= provenAge.toMillis()) {
        proven = proven.add(line.amountBaseUnits());
      }
      long byTime = line.bookedAtMillis() + rule.holdBack().toMillis();
      boolean answered = later >= rule.holdBackAnswers();
      long freeFrom =
          answered ? Math.max(byTime, lines.get(i + rule.holdBackAnswers()).bookedAtMillis()) : 0;
      if (!answered || freeFrom > nowMillis) {
        waiting = waiting.add(line.amountBaseUnits());
        if (!anyWaits) {
          anyWaits = true;
          answersToGo = Math.max(0, rule.holdBackAnswers() - later);
          nextRelease = byTime;
        }
        continue;
      }
      vested = vested.add(freeDown(line.amountBaseUnits(), nowMillis - freeFrom, rule.vesting()));
      if (nowMillis - freeFrom < rule.vesting().toMillis()) {
        vestedBy = Math.max(vestedBy, freeFrom + rule.vesting().toMillis());
      }
    }
    BigInteger vesting = earned.subtract(waiting).subtract(vested);
    return new HoldBack(
        earned, vested, waiting, vesting, proven, answersToGo, nextRelease, vestedBy);
  }

  HoldBack withoutVested() {
    return new HoldBack(
        earned,
        BigInteger.ZERO,
        waiting,
        earned.subtract(waiting),
        provenDown,
        answersToGo,
        nextReleaseMillis,
        vestedByMillis);
  }

  private static BigInteger freeDown(BigInteger amount, long passedMillis, Duration vesting) {
    long span = vesting.toMillis();
    if (passedMillis >= span) {
      return amount;
    }
    return amount.multiply(BigInteger.valueOf(passedMillis)).divide(BigInteger.valueOf(span));
  }
}

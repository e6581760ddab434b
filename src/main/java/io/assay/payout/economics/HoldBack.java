package io.assay.payout.economics;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far the pay of one account has come free.
 *
 * <p>A line waits until its account gave H later answers and the hold-back passed, whichever is
 * later (a bonus waits as the answers booked after it come); from that moment t₀ on, a share (now -
 * t₀) / vesting of it is free, rounded down. So a line's free part only grows with time and with
 * answers, and is never more than the line.
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
  private static final long NEVER = Long.MAX_VALUE;

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
    long[] answeredAt = answeredAt(lines);
    int given = 0;
    for (LedgerLine line : lines) {
      given += line.answer() ? 1 : 0;
      int later = answeredAt.length - given;
      earned = earned.add(line.amountBaseUnits());
      if (later >= provenAnswers && nowMillis - line.bookedAtMillis() >= provenAge.toMillis()) {
        proven = proven.add(line.amountBaseUnits());
      }
      long freeFrom = freeFrom(line, given, answeredAt, rule);
      if (freeFrom > nowMillis) {
        waiting = waiting.add(line.amountBaseUnits());
        if (!anyWaits) {
          anyWaits = true;
          answersToGo = Math.max(0, rule.holdBackAnswers() - later);
          nextRelease = line.bookedAtMillis() + rule.holdBack().toMillis();
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

  private static long[] answeredAt(List<LedgerLine> lines) {
    long[] times = new long[lines.size()];
    int answers = 0;
    for (LedgerLine line : lines) {
      if (line.answer()) {
        times[answers++] = line.bookedAtMillis();
      }
    }
    return Arrays.copyOf(times, answers);
  }

  /** When the hold-back of a line is over, of which and before which so many answers were given. */
  private static long freeFrom(LedgerLine line, int given, long[] answeredAt, TierRule rule) {
    int last = given + rule.holdBackAnswers() - 1;
    if (last >= answeredAt.length) {
      return NEVER;
    }
    long byTime = line.bookedAtMillis() + rule.holdBack().toMillis();
    return last < 0 ? byTime : Math.max(byTime, answeredAt[last]);
  }

  /** Where a line is on its way to being free. */
  public enum Phase {
    WAITS_FOR_ANSWERS,
    WAITS_FOR_TIME,
    VESTING,
    FREE
  }

  /** The phase of each line of an account, oldest first. */
  public static List<Phase> phases(List<LedgerLine> lines, TierRule rule, long nowMillis) {
    List<Phase> phases = new ArrayList<>(lines.size());
    long[] answeredAt = answeredAt(lines);
    int given = 0;
    for (LedgerLine line : lines) {
      given += line.answer() ? 1 : 0;
      long from = freeFrom(line, given, answeredAt, rule);
      if (from == NEVER) {
        phases.add(Phase.WAITS_FOR_ANSWERS);
      } else if (from > nowMillis) {
        phases.add(Phase.WAITS_FOR_TIME);
      } else {
        boolean vested = nowMillis - from >= rule.vesting().toMillis();
        phases.add(vested ? Phase.FREE : Phase.VESTING);
      }
    }
    return phases;
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

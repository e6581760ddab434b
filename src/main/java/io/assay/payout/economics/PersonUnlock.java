package io.assay.payout.economics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Invariants, each attacked by a property test:
 * - a person never gets more unlocked than the cap of the person, or than was unlocked before the
 *   cap fell or the accounts were found to be one person;
 * - an account never has less unlocked than before;
 * - splitting one account's work over many accounts of a person unlocks no more;
 * - the order and number of epochs in between does not change what a person has unlocked;
 * - unlocked and locked add up to what was earned, to the base unit;
 * - the lines that an epoch settles are the oldest ones, and fit into what is unlocked.
 */
/** What the accounts of one person may be paid: one cap for all of them. */
public final class PersonUnlock {
  /**
   * One account of the person.
   *
   * @param unlockedBefore the most that was ever unlocked for it
   * @param suspected whether evidence joins it to accounts beyond the person
   */
  public record AccountPay(
      TierDecision tier, HoldBack pay, BigInteger unlockedBefore, boolean suspected) {
    /** The same account while nothing may come free for it: it takes no room from the others. */
    public AccountPay frozen() {
      return new AccountPay(tier, pay.withoutVested(), unlockedBefore, suspected);
    }
  }

  private PersonUnlock() {}

  /** The cap of the person: the best of its accounts counts, once; null: no cap. */
  public static @Nullable BigInteger capOf(List<AccountPay> accounts, TierPolicy policy) {
    BigInteger base = BigInteger.ZERO;
    BigInteger proven = BigInteger.ZERO;
    boolean grows = false;
    boolean person = false;
    for (AccountPay account : accounts) {
      TierDecision decision = account.tier();
      BigInteger cap = policy.tier(decision.tier()).capBaseUnits();
      if (cap == null) {
        return null;
      }
      if (decision.tier() == 2 && !decision.person()) {
        cap = leastOrNone(cap, policy.tier(1).capBaseUnits());
      }
      base = base.max(cap);
      grows |= decision.tier() == 2;
      person |= decision.tier() == 2 && decision.person();
      if (!account.suspected()) {
        proven = proven.add(account.pay().provenDown());
      }
    }
    if (!grows) {
      return base;
    }
    BigInteger grown = base.add(proven);
    return person ? grown : base.max(grown.min(policy.patientCeilingBaseUnits()));
  }

  private static BigInteger leastOrNone(BigInteger cap, @Nullable BigInteger other) {
    return other == null ? cap : cap.min(other);
  }

  /** What each account has unlocked now, in the order given; room goes to the first accounts. */
  public static List<BigInteger> unlockDown(
      List<AccountPay> accounts, @Nullable BigInteger capBaseUnits) {
    BigInteger before = BigInteger.ZERO;
    for (AccountPay account : accounts) {
      before = before.add(account.unlockedBefore());
    }
    @Nullable BigInteger room =
        capBaseUnits == null ? null : capBaseUnits.subtract(before).max(BigInteger.ZERO);
    List<BigInteger> unlocked = new ArrayList<>(accounts.size());
    for (AccountPay account : accounts) {
      BigInteger more =
          account.pay().vestedDown().subtract(account.unlockedBefore()).max(BigInteger.ZERO);
      if (room != null) {
        more = more.min(room);
        room = room.subtract(more);
      }
      unlocked.add(account.unlockedBefore().add(more));
    }
    return unlocked;
  }

  /** How many of the unsettled lines, oldest first, fit into what is unlocked and not settled. */
  public static int settleableLines(List<BigInteger> unsettled, BigInteger room) {
    BigInteger left = room;
    int lines = 0;
    for (BigInteger amount : unsettled) {
      left = left.subtract(amount);
      if (left.signum() < 0) {
        break;
      }
      lines++;
    }
    return lines;
  }
}

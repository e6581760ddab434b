package io.assay.payout.economics;

import static io.assay.platform.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.assay.payout.economics.PersonUnlock.AccountPay;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the unlock promises, attacked with random crowds. */
class PersonUnlockPropertyTest {
  private static final long DAY = 86_400_000L;

  private static TierPolicy policy(SplittableRandom random) {
    TierPolicy shipped = TierPolicy.shipped(BigInteger.valueOf(random.nextLong(1, 2000)));
    List<TierRule> tiers = new ArrayList<>();
    for (TierRule rule : shipped.tiers()) {
      tiers.add(
          new TierRule(
              rule.tier(),
              rule.dailyAnswers(),
              rule.capBaseUnits(),
              rule.holdBackAnswers() / 20,
              rule.holdBack(),
              rule.vesting()));
    }
    return new TierPolicy(
        tiers, shipped.conditions(), 60, Duration.ofDays(10), shipped.patientCeilingBaseUnits(), 2);
  }

  private static List<LedgerLine> lines(SplittableRandom random, int most) {
    List<LedgerLine> lines = new ArrayList<>();
    long at = 0;
    int count = random.nextInt(1, most);
    for (int i = 0; i < count; i++) {
      at += random.nextLong(0, DAY / 4);
      lines.add(new LedgerLine(BigInteger.valueOf(random.nextLong(1, 1000)), at));
    }
    return lines;
  }

  private static List<LedgerLine> until(List<LedgerLine> lines, long now) {
    return lines.stream().filter(line -> line.bookedAtMillis() <= now).toList();
  }

  private static TierDecision tier(int tier, boolean person) {
    return new TierDecision(tier, person, List.of());
  }

  private static HoldBack held(List<LedgerLine> lines, int tier, TierPolicy policy, long now) {
    return HoldBack.of(
        until(lines, now), policy.tier(tier), policy.provenAnswers(), policy.provenAge(), now);
  }

  private static BigInteger sum(List<BigInteger> amounts) {
    return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Test
  void neverMoreThanTheCap_neverLessThanBefore_sumsToEarned() {
    forAll(
        300,
        random -> {
          TierPolicy policy = policy(random);
          int accounts = random.nextInt(1, 5);
          List<List<LedgerLine>> work = new ArrayList<>();
          List<BigInteger> unlocked = new ArrayList<>();
          for (int i = 0; i < accounts; i++) {
            work.add(lines(random, 150));
            unlocked.add(BigInteger.ZERO);
          }
          for (long now = 0; now < 60 * DAY; now += random.nextLong(1, 6 * DAY)) {
            List<AccountPay> person = new ArrayList<>();
            for (int i = 0; i < accounts; i++) {
              int tier = random.nextInt(0, 4);
              HoldBack held = held(work.get(i), tier, policy, now);
              assertThat(held.vestedDown().add(held.vesting()).add(held.waiting()))
                  .isEqualTo(held.earned());
              person.add(
                  new AccountPay(tier(tier, random.nextBoolean()), held, unlocked.get(i), false));
            }
            BigInteger cap = PersonUnlock.capOf(person, policy);
            List<BigInteger> next = PersonUnlock.unlockDown(person, cap);
            if (cap != null) {
              assertThat(sum(next)).isLessThanOrEqualTo(cap.max(sum(unlocked)));
            }
            for (int i = 0; i < accounts; i++) {
              assertThat(next.get(i)).isGreaterThanOrEqualTo(unlocked.get(i));
              assertThat(next.get(i)).isLessThanOrEqualTo(person.get(i).pay().earned());
            }
            unlocked = next;
          }
        });
  }

  @Test
  void splittingOneAccountsWork_unlocksNoMore() {
    forAll(
        300,
        random -> {
          TierPolicy policy = policy(random);
          List<LedgerLine> all = lines(random, 300);
          int parts = random.nextInt(2, 6);
          List<List<LedgerLine>> split = new ArrayList<>();
          for (int i = 0; i < parts; i++) {
            split.add(new ArrayList<>());
          }
          for (LedgerLine line : all) {
            split.get(random.nextInt(parts)).add(line);
          }
          int tier = random.nextInt(1, 4);
          boolean proof = random.nextBoolean();
          long now = random.nextLong(0, 90 * DAY);
          List<AccountPay> joint = person(List.of(all), tier, proof, policy, now);
          List<AccountPay> many = person(split, tier, proof, policy, now);
          BigInteger once = sum(PersonUnlock.unlockDown(joint, PersonUnlock.capOf(joint, policy)));
          BigInteger apart = sum(PersonUnlock.unlockDown(many, PersonUnlock.capOf(many, policy)));
          assertThat(apart).isLessThanOrEqualTo(once);
        });
  }

  private static List<AccountPay> person(
      List<List<LedgerLine>> work, int tier, boolean proof, TierPolicy policy, long now) {
    List<AccountPay> person = new ArrayList<>();
    for (List<LedgerLine> lines : work) {
      person.add(
          new AccountPay(
              tier(tier, proof), held(lines, tier, policy, now), BigInteger.ZERO, false));
    }
    return person;
  }

  @Test
  void epochsInBetween_doNotChangeWhatThePersonHas() {
    forAll(
        200,
        random -> {
          TierPolicy policy = policy(random);
          int accounts = random.nextInt(1, 4);
          int tier = random.nextInt(0, 4);
          boolean proof = random.nextBoolean();
          List<List<LedgerLine>> work = new ArrayList<>();
          for (int i = 0; i < accounts; i++) {
            work.add(lines(random, 150));
          }
          long end = random.nextLong(DAY, 80 * DAY);
          List<BigInteger> unlocked = new ArrayList<>();
          work.forEach(lines -> unlocked.add(BigInteger.ZERO));
          for (long now = random.nextLong(0, end); now < end; now += random.nextLong(1, end)) {
            close(work, tier, proof, policy, now, unlocked);
          }
          close(work, tier, proof, policy, end, unlocked);
          List<AccountPay> atOnce = person(work, tier, proof, policy, end);
          assertThat(sum(unlocked))
              .isEqualTo(sum(PersonUnlock.unlockDown(atOnce, PersonUnlock.capOf(atOnce, policy))));
        });
  }

  private static void close(
      List<List<LedgerLine>> work,
      int tier,
      boolean proof,
      TierPolicy policy,
      long now,
      List<BigInteger> unlocked) {
    List<AccountPay> person = new ArrayList<>();
    for (int i = 0; i < work.size(); i++) {
      HoldBack held = held(work.get(i), tier, policy, now);
      person.add(new AccountPay(tier(tier, proof), held, unlocked.get(i), false));
    }
    List<BigInteger> next = PersonUnlock.unlockDown(person, PersonUnlock.capOf(person, policy));
    for (int i = 0; i < next.size(); i++) {
      unlocked.set(i, next.get(i));
    }
  }

  @Test
  void settledLines_areTheLongestPrefixThatFits() {
    forAll(
        300,
        random -> {
          List<BigInteger> amounts =
              lines(random, 40).stream().map(LedgerLine::amountBaseUnits).toList();
          BigInteger room = BigInteger.valueOf(random.nextLong(0, 20_000));
          int settled = PersonUnlock.settleableLines(amounts, room);
          assertThat(sum(amounts.subList(0, settled))).isLessThanOrEqualTo(room);
          if (settled < amounts.size()) {
            assertThat(sum(amounts.subList(0, settled + 1))).isGreaterThan(room);
          }
        });
  }

  @Test
  void suspectedAccount_isNeverProven_tierZeroUnlocksNothing() {
    TierPolicy policy = TierPolicy.shipped(BigInteger.valueOf(1_000_000));
    List<LedgerLine> lines = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      lines.add(new LedgerLine(BigInteger.valueOf(20_000), i));
    }
    long now = 100 * DAY;
    AccountPay zero =
        new AccountPay(tier(0, false), held(lines, 0, policy, now), BigInteger.ZERO, false);
    assertThat(PersonUnlock.capOf(List.of(zero), policy)).isEqualTo(BigInteger.ZERO);
    AccountPay suspected =
        new AccountPay(tier(2, true), held(lines, 2, policy, now), BigInteger.ZERO, true);
    assertThat(PersonUnlock.capOf(List.of(suspected), policy))
        .isEqualTo(BigInteger.valueOf(20_000_000));
    AccountPay proven =
        new AccountPay(tier(2, true), held(lines, 2, policy, now), BigInteger.ZERO, false);
    assertThat(PersonUnlock.capOf(List.of(proven), policy))
        .isEqualTo(BigInteger.valueOf(20_000_000 + 2000 * 20_000));
  }
}

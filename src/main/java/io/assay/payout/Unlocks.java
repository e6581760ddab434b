package io.assay.payout;

import io.assay.payout.economics.HoldBack;
import io.assay.payout.economics.LedgerLine;
import io.assay.payout.economics.PersonUnlock;
import io.assay.payout.economics.PersonUnlock.AccountPay;
import io.assay.payout.economics.TierPolicy;
import io.assay.payout.economics.TierRule;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds what has come free of the pay of each person, and which ledger lines may settle for it. */
@ApplicationScoped
class Unlocks {
  private final Policies policies;
  private final PersonClusters clusters;
  private final Tiers tiers;

  Unlocks(Policies policies, PersonClusters clusters, Tiers tiers) {
    this.policies = policies;
    this.clusters = clusters;
    this.tiers = tiers;
  }

  /** One account with all its ledger lines, oldest first. */
  private record Account(
      UUID id, boolean payable, boolean held, LabelerTier tier, List<Line> lines) {
    List<LedgerLine> ledger() {
      return lines.stream().map(Line::line).toList();
    }
  }

  private record Line(long id, LedgerLine line, boolean settled) {}

  /** A person's accounts and what each has unlocked now. */
  private record Person(
      List<Account> accounts,
      List<AccountPay> pay,
      @Nullable BigInteger cap,
      List<BigInteger> unlocked) {}

  /**
   * Unlocks what has come free and names the unsettled lines, at least minAge old, that fit into
   * it; labelers who are held or have no wallet wait.
   */
  List<Long> unlock(Handle handle, Duration minAge) {
    PersonClusters.Persons persons = clusters.read(handle);
    List<UUID> waiting =
        handle
            .createQuery("SELECT DISTINCT labeler_id FROM ledger_entry WHERE epoch_number IS NULL")
            .mapTo(UUID.class)
            .list();
    Set<UUID> involved = new TreeSet<>();
    waiting.forEach(one -> involved.addAll(persons.accountsOf(one)));
    if (involved.isEmpty()) {
      return List.of();
    }
    tiers.decideMissing(handle, persons, involved);
    long now = Instant.now().toEpochMilli();
    List<Long> due = new ArrayList<>();
    for (Person person : persons(handle, persons, involved, now)) {
      for (int i = 0; i < person.accounts().size(); i++) {
        Account account = person.accounts().get(i);
        if (account.payable()) {
          save(handle, account, person.unlocked().get(i));
          due.addAll(fitting(account, person.unlocked().get(i), now - minAge.toMillis()));
        }
      }
    }
    return due;
  }

  private static List<Long> fitting(Account account, BigInteger unlocked, long bookedBy) {
    BigInteger settled = BigInteger.ZERO;
    List<Line> open = new ArrayList<>();
    boolean oldEnough = true;
    for (Line line : account.lines()) {
      if (line.settled()) {
        settled = settled.add(line.line().amountBaseUnits());
      } else {
        oldEnough &= line.line().bookedAtMillis() <= bookedBy;
        if (oldEnough) {
          open.add(line);
        }
      }
    }
    int lines =
        PersonUnlock.settleableLines(
            open.stream().map(line -> line.line().amountBaseUnits()).toList(),
            unlocked.subtract(settled));
    return open.subList(0, lines).stream().map(Line::id).toList();
  }

  private static void save(Handle handle, Account account, BigInteger unlocked) {
    if (unlocked.compareTo(account.tier().unlocked()) > 0) {
      handle
          .createUpdate(
              "UPDATE labeler_tier SET unlocked_base_units = greatest(unlocked_base_units, :amount)"
                  + " WHERE labeler_id = :labeler")
          .bind("labeler", account.id())
          .bind("amount", new TokenAmount(unlocked).toNumeric())
          .execute();
    }
  }

  private List<Person> persons(
      Handle handle, PersonClusters.Persons persons, Collection<UUID> involved, long now) {
    Map<UUID, List<Account>> byPerson = new LinkedHashMap<>();
    for (Account account : accounts(handle, involved)) {
      byPerson
          .computeIfAbsent(persons.personOf(account.id()), id -> new ArrayList<>())
          .add(account);
    }
    TierPolicy policy = policies.policy();
    return byPerson.values().stream().map(accounts -> person(accounts, policy, now)).toList();
  }

  private static Person person(List<Account> accounts, TierPolicy policy, long now) {
    List<AccountPay> pay = new ArrayList<>();
    List<AccountPay> payable = new ArrayList<>();
    for (Account account : accounts) {
      LabelerTier tier = account.tier();
      HoldBack held =
          HoldBack.of(
              account.ledger(), tier.rule(policy), policy.provenAnswers(), policy.provenAge(), now);
      AccountPay one = new AccountPay(tier.decision(), held, tier.unlocked(), tier.suspected());
      pay.add(one);
      payable.add(account.payable() ? one : one.frozen());
    }
    BigInteger cap = PersonUnlock.capOf(pay, policy);
    return new Person(accounts, pay, cap, PersonUnlock.unlockDown(payable, cap));
  }

  /** The accounts that ever earned, by their index: the place in every payout. */
  private List<Account> accounts(Handle handle, Collection<UUID> labelers) {
    Map<UUID, LabelerTier> known = tiers.read(handle, labelers);
    Map<UUID, Account> accounts = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            SELECT a.id, a.wallet_address IS NOT NULL AS wallet, EXISTS (
              SELECT 1 FROM hold h WHERE h.labeler_id = a.id) AS held
            FROM account a WHERE a.id = ANY (:labelers) ORDER BY a.labeler_index
            """)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .map(
            (row, context) -> {
              UUID id = row.getObject("id", UUID.class);
              boolean held = row.getBoolean("held");
              LabelerTier tier = known.get(id);
              return tier == null
                  ? Optional.<Account>empty()
                  : Optional.of(
                      new Account(
                          id, row.getBoolean("wallet") && !held, held, tier, new ArrayList<>()));
            })
        .forEach(found -> found.ifPresent(account -> accounts.put(account.id(), account)));
    handle
        .createQuery(
            """
            SELECT id, labeler_id, amount_base_units, created_at, epoch_number IS NOT NULL AS settled,
              bonus_round IS NULL AS answer
            FROM ledger_entry WHERE labeler_id = ANY (:labelers) ORDER BY labeler_id, id
            """)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .map(
            (row, context) ->
                Map.entry(
                    row.getObject("labeler_id", UUID.class),
                    new Line(
                        row.getLong("id"),
                        new LedgerLine(
                            row.getBigDecimal("amount_base_units").toBigIntegerExact(),
                            row.getTimestamp("created_at").getTime(),
                            row.getBoolean("answer")),
                        row.getBoolean("settled"))))
        .forEach(
            one -> {
              Account account = accounts.get(one.getKey());
              if (account != null) {
                account.lines().add(one.getValue());
              }
            });
    return List.copyOf(accounts.values());
  }

  /**
   * What a labeler sees of it.
   *
   * @param reasons why each unsettled line waits, by its number
   */
  record View(Earnings.Unlocking unlocking, Map<Long, ReasonCode> reasons) {}

  View view(Handle handle, UUID labeler) {
    PersonClusters.Persons persons = clusters.read(handle);
    Set<UUID> accounts = new TreeSet<>(persons.accountsOf(labeler));
    LabelerTier tier = tiers.get(handle, labeler);
    tiers.decideMissing(handle, persons, accounts);
    long now = Instant.now().toEpochMilli();
    Person person = persons(handle, persons, accounts, now).get(0);
    int place = 0;
    while (!person.accounts().get(place).id().equals(labeler)) {
      place++;
    }
    TierRule rule = tier.rule(policies.policy());
    HoldBack held = person.pay().get(place).pay();
    BigInteger unlocked = person.unlocked().get(place).min(held.earned());
    BigInteger locked = held.earned().subtract(unlocked);
    BigInteger waiting = held.waiting().min(locked);
    BigInteger vesting = held.vesting().min(locked.subtract(waiting));
    Map<Long, ReasonCode> reasons =
        reasons(person.accounts().get(place), rule, held, person.unlocked().get(place), now);
    Earnings.Unlocking unlocking =
        new Earnings.Unlocking(
            tier.decision().tier(),
            tier.slow(),
            rule.dailyAnswers(),
            DailyLimit.answersToday(handle, labeler),
            accounts.size(),
            person.cap() == null ? null : new TokenAmount(person.cap()),
            new TokenAmount(person.unlocked().stream().reduce(BigInteger.ZERO, BigInteger::add)),
            new TokenAmount(unlocked),
            new TokenAmount(waiting),
            new TokenAmount(vesting),
            new TokenAmount(locked.subtract(waiting).subtract(vesting)),
            held.answersToGo(),
            held.nextReleaseMillis() == 0 ? null : Instant.ofEpochMilli(held.nextReleaseMillis()),
            held.vestedByMillis() == 0 ? null : Instant.ofEpochMilli(held.vestedByMillis()),
            rule.holdBackAnswers(),
            rule.holdBack().toSeconds(),
            rule.vesting().toSeconds(),
            tier.decision().conditions());
    return new View(unlocking, reasons);
  }

  private static Map<Long, ReasonCode> reasons(
      Account account, TierRule rule, HoldBack held, BigInteger unlocked, long now) {
    Map<Long, ReasonCode> reasons = new HashMap<>();
    List<HoldBack.Phase> phases = HoldBack.phases(account.ledger(), rule, now);
    BigInteger room = unlocked;
    for (Line line : account.lines()) {
      room = line.settled() ? room.subtract(line.line().amountBaseUnits()) : room;
    }
    boolean capped = held.vestedDown().compareTo(unlocked) > 0;
    for (int i = 0; i < phases.size(); i++) {
      Line line = account.lines().get(i);
      if (!line.settled()) {
        room = room.subtract(line.line().amountBaseUnits());
        reasons.put(line.id(), reason(account, phases.get(i), room.signum() >= 0, capped));
      }
    }
    return reasons;
  }

  private static ReasonCode reason(
      Account account, HoldBack.Phase phase, boolean fits, boolean capped) {
    if (account.held()) {
      return ReasonCode.HELD_BY_CASE;
    }
    if (fits) {
      return account.payable() ? ReasonCode.SETTLES_NEXT : ReasonCode.NO_WALLET;
    }
    return switch (phase) {
      case WAITS_FOR_ANSWERS -> ReasonCode.HELD_FOR_ANSWERS;
      case WAITS_FOR_TIME -> ReasonCode.HELD_FOR_TIME;
      case VESTING, FREE -> {
        if (capped) {
          yield account.payable() ? ReasonCode.OVER_CAP : ReasonCode.NO_WALLET;
        }
        yield ReasonCode.VESTING;
      }
    };
  }
}

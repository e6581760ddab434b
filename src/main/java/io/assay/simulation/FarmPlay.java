package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.consensus.answers.Answers;
import io.assay.simulation.attacks.Attacks;
import io.assay.simulation.attacks.Farm;
import io.assay.simulation.attacks.Surroundings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/*
 * The farm keeps pace with the crowd. A recorded crowd is played much faster than it worked, so at
 * every look the server fits the dataset, as it would have done between answers that came slowly;
 * without that a farm would be done before anybody had measured anything.
 */
/**
 * A farm that works in the crowd's dataset through the same API as any labeler: the server chooses
 * its items. Every account gives about one answer between two looks at the cases.
 */
final class FarmPlay implements Interlude {
  private static final long SEED = 0x5EED;
  private static final int FEWEST = 10;

  private final ApiClient api;
  private final IssuerClient issuer;
  private final CrowdPayouts payouts;
  private final FarmPlan plan;
  private final Answers crowd;
  private final Map<String, String> keys = new HashMap<>();
  private final long wanted;
  private final Farm farm;
  private final List<FarmAccount> accounts = new ArrayList<>();
  private CrowdPayouts.Money money = new CrowdPayouts.Money(BigInteger.ZERO, BigInteger.ZERO);
  private CaseBook book = new CaseBook(Set.of(), Set.of());
  private final Set<String> honest = ConcurrentHashMap.newKeySet();
  private @Nullable Stage stage;
  private int turn;

  FarmPlay(Replay replay, FarmPlan plan, Crowd played, Surroundings around) {
    this.api = replay.api();
    this.issuer = replay.issuer();
    this.payouts = replay.payouts();
    this.plan = plan;
    this.crowd = around.crowd();
    this.wanted = plan.answers(played.answers().size());
    this.farm = plan.style().farm(around, plan.accounts(), (int) (wanted / plan.accounts()), SEED);
    played.texts().forEach((key, text) -> keys.put(text, key));
  }

  @Override
  public String key() {
    return "-farm-" + plan.accounts() + "-" + plan.style().styleName() + "-" + plan.share();
  }

  @Override
  public long answers() {
    return wanted;
  }

  @Override
  public int redundancy() {
    return (int) Math.min(plan.accounts(), 1 + 2 * wanted / crowd.tasks());
  }

  @Override
  public int every() {
    return (int) Math.max(FEWEST, crowd.size() * (long) plan.accounts() / wanted);
  }

  @Override
  public void start(Stage where) {
    stage = where;
    List<String> names = Attacks.accountNames(crowd, plan.accounts(), SEED + key().hashCode());
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < names.size(); number++) {
      numbers.add(number);
    }
    List<FarmAccount> signedIn = Collections.synchronizedList(new ArrayList<>());
    Parallel.forEach(numbers, number -> signedIn.add(signIn(where, number, names.get(number))));
    accounts.addAll(signedIn);
    accounts.sort((a, b) -> Integer.compare(a.number, b.number));
  }

  /** An account goes on where an earlier run left it. */
  private FarmAccount signIn(Stage where, int number, String name) {
    String token = issuer.actAs(where.adminToken(), where.prefix() + name, name);
    String id = api.get("/api/me", token).path("id").asText();
    long accepted = 0;
    for (JsonNode on : api.get("/api/me/earnings", token).path("datasets")) {
      boolean here = on.path("datasetId").asText().equals(where.dataset().toString());
      accepted += here ? on.path("answers").asLong() : 0;
    }
    return new FarmAccount(number, name, token, id, accepted);
  }

  @Override
  public void after(long answered) {
    Stage where = Objects.requireNonNull(stage);
    long due = wanted * answered / crowd.size();
    int idle = 0;
    while (accepted() < due && idle < accounts.size()) {
      List<FarmAccount> next = next((int) Math.min(accounts.size(), due - accepted()));
      AtomicLong given = new AtomicLong();
      Parallel.forEach(next, account -> given.addAndGet(work(where.dataset(), account) ? 1 : 0));
      idle = given.get() == 0 ? idle + Math.max(1, next.size()) : 0;
    }
    api.post("/api/datasets/" + where.dataset() + "/refit", where.adminToken(), Map.of());
    look(where);
  }

  @Override
  public void end() {
    Map<String, String> tokens = new HashMap<>();
    accounts.forEach(account -> tokens.put(account.name, account.token));
    payouts.claim(tokens);
    money = payouts.money(tokens);
    Stage where = Objects.requireNonNull(stage);
    Parallel.forEach(
        List.copyOf(where.tokens().values()),
        token -> honest.add(api.get("/api/me", token).path("id").asText()));
    look(where);
  }

  private void look(Stage where) {
    book = CaseBook.read(api, where.adminToken());
    accounts.forEach(account -> account.look(book));
  }

  /** Those whose turn it is. */
  private List<FarmAccount> next(int count) {
    List<FarmAccount> next = new ArrayList<>();
    for (int tried = 0; tried < accounts.size() && next.size() < count; tried++) {
      FarmAccount account = accounts.get(turn++ % accounts.size());
      if (!account.refused) {
        next.add(account);
      }
    }
    return next;
  }

  /** Takes an item and answers it; false where the server has none for this account. */
  private boolean work(UUID dataset, FarmAccount account) {
    try {
      JsonNode lease =
          api.post("/api/datasets/" + dataset + "/assignments", account.token, Map.of());
      if (!lease.hasNonNull("id")) {
        return false;
      }
      String label = answer(account.number, lease.path("content"));
      api.put(
          "/api/assignments/" + lease.path("id").asText() + "/submission",
          account.token,
          Map.of("label", label));
      account.accepted++;
      return true;
    } catch (ApiException e) {
      if (e.status() != 403 && e.status() != 409) { // No more work for this account.
        throw e;
      }
      account.refused = true;
      return false;
    }
  }

  /** Farms remember, so one account answers after the other. */
  private synchronized String answer(int account, JsonNode content) {
    String text = content.path("text").asText("");
    String key = content.path("reference").asText(keys.getOrDefault(text, text));
    int task = crowd.taskIndex(key);
    return crowd.label(task < 0 ? 0 : farm.answer(account, task));
  }

  private long accepted() {
    return accounts.stream().mapToLong(account -> account.accepted).sum();
  }

  /** What it came to, once it has ended. */
  FarmReport report(ReplayReport with, long aloneRight) {
    return new FarmReport(
        with,
        plan,
        aloneRight,
        wanted,
        accepted(),
        count(book.suspected()),
        count(book.held()),
        FarmAccount.untilSuspected(accounts),
        FarmAccount.untilHeld(accounts),
        count(book.suspected(), honest),
        count(book.held(), honest),
        money.earned().toString(),
        money.inWallets().toString());
  }

  private int count(Set<String> ids) {
    return (int) accounts.stream().filter(account -> ids.contains(account.id)).count();
  }

  private static int count(Set<String> ids, Set<String> of) {
    return (int) of.stream().filter(ids::contains).count();
  }
}

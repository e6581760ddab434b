package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.platform.TokenAmount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundsTest {
  private static TestBooks books;

  private FakeRefundChain chain;
  private UUID requester;

  @BeforeAll
  static void start() throws IOException {
    books = new TestBooks();
  }

  @AfterAll
  static void stop() throws IOException {
    books.close();
  }

  @BeforeEach
  void deposit() {
    chain = new FakeRefundChain();
    requester = books.account("requester");
    books.deposit(requester, 1_000);
  }

  /** As a server that was just started. */
  private RefundSettlement settlement(Jdbi jdbi) {
    return new RefundSettlement(
        jdbi,
        new Refunds(jdbi),
        chain,
        dataset ->
            chain.fund(
                dataset,
                TokenAmount.of(
                    books.number(
                        "SELECT funded_base_units + refunded_base_units FROM dataset WHERE id = ?",
                        dataset))),
        chain);
  }

  private void settle(Jdbi jdbi) {
    for (int look = 0; look < 4; look++) {
      settlement(jdbi).step();
      chain.pass(Duration.ofSeconds(40));
    }
  }

  private void announce(UUID dataset) {
    books.jdbi.useTransaction(handle -> new Refunds(books.jdbi).announce(handle, dataset));
  }

  private void isBackOnce(UUID dataset, long amount) {
    assertThat(chain.paidBack).isEqualTo(amount);
    assertThat(chain.payments).isEqualTo(1);
    assertThat(books.balance(requester)).isEqualTo(amount);
    assertThat(
            books.number(
                "SELECT count(*) FROM dataset_refund WHERE dataset_id = ? AND state = 'REFUNDED'",
                dataset))
        .isEqualTo(1);
    assertThat(
            books.number(
                "SELECT sum(amount_base_units) FROM posting WHERE dataset_id = ? AND kind ="
                    + " 'REFUND'",
                dataset))
        .isEqualTo(amount);
  }

  @Test
  void theRestComesBack_afterTheNotice_notBefore() {
    UUID dataset = books.dataset(requester, 1_000, 300);
    announce(dataset);
    announce(dataset);
    assertThat(books.number("SELECT funded_base_units FROM dataset WHERE id = ?", dataset))
        .isEqualTo(300);
    settlement(books.jdbi).step();
    chain.pass(FakeRefundChain.NOTICE.minusSeconds(1));
    settlement(books.jdbi).step();
    assertThat(chain.paidBack).isZero();
    assertThat(books.balance(requester)).isZero();
    settle(books.jdbi);
    isBackOnce(dataset, 700);
    assertThatThrownBy(
            () -> books.execute("UPDATE dataset_refund SET state = 'UNKNOWN', refunded_at = NULL"))
        .hasMessageContaining("cannot go from REFUNDED");
  }

  @Test
  void theChainFailsBeforeOrAfterAnyCall_orTheServerDies_andItComesBackOnce() {
    int whole = callsOfOne();
    assertThat(whole).isGreaterThan(10);
    for (int call = 0; call < whole; call++) {
      for (int way = 0; way < 4; way++) {
        deposit();
        UUID dataset = books.dataset(requester, 1_000, 300);
        announce(dataset);
        chain.failAt(call, way % 2 == 1, way >= 2);
        for (int look = 0; look < 8; look++) {
          try {
            settlement(books.jdbi).step();
          } catch (FakeRefundChain.Killed e) {
            // The next look is of a server that was started again.
          }
          chain.pass(Duration.ofSeconds(40));
        }
        isBackOnce(dataset, 700);
      }
    }
  }

  private int callsOfOne() {
    UUID dataset = books.dataset(requester, 1_000, 300);
    announce(dataset);
    chain.failAt(-1, false, false);
    settle(books.jdbi);
    isBackOnce(dataset, 700);
    return chain.calls();
  }

  @Test
  void killedAtAnyStatement_itComesBackOnce() {
    int killed = 0;
    for (int statement = 0; statement < 40; statement++) {
      deposit();
      UUID dataset = books.dataset(requester, 1_000, 300);
      AtomicInteger left = new AtomicInteger(statement);
      Jdbi dying = books.anotherJdbi();
      dying.setSqlLogger(
          new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
              die();
            }

            @Override
            public void logAfterExecution(StatementContext context) {
              die();
            }

            private void die() {
              if (left.getAndDecrement() == 0) {
                throw new FakeRefundChain.Killed();
              }
            }
          });
      for (int look = 0; look < 8; look++) {
        try {
          if (new Refunds(dying).list(dataset).isEmpty()) {
            dying.useTransaction(handle -> new Refunds(dying).announce(handle, dataset));
          }
          settlement(dying).step();
        } catch (FakeRefundChain.Killed e) {
          killed++;
        }
        chain.pass(Duration.ofSeconds(40));
      }
      isBackOnce(dataset, 700);
    }
    assertThat(killed).isGreaterThan(25);
  }

  @Test
  void newFundsTakeTheNoticeBack_andItIsAnnouncedAgain() {
    UUID dataset = books.dataset(requester, 600, 300);
    announce(dataset);
    settlement(books.jdbi).step();
    books.execute("UPDATE dataset SET funded_base_units = 400 WHERE id = ?", dataset);
    chain.pass(Duration.ofSeconds(59));
    settlement(books.jdbi).step();
    chain.pass(Duration.ofSeconds(59));
    settlement(books.jdbi).step();
    assertThat(chain.paidBack).as("the second notice still runs").isZero();
    settle(books.jdbi);
    assertThat(chain.paidBack).isEqualTo(300);
  }

  @Test
  void whatLabelersEarnedOrLeased_neverGoesBack_howeverManyAskAtOnce() throws Exception {
    UUID dataset = books.dataset(requester, 1_000, 0);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Integer>> leases = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      leases.add(threads.submit(() -> lease(dataset, 40)));
    }
    for (int i = 0; i < 2; i++) {
      threads.execute(() -> repeat(() -> announce(dataset)));
    }
    long promised = 0;
    for (Future<Integer> one : leases) {
      promised += one.get();
    }
    threads.shutdown();
    long funded = books.number("SELECT funded_base_units FROM dataset WHERE id = ?", dataset);
    assertThat(books.number("SELECT committed_base_units FROM dataset WHERE id = ?", dataset))
        .isEqualTo(promised)
        .isLessThanOrEqualTo(funded);
    settle(books.jdbi);
    settle(books.jdbi);
    assertThat(chain.paidBack).isLessThanOrEqualTo(1_000 - promised);
    long available = chain.escrow(dataset).available().baseUnits().longValueExact();
    assertThat(available).as("what the epochs may still take").isGreaterThanOrEqualTo(promised);
  }

  private static void repeat(Runnable act) {
    for (int i = 0; i < 20; i++) {
      act.run();
    }
  }

  /** As the dispatcher promises: never beyond the funds. */
  private static int lease(UUID dataset, int times) {
    int promised = 0;
    for (int i = 0; i < times; i++) {
      promised +=
          7
              * books.jdbi.withHandle(
                  handle ->
                      handle.execute(
                          "UPDATE dataset SET committed_base_units = committed_base_units + 7 WHERE"
                              + " id = ? AND committed_base_units + 7 <= funded_base_units",
                          dataset));
    }
    return promised;
  }

  @Test
  void theDatabaseRefusesToGiveBackWhatIsPromised() {
    UUID dataset = books.dataset(requester, 1_000, 900);
    assertThatThrownBy(
            () -> books.execute("UPDATE dataset SET funded_base_units = 899 WHERE id = ?", dataset))
        .hasMessageContaining("dataset_never_promises_more_than_funded");
  }

  @Test
  void whatABanTook_waitsForTheAppeal() {
    UUID dataset = books.dataset(requester, 1_000, 300);
    UUID labeler = books.account("labeler");
    UUID fraud = UUID.randomUUID();
    ban(fraud, labeler, dataset, "14 days");
    assertThat(new Refunds(books.jdbi).rest(dataset).refundable()).isEqualTo(TokenAmount.of(500));
    books.execute(
        "INSERT INTO appeal (id, case_id, labeler_id, sanction, statement, answer_by) VALUES"
            + " (gen_random_uuid(), ?, ?, 'BAN', 's', now())",
        fraud,
        labeler);
    books.execute("UPDATE sanction SET appeal_deadline = now() WHERE case_id = ?", fraud);
    assertThat(new Refunds(books.jdbi).rest(dataset).refundable()).isEqualTo(TokenAmount.of(500));
    books.execute(
        "UPDATE appeal SET state = 'REJECTED', reason = 'r', decided_at = now(), decided_by = ?"
            + " WHERE case_id = ?",
        books.account("admin"),
        fraud);
    assertThat(new Refunds(books.jdbi).rest(dataset).refundable()).isEqualTo(TokenAmount.of(700));
  }

  private static void ban(UUID fraud, UUID labeler, UUID dataset, String window) {
    books.execute("INSERT INTO fraud_case (id, state) VALUES (?, 'BANNED')", fraud);
    for (int i = 0; i < 2; i++) {
      books.execute(
          "INSERT INTO decision (case_id, decision, decided_by, reason) VALUES (?, 'BAN', ?, 'r')",
          fraud,
          books.account("admin"));
    }
    books.execute(
        "INSERT INTO sanction (case_id, labeler_id, kind, reason, appeal_deadline) VALUES (?, ?,"
            + " 'BAN', 'r', now() + CAST(? AS interval))",
        fraud,
        labeler,
        window);
    // Its posting needs an answer, and is not what is tested here.
    books.jdbi.useTransaction(
        handle -> {
          handle.execute("SET LOCAL session_replication_role = replica");
          handle.execute(
              "INSERT INTO forfeit (ledger_entry_id, case_id, labeler_id, dataset_id,"
                  + " amount_base_units, line) VALUES (1, ?, ?, ?, 200, '{}')",
              fraud,
              labeler,
              dataset);
        });
  }

  @Test
  void onlyTheseWaysAreOpen_hereAndInTheDatabase() throws IOException {
    Set<String> open = new TreeSet<>();
    for (Refund.State before : Refund.State.values()) {
      for (Refund.State next : Refund.State.values()) {
        if (before.mayBecome(next)) {
          open.add(before + " " + next);
        }
      }
    }
    String sql = Files.readString(Path.of("migrations/V096__create_dataset_refund.sql"));
    Set<String> stored = new TreeSet<>();
    Matcher pair = Pattern.compile("\\('([A-Z]+)', '([A-Z]+)'\\)").matcher(sql);
    while (pair.find()) {
      stored.add(pair.group(1) + " " + pair.group(2));
    }
    assertThat(open).isEqualTo(stored).hasSize(9);
  }
}

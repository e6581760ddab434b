package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.platform.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

class RequesterBalancesTest {
  @Test
  void theDatabaseTakesNobodyBelowZero_howeverManyFundAtOnce() throws Exception {
    try (TestBooks books = new TestBooks()) {
      UUID requester = books.account("requester");
      books.deposit(requester, 1_000);
      UUID dataset = books.dataset(requester, 1, 0);
      ExecutorService threads = Executors.newFixedThreadPool(16);
      List<Future<Boolean>> fundings = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        fundings.add(threads.submit(() -> funds(books, dataset, 100)));
      }
      int funded = 0;
      for (Future<Boolean> one : fundings) {
        funded += one.get() ? 1 : 0;
      }
      threads.shutdown();
      assertThat(funded).isEqualTo(9);
      assertThat(books.balance(requester)).isEqualTo(99);
      UUID poor = books.account("requester");
      assertThatThrownBy(() -> books.dataset(poor, 1, 0)).hasMessageContaining("has no balance");
      assertThatThrownBy(
              () ->
                  books.execute(
                      "UPDATE requester_balance SET balance_base_units = -1 WHERE requester_id = ?",
                      requester))
          .hasMessageContaining("requester_balance_is_never_overdrawn");
    }
  }

  private static boolean funds(TestBooks books, UUID dataset, long amount) {
    try {
      books.jdbi.useTransaction(
          handle -> Postings.funding(handle, dataset, TokenAmount.of(amount)));
      return true;
    } catch (UnableToExecuteStatementException e) {
      assertThat(e).hasMessageContaining("requester_balance_is_never_overdrawn");
      return false;
    }
  }

  @Test
  void aClaimReadTwice_orMadeAgain_isPostedOnce() throws Exception {
    try (TestBooks books = new TestBooks()) {
      UUID labeler = books.account("labeler");
      long index = books.number("SELECT labeler_index FROM account WHERE id = ?", labeler);
      books.jdbi.useHandle(
          handle -> {
            Postings.claim(handle, index, TokenAmount.of(70), "0x1");
            Postings.claim(handle, index, TokenAmount.of(70), "0x1");
            Postings.claim(handle, index, TokenAmount.of(50), "0x0");
            Postings.claim(handle, index, TokenAmount.of(100), "0x2");
          });
      assertThat(
              books.number(
                  "SELECT sum(amount_base_units) FROM posting WHERE kind = 'CLAIM' AND debit_owner"
                      + " = ?",
                  labeler))
          .isEqualTo(100);
      assertThat(books.number("SELECT count(*) FROM posting WHERE kind = 'CLAIM'")).isEqualTo(2);
    }
  }
}

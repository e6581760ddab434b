package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.platform.TokenAmount;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoodwillTest {
  private final FakeRefundChain chain = new FakeRefundChain();
  private TestBooks books;
  private UUID labeler;

  @BeforeEach
  void owe() throws IOException {
    books = new TestBooks();
    labeler = books.account("labeler");
    books.execute("UPDATE account SET wallet_address = '0x1' WHERE id = ?", labeler);
    owe(60);
  }

  @AfterEach
  void stop() throws IOException {
    books.close();
  }

  private void owe(long amount) {
    UUID fraud = UUID.randomUUID();
    UUID appeal = UUID.randomUUID();
    books.execute("INSERT INTO fraud_case (id, state) VALUES (?, 'HELD')", fraud);
    books.execute(
        "INSERT INTO appeal (id, case_id, labeler_id, sanction, statement, answer_by) VALUES (?, ?,"
            + " ?, 'HOLD', 's', now())",
        appeal,
        fraud,
        labeler);
    books.execute(
        "INSERT INTO goodwill (appeal_id, labeler_id, amount_base_units) VALUES (?, ?, ?)",
        appeal,
        labeler,
        amount);
  }

  private List<Integer> due() {
    return books.jdbi.withHandle(Goodwill::due);
  }

  private void cover() {
    new Goodwill(books.jdbi, chain).cover();
  }

  @Test
  void noEpochTakesIt_beforeThePlatformsEscrowHasIt_orWhileTheLabelerIsHeld() {
    assertThat(due()).isEmpty();
    chain.failAt(0, true, false);
    cover();
    assertThat(due()).as("the chain did not answer").isEmpty();
    cover();
    assertThat(due()).hasSize(1);
    owe(40);
    assertThat(due()).hasSize(1);
    cover();
    assertThat(due()).hasSize(2);
    assertThat(chain.escrow(Goodwill.ESCROW).available()).isEqualTo(TokenAmount.of(100));
    books.execute(
        "INSERT INTO hold (labeler_id, case_id, reason) SELECT labeler_id, case_id, 'r' FROM appeal"
            + " LIMIT 1");
    assertThat(due()).isEmpty();
  }

  @Test
  void whoErasedTheirAccount_isOwedItToo() {
    Claims claims = new Claims(books.jdbi, new Epochs(books.jdbi), chain);
    ErasedPay pay = new ErasedPay(books.jdbi, claims, chain, null);
    assertThat(pay.owed(labeler)).isEqualTo(TokenAmount.of(60));
  }

  @Test
  void itIsPostedAndPaidOnce() {
    assertThat(
            books.number(
                "SELECT sum(amount_base_units) FROM posting WHERE kind = 'GOODWILL' AND"
                    + " credit_owner = ?",
                labeler))
        .isEqualTo(60);
    cover();
    books.jdbi.useHandle(
        handle -> {
          for (long epoch = 1; epoch <= 2; epoch++) {
            Epochs.insert(handle, epoch);
            Goodwill.stamp(handle, epoch, List.of(1));
          }
        });
    assertThat(books.number("SELECT epoch_number FROM goodwill")).isEqualTo(1);
    assertThatThrownBy(() -> books.execute("UPDATE goodwill SET epoch_number = 2"))
        .hasMessageContaining("owed and paid once");
    assertThatThrownBy(
            () ->
                books.execute(
                    "INSERT INTO goodwill (appeal_id, labeler_id, amount_base_units) SELECT"
                        + " appeal_id, labeler_id, 1 FROM goodwill"))
        .hasMessageContaining("goodwill_pkey");
  }
}

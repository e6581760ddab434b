package io.assay.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.protocol.Web3j;
import org.web3j.service.TxSignServiceImpl;

/** What the sender makes of a node whose answers contradict each other. */
class ChainSenderTest {
  private static final String TO = "0x00000000000000000000000000000000000000aa";
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final BigInteger HIGHEST = GWEI.multiply(BigInteger.valueOf(100));
  private static TestBooks books;

  private final FakeNode node = new FakeNode();
  private FaultyDatabase database;
  private ChainSender sender;

  @BeforeAll
  static void start() throws IOException {
    books = new TestBooks();
  }

  @AfterAll
  static void stop() throws IOException {
    books.close();
  }

  @BeforeEach
  void open() throws IOException {
    books.jdbi.useHandle(handle -> handle.execute("DELETE FROM chain_transaction"));
    database = new FaultyDatabase(books.source(), KillClock.never());
    sender =
        ChainSender.open(
            Web3j.build(node),
            new TxSignServiceImpl(Credentials.create("0x" + "1".repeat(64))),
            new ChainTransactions(database.jdbi(), database),
            new ChainSender.Rules(12, 1, 3, 2, HIGHEST));
  }

  private void mineWhatWasSent(long block, String name) {
    node.block(block, name);
    node.receipt(node.last(), block, name);
    node.nonce = 1;
  }

  private static List<BigInteger> feesOf(List<String> sent) {
    return sent.stream()
        .map(
            raw -> {
              RawTransaction transaction = TransactionDecoder.decode(raw);
              return ((Transaction1559) transaction.getTransaction()).getMaxFeePerGas();
            })
        .toList();
  }

  @Test
  void receiptOfABlockThatWentAway_isNotBelieved_andTheSameBytesAreSentAgain() {
    node.onSend = () -> mineWhatWasSent(5, "five");
    sender.send("pay", TO, "0x");
    String bytes = node.sent.get(0);
    // The block is another one now, and the node still has the receipt of before.
    node.block(5, "another five");
    node.nonce = 0;
    node.onSend = () -> mineWhatWasSent(6, "six");
    sender.finishEarlier();
    assertEquals(List.of(bytes, bytes), node.sent);
  }

  @Test
  void receiptWhoseNonceIsNotTaken_isNotBelieved() {
    node.onSend = () -> mineWhatWasSent(5, "five");
    sender.send("pay", TO, "0x");
    node.nonce = 0;
    node.onSend = () -> node.nonce = 1;
    sender.finishEarlier();
    assertEquals(2, node.sent.size());
    assertEquals(1, new HashSet<>(node.sent).size());
  }

  @Test
  void blockBetweenTwoQuestions_doesNotMakeAMinedTransactionLost() {
    node.block(4, "four");
    assertThrows(ChainGateway.Unavailable.class, () -> sender.send("pay", TO, "0x"));
    node.beforeReceipt = () -> mineWhatWasSent(5, "five");
    sender.finishEarlier();
    assertEquals(
        List.of("MINED"),
        books.jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT state FROM chain_transaction")
                    .mapTo(String.class)
                    .list()));
  }

  @Test
  void whileNoBlockComes_theFeeStays() {
    assertThrows(ChainGateway.Unavailable.class, () -> sender.send("pay", TO, "0x"));
    assertTrue(node.sent.size() > 1, "sent again");
    assertEquals(1, new HashSet<>(node.sent).size(), "the same bytes");
  }

  @Test
  void passedOverByBlocks_theFeeRisesByAnEighth_upToTheHighest() {
    node.onSend = () -> node.block(node.head + 1, "block " + node.head);
    for (int tries = 0; tries < 20; tries++) {
      assertThrows(
          ChainGateway.Unavailable.class,
          () -> {
            if (node.sent.isEmpty()) {
              sender.send("pay", TO, "0x");
            } else {
              sender.finishEarlier();
            }
          });
    }
    List<BigInteger> fees = feesOf(node.sent).stream().distinct().toList();
    BigInteger last = fees.get(fees.size() - 1);
    assertTrue(fees.size() > 10, fees.toString());
    assertTrue(last.compareTo(HIGHEST) <= 0, last.toString());
    assertTrue(
        last.multiply(BigInteger.valueOf(9)).compareTo(HIGHEST.multiply(BigInteger.valueOf(8))) > 0,
        "as near as an eighth: " + last);
    for (int i = 1; i < fees.size(); i++) {
      BigInteger least =
          fees.get(i - 1).multiply(BigInteger.valueOf(9)).divide(BigInteger.valueOf(8));
      assertTrue(fees.get(i).compareTo(least) >= 0, fees.toString());
    }
  }

  @Test
  void whereTheChainAsksForMore_theFeeIsRaisedAtOnce_andAboveTheHighestItWaits() {
    node.onSend = () -> node.baseFee = GWEI.multiply(BigInteger.TEN);
    assertThrows(ChainGateway.Unavailable.class, () -> sender.send("pay", TO, "0x"));
    assertEquals(
        List.of(GWEI.multiply(BigInteger.valueOf(3)), GWEI.multiply(BigInteger.valueOf(21))),
        feesOf(node.sent).stream().distinct().toList());
    node.onSend = () -> {};
    node.baseFee = HIGHEST;
    ChainGateway.Unavailable refusal =
        assertThrows(ChainGateway.Unavailable.class, sender::finishEarlier);
    assertTrue(refusal.getMessage().contains("above the highest allowed"), refusal.getMessage());
  }
}

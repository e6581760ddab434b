package io.assay.payout;

import io.assay.platform.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** What was signed to be sent to the chain, kept from before it is sent until its fate is known. */
@ApplicationScoped
class ChainTransactions {
  private static final int LOCK_POLLS = 600;
  private static final long LOCK_POLL_MILLIS = 50;

  enum State {
    PREPARED,
    MINED,
    FAILED,
    UNKNOWN,
    FINAL
  }

  /** A key on a chain; {@code genesis} tells chains apart that carry the same number. */
  record Sender(long chainId, String genesis, String address) {
    private Map<String, Object> names() {
      return Map.of("chainId", chainId, "genesis", genesis, "address", address);
    }
  }

  /** A signed transaction: the attempt at a nonce, all attempts of which have one purpose. */
  record Prepared(
      String hash,
      String purpose,
      long nonce,
      int attempt,
      String raw,
      BigInteger maxFee,
      BigInteger tip,
      State state) {}

  private final Jdbi jdbi;
  private final Transactions transactions;

  ChainTransactions(Jdbi jdbi, Transactions transactions) {
    this.jdbi = jdbi;
    this.transactions = transactions;
  }

  /**
   * Runs something as the only writer of a key among all servers of this database.
   *
   * @throws ChainGateway.Unavailable if another server keeps the key
   */
  <T> T alone(Sender sender, Supplier<T> work) {
    return transactions.outside(
        () -> {
          try (Handle handle = jdbi.open()) {
            String key = "chain-sender " + sender.chainId() + " " + sender.address();
            lock(handle, key);
            try {
              return work.get();
            } finally {
              handle.execute("SELECT pg_advisory_unlock(hashtextextended(?, 0))", key);
            }
          }
        });
  }

  private static void lock(Handle handle, String key) {
    for (int poll = 0; poll < LOCK_POLLS; poll++) {
      if (handle
          .createQuery("SELECT pg_try_advisory_lock(hashtextextended(:key, 0))")
          .bind("key", key)
          .mapTo(Boolean.class)
          .one()) {
        return;
      }
      try {
        Thread.sleep(LOCK_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new ChainGateway.Unavailable("another server is sending with this key");
  }

  /** Keeps it, committed at once whatever transaction runs. */
  void prepare(Sender sender, Prepared transaction) {
    committed(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO chain_transaction (hash, purpose, chain_id, genesis, sender, nonce,
                      attempt, raw, max_fee, tip, state)
                    VALUES (:hash, :purpose, :chainId, :genesis, :address, :nonce, :attempt, :raw,
                      :fee, :price, 'PREPARED')
                    """)
                .bindMap(sender.names())
                .bind("hash", transaction.hash())
                .bind("purpose", transaction.purpose())
                .bind("nonce", transaction.nonce())
                .bind("attempt", transaction.attempt())
                .bind("raw", transaction.raw())
                .bind("fee", new BigDecimal(transaction.maxFee()))
                .bind("price", new BigDecimal(transaction.tip()))
                .execute());
  }

  void set(String hash, State state) {
    committed(
        handle ->
            handle
                .createUpdate("UPDATE chain_transaction SET state = :state WHERE hash = :hash")
                .bind("state", state)
                .bind("hash", hash)
                .execute());
  }

  /** One attempt was mined: it has the block, and the other attempts at its nonce never will. */
  void mined(Sender sender, long nonce, TransactionReceipt receipt) {
    committed(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE chain_transaction SET
                      state = CASE WHEN hash = :hash AND :good THEN 'MINED' ELSE 'FAILED' END,
                      block_number = CASE WHEN hash = :hash THEN :block END,
                      block_hash = CASE WHEN hash = :hash THEN :blockHash END
                    WHERE chain_id = :chainId AND genesis = :genesis AND sender = :address
                      AND nonce = :nonce
                    """)
                .bindMap(sender.names())
                .bind("nonce", nonce)
                .bind("hash", receipt.getTransactionHash())
                .bind("good", receipt.isStatusOK())
                .bind("block", receipt.getBlockNumber().longValueExact())
                .bind("blockHash", receipt.getBlockHash())
                .execute());
  }

  /** Those mined at most as high as the block are not looked at again. */
  void settle(Sender sender, long block) {
    committed(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE chain_transaction SET state = 'FINAL'
                    WHERE chain_id = :chainId AND genesis = :genesis AND sender = :address
                      AND state = 'MINED' AND block_number <= :block
                    """)
                .bindMap(sender.names())
                .bind("block", block)
                .execute());
  }

  /** One more than the highest nonce ever signed with; 0 before the first. */
  long nextNonce(Sender sender) {
    return committed(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(max(nonce) + 1, 0) FROM chain_transaction
                    WHERE chain_id = :chainId AND genesis = :genesis AND sender = :address
                    """)
                .bindMap(sender.names())
                .mapTo(Long.class)
                .one());
  }

  /** Attempts not final yet, and all from a nonce on, by nonce and attempt. */
  List<Prepared> listOpen(Sender sender, long fromNonce) {
    return committed(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM chain_transaction
                    WHERE chain_id = :chainId AND genesis = :genesis AND sender = :address
                      AND (nonce >= :from OR state IN ('PREPARED', 'UNKNOWN', 'MINED'))
                    ORDER BY nonce, attempt
                    """)
                .bindMap(sender.names())
                .bind("from", fromNonce)
                .map((row, context) -> read(row))
                .list());
  }

  private static Prepared read(ResultSet row) throws SQLException {
    return new Prepared(
        row.getString("hash"),
        row.getString("purpose"),
        row.getLong("nonce"),
        row.getInt("attempt"),
        row.getString("raw"),
        row.getBigDecimal("max_fee").toBigIntegerExact(),
        row.getBigDecimal("tip").toBigIntegerExact(),
        State.valueOf(row.getString("state")));
  }

  private <T> T committed(Function<Handle, T> work) {
    return transactions.committed(() -> jdbi.withHandle(work::apply));
  }
}

package io.assay.payout;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What was signed to be sent to the chain, kept from before it is sent until its fate is known. */
@ApplicationScoped
class ChainTransactions {
  enum State {
    PREPARED,
    MINED,
    FAILED,
    UNKNOWN
  }

  /** A signed transaction. */
  record Prepared(String hash, String purpose, String sender, long nonce, String raw) {}

  private final Jdbi jdbi;

  ChainTransactions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Keeps it, committed at once whatever transaction runs. */
  void prepare(Prepared transaction) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                jdbi.useHandle(
                    handle ->
                        handle
                            .createUpdate(
                                """
                                INSERT INTO chain_transaction (hash, purpose, sender, nonce, raw, state)
                                VALUES (:hash, :purpose, :sender, :nonce, :raw, 'PREPARED')
                                ON CONFLICT DO NOTHING
                                """)
                            .bind("hash", transaction.hash())
                            .bind("purpose", transaction.purpose())
                            .bind("sender", transaction.sender())
                            .bind("nonce", transaction.nonce())
                            .bind("raw", transaction.raw())
                            .execute()));
  }

  void set(String hash, State state) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                jdbi.useHandle(
                    handle ->
                        handle
                            .createUpdate(
                                "UPDATE chain_transaction SET state = :state WHERE hash = :hash")
                            .bind("state", state)
                            .bind("hash", hash)
                            .execute()));
  }

  /** Those whose fate is not known, oldest first. */
  List<Prepared> listUnfinished() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(
                                "SELECT hash, purpose, sender, nonce, raw FROM chain_transaction"
                                    + " WHERE state IN ('PREPARED', 'UNKNOWN') ORDER BY nonce")
                            .map(
                                (row, context) ->
                                    new Prepared(
                                        row.getString("hash"),
                                        row.getString("purpose"),
                                        row.getString("sender"),
                                        row.getLong("nonce"),
                                        row.getString("raw")))
                            .list()));
  }
}

package io.assay.payout;

import io.assay.payout.merkle.MerkleSumTree;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The stored epochs and the leaves under their roots. */
@ApplicationScoped
class Epochs {
  private final Jdbi jdbi;

  Epochs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Makes the epoch that ledger lines are stamped with; its root follows in the same transaction.
   */
  static void insert(Handle handle, long number) {
    handle
        .createUpdate(
            """
            INSERT INTO epoch (number, state, root, depth, total_base_units, data_hash, payouts)
            VALUES (:number, 'CLOSING', '', 0, 0, '', 0)
            """)
        .bind("number", number)
        .execute();
  }

  static Epoch root(Handle handle, long number, MerkleSumTree tree, int payouts) {
    return handle
        .createQuery(
            """
            UPDATE epoch SET state = 'ROOTED', root = :root, depth = :depth,
              total_base_units = :total, data_hash = :root, payouts = :payouts
            WHERE number = :number RETURNING *
            """)
        .bind("number", number)
        .bind("root", tree.rootHex())
        .bind("depth", tree.depth())
        .bind("total", new java.math.BigDecimal(tree.total()))
        .bind("payouts", payouts)
        .map((row, context) -> read(row))
        .one();
  }

  Optional<Epoch> find(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM epoch WHERE number = :number")
                .bind("number", number)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** The newest epoch that the chain pays by. */
  Optional<Epoch> findActive() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM epoch WHERE state = 'FINAL' ORDER BY number DESC LIMIT 1")
                .map((row, context) -> read(row))
                .findOne());
  }

  /** Newest first. */
  Page<Epoch> list(@Nullable String cursor, int limit) {
    long below = Cursor.decodeBelow(cursor);
    List<Epoch> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM epoch WHERE number < :below ORDER BY number DESC LIMIT"
                            + " :limit")
                    .bind("below", below)
                    .bind("limit", limit + 1)
                    .map((row, context) -> read(row))
                    .list());
    return Page.of(rows, limit, last -> Cursor.encode(Long.toString(last.number())));
  }

  /** Epochs the chain does not have yet, oldest first. */
  List<Epoch> listUnfinished() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM epoch WHERE state <> 'FINAL' ORDER BY number")
                .map((row, context) -> read(row))
                .list());
  }

  /**
   * Takes an epoch from the state it was read in to the next.
   *
   * @return whether it was still in that state
   * @throws IllegalStateException if there is no such way
   */
  boolean move(Epoch epoch, Epoch.State next, @Nullable String transactionHash) {
    if (epoch.state() != next && !epoch.state().mayBecome(next)) {
      throw new IllegalStateException(
          "epoch " + epoch.number() + " cannot go from " + epoch.state() + " to " + next);
    }
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE epoch SET state = :next, transaction_hash = coalesce(:hash,"
                            + " transaction_hash) WHERE number = :number AND state = :before")
                    .bind("next", next)
                    .bind("hash", transactionHash)
                    .bind("number", epoch.number())
                    .bind("before", epoch.state())
                    .execute())
        == 1;
  }

  /**
   * Doubts epochs said to be final that the chain, whose active one is given, does not have.
   *
   * @return how many
   */
  int doubtAfter(long activeOnChain) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE epoch SET state = 'UNKNOWN' WHERE state = 'FINAL' AND number > :active")
                .bind("active", activeOnChain)
                .execute());
  }

  /** All leaves of an epoch, by place: with them anyone can build its tree. */
  List<MerkleSumTree.Leaf> leaves(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT labeler_index, wallet_address, cumulative_base_units FROM payout WHERE"
                        + " epoch_number = :number ORDER BY labeler_index")
                .bind("number", number)
                .map(
                    (row, context) ->
                        new MerkleSumTree.Leaf(
                            row.getLong("labeler_index"),
                            row.getString("wallet_address"),
                            integer(row, "cumulative_base_units")))
                .list());
  }

  private static BigInteger integer(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column).toBigIntegerExact();
  }

  private static Epoch read(ResultSet row) throws SQLException {
    return new Epoch(
        row.getLong("number"),
        Epoch.State.valueOf(row.getString("state")),
        row.getString("root"),
        row.getInt("depth"),
        TokenAmount.ofNumeric(row.getBigDecimal("total_base_units")),
        row.getString("data_hash"),
        row.getInt("payouts"),
        row.getString("transaction_hash"),
        row.getTimestamp("closed_at").toInstant());
  }
}

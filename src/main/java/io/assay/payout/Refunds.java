package io.assay.payout;

import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * What goes back leaves the dataset's funds when it is announced, under the dataset's row lock, and
 * the database refuses funds below what is promised: so nothing can be promised of it any more, and
 * nothing that was promised can be in it. The rest is the chain's pace.
 */
/** The books of what datasets give back. */
@ApplicationScoped
class Refunds {
  /**
   * What of a dataset's funds could go back now, and why the rest could not.
   *
   * @param promised earned by labelers, paid or not, held back or not, or leased at present
   * @param appealed taken by bans that may still be appealed, or are
   */
  record Rest(TokenAmount refundable, TokenAmount promised, TokenAmount appealed) {}

  private static final String APPEALED =
      """
      SELECT coalesce(sum(f.amount_base_units), 0) FROM forfeit f
        JOIN sanction s ON s.case_id = f.case_id AND s.labeler_id = f.labeler_id
        LEFT JOIN appeal p ON p.case_id = f.case_id AND p.labeler_id = f.labeler_id
          AND p.sanction = 'BAN'
      WHERE f.dataset_id = d.id
        AND (p.state = 'WAITING' OR p.id IS NULL AND s.appeal_deadline > now())
      """;

  private final Jdbi jdbi;

  Refunds(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What could go back now. */
  Rest rest(UUID datasetId) {
    return jdbi.withHandle(handle -> rest(handle, datasetId));
  }

  private static Rest rest(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            "SELECT d.funded_base_units - d.committed_base_units AS left_over,"
                + " d.committed_base_units, ("
                + APPEALED
                + ") AS appealed FROM dataset d WHERE d.id = :dataset")
        .bind("dataset", datasetId)
        .map(
            (row, context) -> {
              TokenAmount left = TokenAmount.ofNumeric(row.getBigDecimal("left_over"));
              TokenAmount appealed = TokenAmount.ofNumeric(row.getBigDecimal("appealed"));
              return new Rest(
                  left.compareTo(appealed) > 0 ? left.minus(appealed) : TokenAmount.ZERO,
                  TokenAmount.ofNumeric(row.getBigDecimal("committed_base_units")),
                  appealed.compareTo(left) < 0 ? appealed : left);
            })
        .one();
  }

  /**
   * Takes what can go back out of the dataset's funds, in the present transaction; nothing where
   * there is nothing, or a refund still runs.
   */
  Optional<Refund> announce(Handle handle, UUID datasetId) {
    // The rows that bans and leases wrote before the lock are seen by the statement after it only.
    handle
        .createQuery("SELECT id FROM dataset WHERE id = :dataset FOR UPDATE")
        .bind("dataset", datasetId)
        .mapTo(UUID.class)
        .one();
    TokenAmount amount = rest(handle, datasetId).refundable();
    if (amount.isZero() || find(handle, datasetId, true).isPresent()) {
      return Optional.empty();
    }
    UUID id = UUID.randomUUID();
    handle
        .createUpdate(
            """
            WITH taken AS (
              UPDATE dataset SET funded_base_units = funded_base_units - :amount,
                refunded_base_units = refunded_base_units + :amount
              WHERE id = :dataset RETURNING id, requester_id, refunded_base_units)
            INSERT INTO dataset_refund (id, dataset_id, requester_id, state, amount_base_units,
              total_base_units)
            SELECT :id, id, requester_id, 'ANNOUNCED', :amount, refunded_base_units FROM taken
            """)
        .bind("id", id)
        .bind("dataset", datasetId)
        .bind("amount", amount.toNumeric())
        .execute();
    Postings.returning(handle, id);
    return find(handle, datasetId, true);
  }

  private static Optional<Refund> find(Handle handle, UUID datasetId, boolean running) {
    return handle
        .createQuery(
            "SELECT * FROM dataset_refund WHERE dataset_id = :dataset AND (NOT :running OR state <>"
                + " 'REFUNDED') ORDER BY total_base_units DESC LIMIT 1")
        .bind("dataset", datasetId)
        .bind("running", running)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Of one dataset, newest first. */
  List<Refund> list(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM dataset_refund WHERE dataset_id = :dataset ORDER BY"
                        + " total_base_units DESC LIMIT 100")
                .bind("dataset", datasetId)
                .map((row, context) -> read(row))
                .list());
  }

  /** All that are not back yet, oldest first. */
  List<Refund> listRunning() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM dataset_refund WHERE state <> 'REFUNDED' ORDER BY announced_at,"
                        + " id")
                .map((row, context) -> read(row))
                .list());
  }

  /** Closed datasets without leases that have something left and no refund that runs. */
  List<UUID> listClosedWithRest() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT d.id FROM dataset d
                    WHERE d.state = 'CLOSED' AND d.funded_base_units > d.committed_base_units
                      AND NOT EXISTS (SELECT 1 FROM dataset_refund r
                        WHERE r.dataset_id = d.id AND r.state <> 'REFUNDED')
                      AND NOT EXISTS (SELECT 1 FROM assignment a
                        WHERE a.dataset_id = d.id AND a.state = 'ACTIVE')
                    ORDER BY d.id
                    """)
                .mapTo(UUID.class)
                .list());
  }

  /** Notes how far a refund is; one that is back stays so. */
  void move(
      Refund refund,
      Refund.State next,
      @Nullable Instant refundableAt,
      @Nullable String transaction) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE dataset_refund SET state = :next,
                      refundable_at = coalesce(:refundable, refundable_at),
                      transaction_hash = coalesce(:transaction, transaction_hash)
                    WHERE id = :id AND state <> 'REFUNDED'
                    """)
                .bind("next", next)
                .bind("refundable", refundableAt == null ? null : Timestamp.from(refundableAt))
                .bind("transaction", transaction)
                .bind("id", refund.id())
                .execute());
  }

  /** Credits the requester, once. */
  void credit(Refund refund) {
    jdbi.useTransaction(
        handle -> {
          int ended =
              handle
                  .createUpdate(
                      "UPDATE dataset_refund SET state = 'REFUNDED', refunded_at = now() WHERE id ="
                          + " :id AND state <> 'REFUNDED'")
                  .bind("id", refund.id())
                  .execute();
          if (ended == 1) {
            Postings.refund(handle, refund.id());
          }
        });
  }

  private static Refund read(ResultSet row) throws SQLException {
    return new Refund(
        row.getObject("id", UUID.class),
        row.getObject("dataset_id", UUID.class),
        Refund.State.valueOf(row.getString("state")),
        TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units")),
        TokenAmount.ofNumeric(row.getBigDecimal("total_base_units")),
        row.getTimestamp("announced_at").toInstant(),
        instant(row, "refundable_at"),
        row.getString("transaction_hash"),
        instant(row, "refunded_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}

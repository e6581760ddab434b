package io.assay.payout;

import io.assay.platform.TokenAmount;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Postings of the double-entry books that are made where money moves; those of answers, bans and
 * appeals are made by triggers on the lines they concern. Each moves an amount from one account to
 * another, in the transaction of what it records.
 */
final class Postings {
  private Postings() {}

  /** A requester's money comes in. */
  static void deposit(Handle handle, UUID depositId) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, credit, credit_owner, amount_base_units, deposit_id)
            SELECT 'DEPOSIT', 'OUTSIDE', 'REQUESTER', requester_id, amount_base_units, id
            FROM deposit WHERE id = :deposit
            """)
        .bind("deposit", depositId)
        .execute();
  }

  /** A requester's money goes into the escrow of their dataset. */
  static void funding(Handle handle, UUID datasetId, TokenAmount amount) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units,
              dataset_id)
            SELECT 'FUNDING', 'REQUESTER', requester_id, 'ESCROW', id, :amount, id
            FROM dataset WHERE id = :dataset
            """)
        .bind("amount", amount.toNumeric())
        .bind("dataset", datasetId)
        .execute();
  }

  /** What a dataset does not need leaves its escrow, on its way back. */
  static void returning(Handle handle, UUID refundId) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units,
              dataset_id, refund_id)
            SELECT 'RETURN', 'ESCROW', dataset_id, 'RETURNING', dataset_id, amount_base_units,
              dataset_id, id FROM dataset_refund WHERE id = :refund
            """)
        .bind("refund", refundId)
        .execute();
  }

  /** What came back on the chain is the requester's again. */
  static void refund(Handle handle, UUID refundId) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units,
              dataset_id, refund_id)
            SELECT 'REFUND', 'RETURNING', dataset_id, 'REQUESTER', requester_id, amount_base_units,
              dataset_id, id FROM dataset_refund WHERE id = :refund
            """)
        .bind("refund", refundId)
        .execute();
  }

  /**
   * What the vault paid a leaf in all, less what was posted of it before, went from settled to the
   * world; nothing where that is nothing.
   */
  static void claim(Handle handle, long labelerIndex, TokenAmount cumulative, String transaction) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, debit_owner, credit, amount_base_units,
              transaction_hash)
            SELECT 'CLAIM', 'SETTLED', a.id, 'OUTSIDE', :cumulative - p.posted, :transaction
            FROM account a, LATERAL (
              SELECT coalesce(sum(amount_base_units), 0) AS posted FROM posting
              WHERE kind = 'CLAIM' AND debit_owner = a.id) p
            WHERE a.labeler_index = :index AND :cumulative > p.posted
            """)
        .bind("cumulative", cumulative.toNumeric())
        .bind("transaction", transaction)
        .bind("index", labelerIndex)
        .execute();
  }

  /** The platform pays into a dataset's escrow what restored pay needs. */
  static void cover(Handle handle, UUID datasetId, TokenAmount amount) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, credit, credit_owner, amount_base_units, dataset_id)
            VALUES ('COVER', 'PLATFORM', 'ESCROW', :dataset, :amount, :dataset)
            """)
        .bind("amount", amount.toNumeric())
        .bind("dataset", datasetId)
        .execute();
  }

  /** What an epoch pays goes from accrued to settled, labeler by labeler. */
  static void epoch(Handle handle, long number) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units,
              epoch_number)
            SELECT 'EPOCH', 'ACCRUED', labeler_id, 'SETTLED', labeler_id, amount_base_units,
              epoch_number
            FROM payout WHERE epoch_number = :number AND amount_base_units > 0 ORDER BY labeler_id
            """)
        .bind("number", number)
        .execute();
  }
}

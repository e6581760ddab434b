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

  /** A requester's money comes in and goes into the escrow of their dataset. */
  static void funding(Handle handle, UUID datasetId, TokenAmount amount) {
    handle
        .createUpdate(
            """
            INSERT INTO posting (kind, debit, credit, credit_owner, amount_base_units)
            SELECT 'DEPOSIT', 'OUTSIDE', 'REQUESTER', requester_id, :amount
            FROM dataset WHERE id = :dataset
            """)
        .bind("amount", amount.toNumeric())
        .bind("dataset", datasetId)
        .execute();
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

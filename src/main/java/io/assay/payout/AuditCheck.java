package io.assay.payout;

import org.jspecify.annotations.Nullable;

/*
 * Each query gives (key, expected, found), one row a labeler or dataset. Forfeited lines were
 * earned by a submission too, so they stand beside the ledger's.
 */
/** What an audit compares, from the answers to the chain. */
public enum AuditCheck {
  /** Submissions times the price of their dataset: the ledger's lines and the forfeited ones. */
  SUBMISSIONS_LEDGER(
      """
      SELECT coalesce(s.labeler_id, l.labeler_id), coalesce(s.amount, 0), coalesce(l.amount, 0)
      FROM (SELECT s.labeler_id, sum(d.price_base_units) AS amount
            FROM submission s JOIN dataset d ON d.id = s.dataset_id GROUP BY 1) s
        FULL JOIN (SELECT labeler_id, sum(amount_base_units) AS amount
            FROM (SELECT labeler_id, amount_base_units FROM ledger_entry WHERE bonus_round IS NULL
              UNION ALL SELECT labeler_id, amount_base_units FROM forfeit
              WHERE line->>'bonus_round' IS NULL) line GROUP BY 1) l
        ON l.labeler_id = s.labeler_id
      """),
  /** The bonuses of all rounds: the ledger's lines of bonuses and the forfeited ones. */
  BONUSES_LEDGER(
      """
      SELECT coalesce(s.labeler_id, l.labeler_id), coalesce(s.amount, 0), coalesce(l.amount, 0)
      FROM (SELECT labeler_id, sum(amount_base_units) AS amount FROM bonus GROUP BY 1) s
        FULL JOIN (SELECT labeler_id, sum(amount_base_units) AS amount
            FROM (SELECT labeler_id, amount_base_units FROM ledger_entry
              WHERE bonus_round IS NOT NULL
              UNION ALL SELECT labeler_id, amount_base_units FROM forfeit
              WHERE line->>'bonus_round' IS NOT NULL) line GROUP BY 1) l
        ON l.labeler_id = s.labeler_id
      """),
  /** The ledger's lines and goodwill: the labelers' accounts, accrued, settled and claimed. */
  LEDGER_POSTINGS(
      """
      SELECT coalesce(l.labeler_id, p.labeler_id), coalesce(l.amount, 0), coalesce(p.amount, 0)
      FROM (SELECT labeler_id, sum(amount_base_units) AS amount FROM (
            SELECT labeler_id, amount_base_units FROM ledger_entry
            UNION ALL SELECT labeler_id, amount_base_units FROM goodwill) line GROUP BY 1) l
        FULL JOIN (SELECT labeler_id, sum(amount) AS amount FROM (
            SELECT credit_owner AS labeler_id, amount_base_units AS amount FROM posting
              WHERE credit IN ('ACCRUED', 'SETTLED')
            UNION ALL SELECT debit_owner, -amount_base_units FROM posting
              WHERE debit IN ('ACCRUED', 'SETTLED') AND kind <> 'CLAIM') moved GROUP BY 1) p
        ON p.labeler_id = l.labeler_id
      """),
  /** Lines and goodwill that an epoch stamped: what epochs pay, labeler by labeler. */
  LEDGER_EPOCHS(
      """
      SELECT coalesce(l.labeler_id, p.labeler_id), coalesce(l.amount, 0), coalesce(p.amount, 0)
      FROM (SELECT labeler_id, sum(amount_base_units) AS amount FROM (
            SELECT labeler_id, amount_base_units, epoch_number FROM ledger_entry
            UNION ALL SELECT labeler_id, amount_base_units, epoch_number FROM goodwill) line
            WHERE epoch_number IS NOT NULL GROUP BY 1) l
        FULL JOIN (SELECT labeler_id, sum(amount_base_units) AS amount FROM payout GROUP BY 1) p
        ON p.labeler_id = l.labeler_id
      """),
  /** What epochs pay: the labelers' settled accounts. */
  EPOCHS_POSTINGS(
      """
      SELECT coalesce(e.labeler_id, p.labeler_id), coalesce(e.amount, 0), coalesce(p.amount, 0)
      FROM (SELECT labeler_id, sum(amount_base_units) AS amount FROM payout GROUP BY 1) e
        FULL JOIN (SELECT credit_owner AS labeler_id, sum(amount_base_units) AS amount FROM posting
            WHERE credit = 'SETTLED' GROUP BY 1) p
        ON p.labeler_id = e.labeler_id
      """),
  /** What epochs take from each dataset: the lines they stamped. */
  ALLOCATIONS_LEDGER(
      """
      SELECT coalesce(a.dataset_id, l.dataset_id), coalesce(a.amount, 0), coalesce(l.amount, 0)
      FROM (SELECT dataset_id, sum(amount_base_units) AS amount FROM epoch_allocation GROUP BY 1) a
        FULL JOIN (SELECT dataset_id, sum(amount_base_units) AS amount FROM ledger_entry
            WHERE epoch_number IS NOT NULL GROUP BY 1) l
        ON l.dataset_id = a.dataset_id
      """),
  /** What datasets were ever funded with: their postings from requesters and the platform. */
  FUNDED_POSTINGS(
      """
      SELECT d.id, d.funded_base_units + d.refunded_base_units, coalesce(p.amount, 0)
      FROM dataset d LEFT JOIN (
          SELECT credit_owner AS dataset_id, sum(amount_base_units) AS amount FROM posting
          WHERE kind IN ('FUNDING', 'COVER') GROUP BY 1) p ON p.dataset_id = d.id
      """),
  /** Funds less the ledger's lines: what each dataset's escrow account holds. */
  ESCROW_POSTINGS(
      """
      SELECT d.id, d.funded_base_units - coalesce(l.amount, 0), coalesce(p.amount, 0)
      FROM dataset d
        LEFT JOIN (SELECT dataset_id, sum(amount_base_units) AS amount FROM ledger_entry
            GROUP BY 1) l ON l.dataset_id = d.id
        LEFT JOIN (SELECT dataset_id, sum(amount) AS amount FROM (
            SELECT credit_owner AS dataset_id, amount_base_units AS amount FROM posting
              WHERE credit = 'ESCROW'
            UNION ALL SELECT debit_owner, -amount_base_units FROM posting
              WHERE debit = 'ESCROW') moved GROUP BY 1) p ON p.dataset_id = d.id
      """),
  /** What requesters have left of their deposits: their accounts. */
  BALANCE_POSTINGS(
      """
      SELECT coalesce(b.requester_id, p.requester_id), coalesce(b.balance_base_units, 0),
        coalesce(p.amount, 0)
      FROM requester_balance b
        FULL JOIN (SELECT requester_id, sum(amount) AS amount FROM (
            SELECT credit_owner AS requester_id, amount_base_units AS amount FROM posting
              WHERE credit = 'REQUESTER'
            UNION ALL SELECT debit_owner, -amount_base_units FROM posting
              WHERE debit = 'REQUESTER') moved GROUP BY 1) p ON p.requester_id = b.requester_id
      """),
  /** What is on its way back from each dataset: the account of what returns. */
  RETURNING_POSTINGS(
      """
      SELECT coalesce(r.dataset_id, p.dataset_id), coalesce(r.amount, 0), coalesce(p.amount, 0)
      FROM (SELECT dataset_id, sum(amount_base_units) AS amount FROM dataset_refund
            WHERE state <> 'REFUNDED' GROUP BY 1) r
        FULL JOIN (SELECT dataset_id, sum(CASE kind WHEN 'RETURN' THEN amount_base_units
              ELSE -amount_base_units END) AS amount FROM posting
            WHERE kind IN ('RETURN', 'REFUND') GROUP BY 1) p ON p.dataset_id = r.dataset_id
      """),
  /** What datasets gave back: the postings of refunds to requesters. */
  REFUNDED_POSTINGS(
      """
      SELECT coalesce(r.dataset_id, p.dataset_id), coalesce(r.amount, 0), coalesce(p.amount, 0)
      FROM (SELECT dataset_id, sum(amount_base_units) AS amount FROM dataset_refund
            WHERE state = 'REFUNDED' GROUP BY 1) r
        FULL JOIN (SELECT dataset_id, sum(amount_base_units) AS amount FROM posting
            WHERE kind = 'REFUND' GROUP BY 1) p ON p.dataset_id = r.dataset_id
      """),
  /**
   * All that ever came in, from requesters and the platform: what requesters have left, what is in
   * datasets, on its way back, and what labelers earned, owed or claimed.
   */
  DEPOSITS_HELD(
      """
      SELECT 0, (SELECT coalesce(sum(amount_base_units), 0) FROM posting
          WHERE debit IN ('OUTSIDE', 'PLATFORM')),
        (SELECT coalesce(sum(balance_base_units), 0) FROM requester_balance)
        + (SELECT coalesce(sum(funded_base_units), 0) FROM dataset)
        + (SELECT coalesce(sum(amount_base_units), 0) FROM dataset_refund
            WHERE state <> 'REFUNDED')
        + (SELECT coalesce(sum(amount_base_units), 0) FROM goodwill)
      """),
  /** What the vault says it paid by the last block that was read: the postings of claims. */
  CLAIMS_POSTINGS(null),
  /** What each escrow gave back on the chain: at least what came back here. */
  CHAIN_REFUNDS(null),
  /** What the vault paid each leaf: at most what the epochs closed so far say of it. */
  CHAIN_CLAIMS(null),
  /** What datasets were funded with: what the vault holds and has paid, surplus left aside. */
  CHAIN_FUNDS(null);

  private final @Nullable String query;

  AuditCheck(@Nullable String query) {
    this.query = query;
  }

  /** The query of a check within the database; null where the chain is one side. */
  @Nullable String query() {
    return query;
  }
}

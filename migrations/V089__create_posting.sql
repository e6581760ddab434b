-- The books in double entry: a posting moves an amount from one account (debit) to another (credit), so that all accounts together
-- are always zero. What an account holds is its credits less its debits:
--   OUTSIDE    the world beyond the platform; negative by what came in
--   PLATFORM   the operator's own money; negative by what it covered
--   REQUESTER  deposited and not yet put into a dataset (owner: account)
--   ESCROW     put into a dataset and not yet earned (owner: dataset)
--   ACCRUED    earned, in no epoch yet (owner: account)
--   SETTLED    stamped by an epoch; claims on the chain are paid out of it (owner: account)
CREATE TABLE posting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  debit text NOT NULL,
  debit_owner uuid,
  credit text NOT NULL,
  credit_owner uuid,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units > 0),
  dataset_id uuid REFERENCES dataset,
  assignment_id uuid REFERENCES assignment,
  case_id uuid REFERENCES fraud_case,
  epoch_number bigint REFERENCES epoch,
  booked_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT posting_moves_as_its_kind_says CHECK ((kind, debit, credit) IN (
    ('DEPOSIT', 'OUTSIDE', 'REQUESTER'), ('FUNDING', 'REQUESTER', 'ESCROW'), ('COVER', 'PLATFORM', 'ESCROW'),
    ('ANSWER', 'ESCROW', 'ACCRUED'), ('FORFEIT', 'ACCRUED', 'ESCROW'), ('RESTORATION', 'ESCROW', 'ACCRUED'),
    ('EPOCH', 'ACCRUED', 'SETTLED'))),
  CONSTRAINT posting_names_its_owners CHECK (
    (debit_owner IS NULL) = (debit IN ('OUTSIDE', 'PLATFORM')) AND credit_owner IS NOT NULL),
  CONSTRAINT posting_names_its_ground CHECK (CASE kind
    WHEN 'DEPOSIT' THEN true
    WHEN 'FUNDING' THEN dataset_id IS NOT NULL
    WHEN 'COVER' THEN dataset_id IS NOT NULL
    WHEN 'ANSWER' THEN dataset_id IS NOT NULL AND assignment_id IS NOT NULL
    WHEN 'EPOCH' THEN epoch_number IS NOT NULL
    ELSE dataset_id IS NOT NULL AND assignment_id IS NOT NULL AND case_id IS NOT NULL END)
);
CREATE UNIQUE INDEX posting_once_an_answer ON posting (assignment_id) WHERE kind = 'ANSWER';
CREATE UNIQUE INDEX posting_once_an_epoch ON posting (epoch_number, debit_owner) WHERE kind = 'EPOCH';

-- An answer's line is posted by the statement that books it; a line that an appeal brings back has its posting already.
CREATE FUNCTION post_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id)
  SELECT 'ANSWER', 'ESCROW', dataset_id, 'ACCRUED', labeler_id, amount_base_units, dataset_id, assignment_id FROM booked
  ON CONFLICT (assignment_id) WHERE kind = 'ANSWER' DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION post_forfeits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id, case_id)
  SELECT 'FORFEIT', 'ACCRUED', labeler_id, 'ESCROW', dataset_id, amount_base_units, dataset_id, (line->>'assignment_id')::uuid, case_id
  FROM taken ORDER BY ledger_entry_id;
  RETURN NULL;
END $$;

CREATE FUNCTION post_restorations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id, case_id)
  SELECT 'RESTORATION', 'ESCROW', dataset_id, 'ACCRUED', labeler_id, amount_base_units, dataset_id, (line->>'assignment_id')::uuid, case_id
  FROM back ORDER BY ledger_entry_id;
  RETURN NULL;
END $$;

-- Homes of before: what happened, as far as it is still known, in its order.
INSERT INTO posting (kind, debit, credit, credit_owner, amount_base_units, booked_at)
SELECT 'DEPOSIT', 'OUTSIDE', 'REQUESTER', requester_id, sum(funded_base_units), min(created_at)
FROM dataset WHERE funded_base_units > 0 GROUP BY requester_id ORDER BY requester_id;
INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, booked_at)
SELECT 'FUNDING', 'REQUESTER', requester_id, 'ESCROW', id, funded_base_units, id, created_at
FROM dataset WHERE funded_base_units > 0 ORDER BY created_at, id;
INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id, booked_at)
SELECT 'ANSWER', 'ESCROW', dataset_id, 'ACCRUED', labeler_id, amount_base_units, dataset_id, assignment_id, created_at FROM (
  SELECT id, dataset_id, labeler_id, amount_base_units, assignment_id, created_at FROM ledger_entry
  UNION ALL
  SELECT ledger_entry_id, dataset_id, labeler_id, amount_base_units, (line->>'assignment_id')::uuid, (line->>'created_at')::timestamptz
  FROM forfeit) line ORDER BY id;
INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id, case_id, booked_at)
SELECT 'FORFEIT', 'ACCRUED', labeler_id, 'ESCROW', dataset_id, amount_base_units, dataset_id, (line->>'assignment_id')::uuid, case_id,
  forfeited_at FROM forfeit ORDER BY ledger_entry_id;
INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, epoch_number, booked_at)
SELECT 'EPOCH', 'ACCRUED', p.labeler_id, 'SETTLED', p.labeler_id, p.amount_base_units, p.epoch_number, e.closed_at
FROM payout p JOIN epoch e ON e.number = p.epoch_number WHERE p.amount_base_units > 0 ORDER BY p.epoch_number, p.labeler_id;

CREATE TRIGGER ledger_entry_is_posted AFTER INSERT ON ledger_entry
  REFERENCING NEW TABLE AS booked FOR EACH STATEMENT EXECUTE FUNCTION post_answers();
CREATE TRIGGER forfeit_is_posted AFTER INSERT ON forfeit
  REFERENCING NEW TABLE AS taken FOR EACH STATEMENT EXECUTE FUNCTION post_forfeits();
CREATE TRIGGER forfeit_taken_back_is_posted AFTER DELETE ON forfeit
  REFERENCING OLD TABLE AS back FOR EACH STATEMENT EXECUTE FUNCTION post_restorations();
CREATE TRIGGER posting_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON posting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Deposits: what a requester paid in, booked by an admin, or what the demo gives once (nobody booked it).
CREATE TABLE deposit (
  id uuid PRIMARY KEY,
  requester_id uuid NOT NULL REFERENCES account,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units > 0),
  reference text NOT NULL,
  booked_by uuid REFERENCES account,
  booked_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX deposit_one_demo_credit_each ON deposit (requester_id) WHERE booked_by IS NULL;
CREATE INDEX deposit_requester ON deposit (requester_id, booked_at);
CREATE TRIGGER deposit_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON deposit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- More accounts of the books:
--   RETURNING  on its way back from a dataset's escrow on the chain (owner: dataset)
-- and more ways: OUTSIDE takes what was claimed, PLATFORM gives goodwill.
ALTER TABLE posting
  ADD COLUMN deposit_id uuid REFERENCES deposit,
  ADD COLUMN refund_id uuid,
  ADD COLUMN appeal_id uuid REFERENCES appeal,
  ADD COLUMN transaction_hash text,
  DROP CONSTRAINT posting_names_its_owners,
  ADD CONSTRAINT posting_names_its_owners CHECK (
    (debit_owner IS NULL) = (debit IN ('OUTSIDE', 'PLATFORM'))
    AND (credit_owner IS NULL) = (credit IN ('OUTSIDE', 'PLATFORM')));
-- The rules of before stay for the kinds of before.
DO $$
DECLARE ways text; ground text;
BEGIN
  SELECT pg_get_expr(conbin, conrelid) INTO ways FROM pg_constraint WHERE conname = 'posting_moves_as_its_kind_says';
  SELECT pg_get_expr(conbin, conrelid) INTO ground FROM pg_constraint WHERE conname = 'posting_names_its_ground';
  ALTER TABLE posting DROP CONSTRAINT posting_moves_as_its_kind_says, DROP CONSTRAINT posting_names_its_ground;
  EXECUTE format($sql$ALTER TABLE posting
    ADD CONSTRAINT posting_moves_as_its_kind_says CHECK ((%s) OR (kind, debit, credit) IN (
      ('RETURN', 'ESCROW', 'RETURNING'), ('REFUND', 'RETURNING', 'REQUESTER'),
      ('GOODWILL', 'PLATFORM', 'ACCRUED'), ('CLAIM', 'SETTLED', 'OUTSIDE'))),
    ADD CONSTRAINT posting_names_its_ground CHECK (CASE kind
      WHEN 'RETURN' THEN dataset_id IS NOT NULL AND refund_id IS NOT NULL
      WHEN 'REFUND' THEN dataset_id IS NOT NULL AND refund_id IS NOT NULL
      WHEN 'GOODWILL' THEN appeal_id IS NOT NULL
      WHEN 'CLAIM' THEN transaction_hash IS NOT NULL
      ELSE %s END)$sql$, ways, ground);
END $$;
CREATE UNIQUE INDEX posting_once_a_deposit ON posting (deposit_id) WHERE kind = 'DEPOSIT' AND deposit_id IS NOT NULL;
CREATE UNIQUE INDEX posting_once_a_goodwill ON posting (appeal_id) WHERE kind = 'GOODWILL';
CREATE INDEX posting_requester_in ON posting (credit_owner, id) WHERE credit = 'REQUESTER';
CREATE INDEX posting_requester_out ON posting (debit_owner, id) WHERE debit = 'REQUESTER';

-- What each requester has and has not put into a dataset. Moved by postings alone; never below zero, whoever asks at once.
CREATE TABLE requester_balance (
  requester_id uuid PRIMARY KEY REFERENCES account,
  balance_base_units numeric(78,0) NOT NULL,
  CONSTRAINT requester_balance_is_never_overdrawn CHECK (balance_base_units >= 0)
);
INSERT INTO requester_balance (requester_id, balance_base_units)
SELECT owner, sum(amount) FROM (
  SELECT credit_owner AS owner, amount_base_units AS amount FROM posting WHERE credit = 'REQUESTER'
  UNION ALL SELECT debit_owner, -amount_base_units FROM posting WHERE debit = 'REQUESTER') moved GROUP BY owner;

CREATE FUNCTION move_requester_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.credit = 'REQUESTER' THEN
    INSERT INTO requester_balance AS b (requester_id, balance_base_units) VALUES (NEW.credit_owner, NEW.amount_base_units)
    ON CONFLICT (requester_id) DO UPDATE SET balance_base_units = b.balance_base_units + excluded.balance_base_units;
  END IF;
  IF NEW.debit = 'REQUESTER' THEN
    UPDATE requester_balance SET balance_base_units = balance_base_units - NEW.amount_base_units
    WHERE requester_id = NEW.debit_owner;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'requester % has no balance', NEW.debit_owner USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_moves_requester_balance AFTER INSERT ON posting FOR EACH ROW
  WHEN (NEW.credit = 'REQUESTER' OR NEW.debit = 'REQUESTER') EXECUTE FUNCTION move_requester_balance();

-- When the bonuses of a dataset were worked out: from its first answers, so many, in the order of their numbers, and from who had
-- one voice with whom. A round is written whole, by one transaction, or not at all.
CREATE TABLE bonus_round (
  dataset_id uuid NOT NULL REFERENCES dataset,
  number int NOT NULL CHECK (number >= 1),
  answers int NOT NULL CHECK (answers >= 1),
  last_sequence bigint NOT NULL,
  last boolean NOT NULL,
  -- {"groups": {subject: group}, "ignored": [subject]}, of those who answered
  voices jsonb NOT NULL,
  -- Committed for the bonuses of the answers it took, and what of it they came to; the rest is free again.
  reserved_base_units numeric(78,0) NOT NULL CHECK (reserved_base_units >= 0),
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units >= 0),
  worked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (dataset_id, number),
  CONSTRAINT bonus_round_never_pays_more_than_reserved CHECK (amount_base_units <= reserved_base_units)
);
CREATE UNIQUE INDEX bonus_round_one_last ON bonus_round (dataset_id) WHERE last;
CREATE TRIGGER bonus_round_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON bonus_round
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a round gave each labeler whose answers it took; nothing is an amount too.
CREATE TABLE bonus (
  dataset_id uuid NOT NULL,
  round int NOT NULL,
  labeler_id uuid NOT NULL REFERENCES account,
  answers int NOT NULL CHECK (answers >= 1),
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units >= 0),
  PRIMARY KEY (dataset_id, round, labeler_id),
  FOREIGN KEY (dataset_id, round) REFERENCES bonus_round
);
CREATE INDEX bonus_labeler ON bonus (labeler_id);
CREATE TRIGGER bonus_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON bonus
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A line of the ledger is of an answer or of a bonus.
ALTER TABLE ledger_entry
  ALTER assignment_id DROP NOT NULL,
  ADD bonus_round int,
  ADD FOREIGN KEY (dataset_id, bonus_round, labeler_id) REFERENCES bonus,
  ADD CONSTRAINT ledger_entry_names_its_ground CHECK ((assignment_id IS NULL) <> (bonus_round IS NULL));
CREATE UNIQUE INDEX ledger_entry_once_a_bonus ON ledger_entry (dataset_id, bonus_round, labeler_id) WHERE bonus_round IS NOT NULL;

-- One more way in the books: BONUS, from escrow to accrued. The rules of before stay for the kinds of before.
ALTER TABLE posting ADD bonus_round int;
DO $$
DECLARE ways text; ground text;
BEGIN
  SELECT pg_get_expr(conbin, conrelid) INTO ways FROM pg_constraint WHERE conname = 'posting_moves_as_its_kind_says';
  SELECT pg_get_expr(conbin, conrelid) INTO ground FROM pg_constraint WHERE conname = 'posting_names_its_ground';
  ALTER TABLE posting DROP CONSTRAINT posting_moves_as_its_kind_says, DROP CONSTRAINT posting_names_its_ground;
  EXECUTE format($sql$ALTER TABLE posting
    ADD CONSTRAINT posting_moves_as_its_kind_says CHECK ((%s) OR (kind, debit, credit) = ('BONUS', 'ESCROW', 'ACCRUED')),
    ADD CONSTRAINT posting_names_its_ground CHECK (CASE
      WHEN kind = 'BONUS' THEN dataset_id IS NOT NULL AND bonus_round IS NOT NULL
      WHEN bonus_round IS NOT NULL THEN kind IN ('FORFEIT', 'RESTORATION') AND dataset_id IS NOT NULL AND case_id IS NOT NULL
      ELSE %s END)$sql$, ways, ground);
END $$;
-- For which lines of a labeler came back.
CREATE INDEX posting_restoration ON posting (credit_owner) WHERE kind = 'RESTORATION';
CREATE UNIQUE INDEX posting_once_a_bonus ON posting (dataset_id, bonus_round, credit_owner) WHERE kind = 'BONUS';

CREATE OR REPLACE FUNCTION post_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id)
  SELECT 'ANSWER', 'ESCROW', dataset_id, 'ACCRUED', labeler_id, amount_base_units, dataset_id, assignment_id FROM booked
  WHERE bonus_round IS NULL
  ON CONFLICT (assignment_id) WHERE kind = 'ANSWER' DO NOTHING;
  INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, bonus_round)
  SELECT 'BONUS', 'ESCROW', dataset_id, 'ACCRUED', labeler_id, amount_base_units, dataset_id, bonus_round FROM booked
  WHERE bonus_round IS NOT NULL
  ON CONFLICT (dataset_id, bonus_round, credit_owner) WHERE kind = 'BONUS' DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION post_forfeits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id, bonus_round,
    case_id)
  SELECT 'FORFEIT', 'ACCRUED', labeler_id, 'ESCROW', dataset_id, amount_base_units, dataset_id, (line->>'assignment_id')::uuid,
    (line->>'bonus_round')::int, case_id FROM taken ORDER BY ledger_entry_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION post_restorations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting (kind, debit, debit_owner, credit, credit_owner, amount_base_units, dataset_id, assignment_id, bonus_round,
    case_id)
  SELECT 'RESTORATION', 'ESCROW', dataset_id, 'ACCRUED', labeler_id, amount_base_units, dataset_id, (line->>'assignment_id')::uuid,
    (line->>'bonus_round')::int, case_id FROM back ORDER BY ledger_entry_id;
  RETURN NULL;
END $$;

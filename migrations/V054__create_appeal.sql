-- What a labeler says against a hold or a ban, and what a third person answered.
CREATE TABLE appeal (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES fraud_case,
  labeler_id uuid NOT NULL REFERENCES account,
  sanction text NOT NULL CHECK (sanction IN ('HOLD', 'BAN')),
  statement text NOT NULL,
  state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'UPHELD', 'REJECTED')),
  created_at timestamptz NOT NULL DEFAULT now(),
  answer_by timestamptz NOT NULL,
  decided_by uuid REFERENCES account,
  decided_at timestamptz,
  reason text,
  CONSTRAINT appeal_once_a_sanction UNIQUE (case_id, labeler_id, sanction),
  CONSTRAINT appeal_decided_with_reason CHECK (
    (state = 'WAITING') = (decided_by IS NULL)
    AND (decided_by IS NULL) = (reason IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
);
CREATE INDEX appeal_state ON appeal (state, answer_by, id);
CREATE INDEX appeal_labeler ON appeal (labeler_id, created_at);

CREATE FUNCTION refuse_second_thoughts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'WAITING' THEN
    RAISE EXCEPTION 'an appeal is decided once';
  END IF;
  IF EXISTS (SELECT 1 FROM decision
      WHERE case_id = NEW.case_id AND decided_by = NEW.decided_by) THEN
    RAISE EXCEPTION 'an appeal is decided by a third person';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_decided_by_third BEFORE UPDATE ON appeal
  FOR EACH ROW EXECUTE FUNCTION refuse_second_thoughts();

-- What the platform owes beyond restored pay, for having been wrong.
CREATE TABLE goodwill (
  appeal_id uuid PRIMARY KEY REFERENCES appeal,
  labeler_id uuid NOT NULL REFERENCES account,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units > 0),
  owed_since timestamptz NOT NULL DEFAULT now(),
  paid_at timestamptz
);
CREATE INDEX goodwill_labeler ON goodwill (labeler_id);
